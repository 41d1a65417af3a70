"""评审专家: a register with fields and ties, and a draw anyone can repeat."""
