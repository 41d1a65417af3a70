"""Environmental quality: what stations measured, the index and class the national standards make of it."""
