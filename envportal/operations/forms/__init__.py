"""What people may type about a bureau."""
