"""Pages of people and enterprises."""
