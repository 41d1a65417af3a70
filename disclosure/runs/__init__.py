"""A table on its way in: brought, its columns said, read batch by batch; what a row becomes, a room hands in."""
