"""What a table is refused for."""
