"""Pages: demands and visits at the desk, on the spot, for the enterprise, and the check of a code by anybody."""
