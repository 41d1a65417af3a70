"""Reading strangers' tables."""
