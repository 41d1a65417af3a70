"""One writer a chain: its row is locked last, after the case row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envportal import rows
from envportal.audit.models import Chain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def lock_chain(name: str) -> Chain:
    """Begin the chain where it is new, and lock its row until the transaction ends."""
    return _locked(name) or _begun(name)


def _locked(name: str) -> Chain | None:
    return Chain.objects.select_for_update().filter(name=name).order_by("pk").first()


def _begun(name: str) -> Chain:
    """A new chain; if somebody else begins it at the same moment, theirs."""
    Chain.objects.get_or_create(name=name)
    return Chain.objects.select_for_update().get(name=name)


def lock_chains(names: Iterable[str]) -> dict[str, Chain]:
    """The same for many, by name; one that is new is begun when its head is saved."""
    wanted = set(names)
    locked = {link.name: link for link in Chain.objects.select_for_update().filter(name__in=wanted).order_by("pk")}
    return locked | {name: Chain(name=name) for name in sorted(wanted - locked.keys())}


def save_heads(chains: Mapping[str, Chain]) -> None:
    """Write length and head of many chains in one statement, and begin those that are new."""
    heads = [(chain.name, chain.length, chain.head) for chain in chains.values()]
    for chain, pk in zip(
        chains.values(), rows.insert(Chain, ("name", "length", "head"), heads, over="name"), strict=True
    ):
        chain.pk = pk
