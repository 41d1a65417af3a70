"""What templates say of letters."""
