"""Campaigns: a list of targets, each with its deadline and proof, counted honestly and shown to the public."""
