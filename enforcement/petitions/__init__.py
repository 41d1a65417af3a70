"""Petitions: tip-offs, petitions and hotline orders, each with its limit and its answer."""
