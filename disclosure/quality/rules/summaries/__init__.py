"""What pages, files and bulletins tell of readings, by the arithmetic of the standards."""
