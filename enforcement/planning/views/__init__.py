"""Pages: plans and what they go by at the desk, draws, and what everybody may read."""
