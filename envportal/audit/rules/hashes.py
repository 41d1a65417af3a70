"""How an event and a seal are hashed: plain arithmetic anybody can repeat from the stored fields."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from django.utils.functional import Promise

if TYPE_CHECKING:
    from envportal.audit.models import Event, Seal

Fact: TypeAlias = "str | int | bool | list[Fact] | dict[str, Fact] | None"
# Sorted names, no spaces.
CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Link(NamedTuple):
    """What an event says, as the values of its row, before it has a place in a table."""

    position: int
    case_id: int | None
    name: str
    actor_id: int | None
    actor_name: str
    acting_for: str
    at: datetime
    facts: Fact
    key: str | None
    previous_hash: str


def plain(value: object) -> Fact:
    """A fact as it is stored; a float or an object is refused, since it would not come back the same."""
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return _scalar(value) if not isinstance(value, Mapping) else {str(name): plain(value[name]) for name in value}


def _scalar(value: object) -> str:
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Promise):
        return str(value)
    raise TypeError(f"A fact of the log is a primitive, not {type(value).__name__}.")


def instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def digest(content: Mapping[str, object]) -> str:
    """SHA-256 over canonical JSON: sorted names, no spaces, UTF-8."""
    return hashlib.sha256(CANONICAL.encode(content).encode()).hexdigest()


def content(event: Event | Link, chain: str) -> dict[str, object]:
    """All that an event's hash is taken of."""
    return {
        "chain": chain, "position": event.position, "case": event.case_id, "name": event.name,
        "actor": event.actor_id, "actor_name": event.actor_name, "acting_for": event.acting_for,
        "at": instant(event.at), "facts": event.facts, "key": event.key, "previous": event.previous_hash,
    }  # fmt: skip


def event_hash(event: Event | Link, chain: str) -> str:
    return digest(content(event, chain))


def seal_hash(seal: Seal) -> str:
    return digest(
        {
            "number": seal.number, "on": seal.on.isoformat(), "at": instant(seal.at), "count": seal.count,
            "root": seal.root, "previous": seal.previous_hash,
        }
    )  # fmt: skip


def leaf(chain: str, length: int, head: str) -> str:
    return digest({"chain": chain, "length": length, "head": head})


def merkle_root(leaves: Iterable[str]) -> str:
    """The root over leaves in the order given; an odd one is carried up; no leaves: the hash of nothing."""
    level = list(leaves) or [hashlib.sha256(b"").hexdigest()]
    while len(level) > 1:
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [hashlib.sha256("".join(pair).encode()).hexdigest() if len(pair) > 1 else pair[0] for pair in pairs]
    return level[0]
