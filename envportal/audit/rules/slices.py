"""A chain as it leaves the portal: its events, and what proves each of its sealed heads."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from envportal.audit.models import Chain, Event, SealedHead
from envportal.audit.rules import hashes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from envportal.audit.models import Seal


def events_of(name: str, *, is_open: Callable[[Event], bool]) -> Iterator[dict[str, Any]]:
    """The events of a chain in order; of one that is not open only its place, its hash and the one before."""
    for event in Event.objects.filter(chain__name=name).order_by("position").iterator(chunk_size=500):
        links = {"position": event.position, "previous": event.previous_hash, "hash": event.hash}
        yield {**hashes.content(event, name), **links} if is_open(event) else {**links, "withheld": True}


def proof_of(name: str) -> dict[str, Any]:
    """Length and head of a chain, and for each day it was sealed the way from its head to the seal's root."""
    chain = Chain.objects.filter(name=name).first() or Chain(name=name)
    sealed = SealedHead.objects.filter(chain__name=name).select_related("seal").order_by("seal__number")
    return {
        "chain": name, "length": chain.length, "head": chain.head, "seals": [_sealed(head, name) for head in sealed]
    }  # fmt: skip


def _sealed(head: SealedHead, name: str) -> dict[str, Any]:
    seal: Seal = head.seal
    heads = sorted(seal.heads.values_list("chain__name", "length", "head"))
    at = [one[0] for one in heads].index(name)
    path = merkle_path([hashes.leaf(*one) for one in heads], at)
    return {
        "number": seal.number, "on": seal.on.isoformat(), "at": hashes.instant(seal.at), "count": seal.count,
        "root": seal.root, "previous": seal.previous_hash, "hash": seal.hash, "length": head.length, "head": head.head,
        "path": path,
    }  # fmt: skip


def merkle_path(leaves: Sequence[str], at: int) -> list[list[str]]:
    """What a leaf is hashed with on its way to the root: on which side, and with what; an odd one is carried up."""
    path, level = [], list(leaves)
    while len(level) > 1:
        beside = at ^ 1
        if beside < len(level):
            path.append(["left" if beside < at else "right", level[beside]])
        pairs = [level[n : n + 2] for n in range(0, len(level), 2)]
        level = [hashlib.sha256("".join(pair).encode()).hexdigest() if len(pair) > 1 else pair[0] for pair in pairs]
        at //= 2
    return path
