"""Who answers for what went wrong, what the bureau finds wrong with itself, and the call to who was badly served."""
