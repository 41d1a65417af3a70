"""Notices, their versions, search, feeds, public progress."""
