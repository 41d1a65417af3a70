"""What may be typed into the pages of environmental quality."""
