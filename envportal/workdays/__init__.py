"""Working days and time limits: plain Python, no Django."""
