"""What the answers come to, and who may do what."""
