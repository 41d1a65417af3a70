"""The door of this room: write what happened, ask what was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from envportal.audit.actions import seal
from envportal.audit.locks import lock_chain, lock_chains, save_heads
from envportal.audit.models import Event
from envportal.audit.queries import already, history
from envportal.audit.rules import hashes
from envportal.audit.rules.proof import verify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from envportal.accounts.models import User
    from envportal.audit.models import Chain
    from envportal.cases.models import Case

__all__ = ["Entry", "already", "history", "record", "record_all", "seal", "verify"]


@transaction.atomic(savepoint=False)
def record(
    case: Case | None,
    name: str,
    *,
    by: User | None,
    at: datetime,
    facts: Mapping[str, object] | None = None,
    key: str | None = None,
    chain: str | None = None,
    acting_for: str = "",
) -> Event:
    """Add an event to the case's chain, or to `chain`, the actor's or the system's where there is no case.

    Call it in the action's own transaction, after the case row is locked.
    """
    link = lock_chain(chain_name(case, by, chain))
    event = _next(link, case, name, by=by, at=at, facts=facts or {}, key=key, acting_for=acting_for)
    event.save(force_insert=True)
    link.save(update_fields=["length", "head"])
    return event


@dataclass(frozen=True)
class Entry:
    """What happened to one of many cases."""

    case: Case
    name: str
    facts: Mapping[str, object]


@transaction.atomic(savepoint=False)
def record_all(entries: Sequence[Entry], *, by: User | None, at: datetime) -> list[Event]:
    """Add an event to the chain of each case, in a few statements for all; every case row is locked."""
    links = lock_chains({chain_name(entry.case, by) for entry in entries})
    events = [
        _next(links[chain_name(entry.case, by)], entry.case, entry.name, by=by, at=at, facts=entry.facts)
        for entry in entries
    ]
    for link in save_heads(links.values()):
        links[link.name].pk = link.pk
    for event in events:
        event.chain = links[event.chain.name]
    return Event.objects.bulk_create(events)


def _next(
    link: Chain,
    case: Case | None,
    name: str,
    *,
    by: User | None,
    at: datetime,
    facts: Mapping[str, object],
    key: str | None = None,
    acting_for: str = "",
) -> Event:
    """The event that follows a chain's head, which becomes its head."""
    event = Event(
        chain=link, position=link.length + 1, case=case, name=name, actor=by, actor_name=by.name if by else "",
        acting_for=acting_for, at=at, facts=hashes.plain(facts), key=key or None, previous_hash=link.head,
    )  # fmt: skip
    event.hash = hashes.event_hash(event, link.name)
    link.length, link.head = event.position, event.hash
    return event


def chain_name(case: Case | None, by: User | None, chain: str | None = None) -> str:
    if case is not None:
        return f"case:{case.pk}"
    return chain or (f"user:{by.pk}" if by else "system")
