"""The door of this room: write what happened, ask what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from envportal.audit.actions import seal
from envportal.audit.locks import lock_chain
from envportal.audit.models import Event
from envportal.audit.queries import already, history
from envportal.audit.rules import hashes
from envportal.audit.rules.proof import verify

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from envportal.accounts.models import User
    from envportal.cases.models import Case

__all__ = ["already", "history", "record", "seal", "verify"]


@transaction.atomic
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
    event = Event(
        chain=link, position=link.length + 1, case=case, name=name, actor=by, actor_name=by.name if by else "",
        acting_for=acting_for, at=at, facts=hashes.plain(facts or {}), key=key or None, previous_hash=link.head,
    )  # fmt: skip
    event.hash = hashes.event_hash(event, link.name)
    event.save(force_insert=True)
    link.length, link.head = event.position, event.hash
    link.save(update_fields=["length", "head"])
    return event


def chain_name(case: Case | None, by: User | None, chain: str | None = None) -> str:
    if case is not None:
        return f"case:{case.pk}"
    return chain or (f"user:{by.pk}" if by else "system")
