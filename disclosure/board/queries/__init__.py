"""What may be read off the board."""
