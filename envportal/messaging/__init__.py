"""Outbox rows in; inbox and mail out."""
