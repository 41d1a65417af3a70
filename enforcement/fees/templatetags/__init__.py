"""Filters of the pages of this room."""
