"""Reads of this room. Only `applicants` reads who asks."""
