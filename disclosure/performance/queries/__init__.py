"""Reads of this room: a case's record worked out anew, and the figures of many."""
