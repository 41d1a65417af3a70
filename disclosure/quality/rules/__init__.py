"""The arithmetic of the national standards: pure functions on decimals, no database."""
