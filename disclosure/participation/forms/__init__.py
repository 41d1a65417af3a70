"""What the public and the desk type in this room."""
