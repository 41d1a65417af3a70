"""Prove the log: every chain link by link, every seal by its heads, the last seal by what was published."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from envportal.audit.models import Chain, Event, Seal, SealedHead
from envportal.audit.queries import SEALS
from envportal.audit.rules import hashes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Heads = dict[tuple[int, int], str]


@dataclass(frozen=True)
class Finding:
    """One place where the log is not what was written."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def verify(anchors: dict[int, str] | None = None) -> list[Finding]:
    """Everything wrong with the log; empty if it stands.

    `anchors` are seals kept outside, number to hash: only they show a log that was rewritten with its seals.
    """
    sealed = {(head.chain_id, head.length): head.head for head in SealedHead.objects.order_by("pk").iterator()}
    return [*_chains(sealed), *_seals(), *_anchored(anchors or {})]


def _chains(sealed: Heads) -> Iterator[Finding]:
    chains = {chain.pk: chain for chain in Chain.objects.exclude(name=SEALS)}
    events = Event.objects.order_by("chain_id", "position").iterator()
    for chain_pk, links in groupby(events, key=attrgetter("chain_id")):
        yield from _links(chains.pop(chain_pk), links, sealed)
    for chain in chains.values():
        yield from _links(chain, [], sealed)
    for chain_pk, length in sealed:
        yield Finding(Chain.objects.get(pk=chain_pk).name, f"was sealed with {length} events and is shorter now")


def _links(chain: Chain, links: Iterable[Event], sealed: Heads) -> Iterator[Finding]:
    position, head = 0, ""
    for event in links:
        gap = event.position - position - 1
        wrong = {
            f"{gap} events are missing before it": gap > 0,
            "does not follow the event before it": event.previous_hash != head,
            "was changed after it was written": event.hash != hashes.event_hash(event, chain.name),
            "differs from what was sealed": sealed.pop((chain.pk, event.position), event.hash) != event.hash,
        }
        yield from (Finding(f"{chain.name} event {event.position}", what) for what, is_so in wrong.items() if is_so)
        position, head = event.position, event.hash
    if (position, head) != (chain.length, chain.head):
        yield Finding(chain.name, f"ends at event {position}, but {chain.length} were written")


def _seals() -> Iterator[Finding]:
    number, head = 0, ""
    for seal in Seal.objects.prefetch_related("heads__chain").order_by("number").iterator(chunk_size=100):
        where = f"seal {seal.number}"
        if (seal.number, seal.previous_hash) != (number + 1, head):
            yield Finding(where, "does not follow the seal before it")
        if seal.hash != hashes.seal_hash(seal):
            yield Finding(where, "was changed after it was made")
        if (seal.count, seal.root) != _tree(seal):
            yield Finding(where, "does not fit the heads it sealed")
        number, head = seal.number, seal.hash
    ledger = Chain.objects.filter(name=SEALS).first() or Chain(length=0, head="")
    if (number, head) != (ledger.length, ledger.head):
        yield Finding("seals", f"end at seal {number}, but {ledger.length} were made")


def _tree(seal: Seal) -> tuple[int, str]:
    heads = sorted(seal.heads.all(), key=lambda head: head.chain.name)
    return len(heads), hashes.merkle_root(hashes.leaf(head.chain.name, head.length, head.head) for head in heads)


def _anchored(anchors: dict[int, str]) -> Iterator[Finding]:
    kept = dict(Seal.objects.filter(number__in=anchors).values_list("number", "hash"))
    for number, digest in anchors.items():
        if kept.get(number) != digest:
            yield Finding(f"seal {number}", "differs from the published one")
