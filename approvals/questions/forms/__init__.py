"""What people type about questions, answers and articles."""
