"""One writer a chain: its row is locked last, after the case row."""

from __future__ import annotations

from envportal.audit.models import Chain


def lock_chain(name: str) -> Chain:
    """Begin the chain where it is new, and lock its row until the transaction ends."""
    Chain.objects.get_or_create(name=name)
    return Chain.objects.select_for_update().get(name=name)
