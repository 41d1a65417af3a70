"""Pages: plans at the desk, the zone of a case, and what everybody may read."""
