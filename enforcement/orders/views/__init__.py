"""Pages: lists and cases at the desk, their steps, and what an enterprise reads of its own."""
