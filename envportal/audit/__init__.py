"""What happened, by whom; written once."""
