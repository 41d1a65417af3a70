"""Who may do which verb, when, and what each asks."""
