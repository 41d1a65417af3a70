"""The way to a decision."""
