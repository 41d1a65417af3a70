"""How a rule is read on a project, who may change one, and the words for both."""
