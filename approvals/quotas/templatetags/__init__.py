"""Words of this room on pages."""
