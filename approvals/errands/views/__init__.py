"""The enterprise's pages, the counterpart's desk, and what the bureau above sees."""
