"""Who may do which step, how often one may write, what is masked before anybody reads it."""
