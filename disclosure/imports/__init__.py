"""Published history of bureaus, read from their tables and taken onto the board."""
