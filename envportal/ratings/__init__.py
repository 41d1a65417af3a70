"""Who was served says how it was: once, and so that nobody can tell who said what."""
