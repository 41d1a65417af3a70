"""Pages: the books at the desk, what comes and goes, the quota of a case, and what everybody may read."""
