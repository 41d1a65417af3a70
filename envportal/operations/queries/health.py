"""How the portal fares: what whoever runs it watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import Error, connection

from envportal.deadlines.queries import calendar_of
from envportal.documents import queries as documents
from envportal.messaging import queries as messaging
from envportal.supervision.queries import alarms, last_sweep

if TYPE_CHECKING:
    from datetime import datetime

Health = dict[str, str | int | bool | list[str] | None]
AWAY: Health = {
    "ok": False, "database": "away", "alarms": [],
    "last_sweep": None, "last_sweep_age": None, "outbox_age": None, "outbox_given_up": None,
    "letters_age": None, "letters_given_up": None, "calendar_horizon": None,
}  # fmt: skip


def health(at: datetime) -> Health:
    """Ages are seconds; no age means that nothing waits, or that no sweep ran yet."""
    try:
        return _health(at)
    except Error:
        return dict(AWAY)


def is_ready() -> bool:
    """Whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _health(at: datetime) -> Health:
    swept, waiting, wrong = last_sweep(), messaging.oldest_waiting(), alarms(at)
    return {
        "ok": not wrong,
        "database": "ok",
        "alarms": wrong,
        "last_sweep": swept.isoformat() if swept else None,
        "last_sweep_age": _age(swept, at),
        "outbox_age": _age(waiting, at),
        "outbox_given_up": messaging.given_up().count(),
        "letters_age": _age(documents.oldest_waiting(), at),
        "letters_given_up": documents.dead_letters().count(),
        "calendar_horizon": calendar_of(None).gazetted_to.isoformat(),
    }


def _age(since: datetime | None, at: datetime) -> int | None:
    return max(0, int((at - since).total_seconds())) if since else None
