"""Requests for information: received, clarified, consulted on, answered by a second person, counted in public."""
