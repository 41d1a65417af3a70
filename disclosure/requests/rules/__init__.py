"""Who may do which step and when, and what each kind of answer has to say."""
