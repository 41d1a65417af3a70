"""Who may do which verb with a fee; the arithmetic stands beside it."""
