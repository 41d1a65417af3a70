"""The door of this room: write what happened, ask what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from envportal import rows
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
    chain_row = lock_chain(chain_name(case, by, chain))
    link = _next(chain_row, case.pk if case else None, name, by=by, at=at, facts=facts or {}, key=key, for_=acting_for)
    event = Event(chain=chain_row, hash=chain_row.head, **link._asdict())
    event.save(force_insert=True)
    chain_row.save(update_fields=["length", "head"])
    return event


class Entry(NamedTuple):
    """What happened to one of many cases, named by its key."""

    case: int
    name: str
    facts: Mapping[str, object]


@transaction.atomic(savepoint=False)
def record_all(entries: Sequence[Entry], *, by: User | None, at: datetime) -> None:
    """Add an event to the chain of each case, in a few statements for all; every case row is locked."""
    chains = lock_chains({case_chain(entry.case) for entry in entries})
    written = []
    for entry in entries:
        chain = chains[case_chain(entry.case)]
        written.append((chain, *_next(chain, entry.case, entry.name, by=by, at=at, facts=entry.facts), chain.head))
    save_heads(chains)
    names = ("chain_id", *hashes.Link._fields, "hash")
    rows.insert(Event, names, [(chain.pk, *values) for chain, *values in written])


def _next(
    chain: Chain, case: int | None, name: str, *, by: User | None, at: datetime, facts: Mapping[str, object],
    key: str | None = None, for_: str = "",
) -> hashes.Link:  # fmt: skip
    """The event that follows a chain's head, whose hash becomes its head."""
    link = hashes.Link(
        position=chain.length + 1, case_id=case, name=name, actor_id=by.pk if by else None,
        actor_name=by.name if by else "", acting_for=for_, at=at, facts=hashes.plain(facts), key=key or None,
        previous_hash=chain.head,
    )  # fmt: skip
    chain.length, chain.head = link.position, hashes.event_hash(link, chain.name)
    return link


def case_chain(case: int) -> str:
    return f"case:{case}"


def chain_name(case: Case | None, by: User | None, chain: str | None = None) -> str:
    if case is not None:
        return case_chain(case.pk)
    return chain or (f"user:{by.pk}" if by else "system")
