"""What people may type in this procedure."""
