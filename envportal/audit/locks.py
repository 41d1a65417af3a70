"""One writer a chain: its row is locked last, after the case row."""

from __future__ import annotations

from envportal.audit.models import Chain


def lock_chain(name: str) -> Chain:
    """Begin the chain where it is new, and lock its row until the transaction ends."""
    return _locked(name) or _begun(name)


def _locked(name: str) -> Chain | None:
    return Chain.objects.select_for_update().filter(name=name).order_by("pk").first()


def _begun(name: str) -> Chain:
    """A new chain; if somebody else begins it at the same moment, theirs."""
    Chain.objects.get_or_create(name=name)
    return Chain.objects.select_for_update().get(name=name)
