"""领导包项目: a key project has a leader and a section head from its first question to operation."""
