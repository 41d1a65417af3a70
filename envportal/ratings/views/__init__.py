"""Pages: what an enterprise may rate, and what a supervisor reads of it."""
