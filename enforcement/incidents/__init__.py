"""Pollution incidents: reported, graded, told upward within hours, handled, concluded, published."""
