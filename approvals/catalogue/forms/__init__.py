"""What may be typed on the pages of this room."""
