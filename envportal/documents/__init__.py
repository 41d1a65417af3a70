"""Files in, official letters out, numbers without gaps."""
