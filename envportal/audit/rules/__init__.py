"""How the log is hashed, and how that is proved afterwards."""
