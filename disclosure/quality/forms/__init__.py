"""What people may type about environmental quality."""
