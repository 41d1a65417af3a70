"""The notice board: what the public may read."""
