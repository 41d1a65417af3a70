"""What the law makes of a clock's history, as pure functions."""
