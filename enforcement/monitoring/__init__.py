"""Monitoring for enforcement and complaints: ordered, sampled, reported, used as evidence."""
