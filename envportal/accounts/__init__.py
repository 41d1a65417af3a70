"""Who: users, bureaus, sections, enterprises, roles, the permission matrix."""
