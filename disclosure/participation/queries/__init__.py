"""Reads of this room. Only `authors` reads who sent something."""
