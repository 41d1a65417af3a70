"""How much an address, or everybody, has sent of late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.board.models import Attempt

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


def posts(source: str, *, since: datetime) -> int:
    """Of one source, or of all where none is named."""
    found = Attempt.objects.filter(is_post=True, at__gt=since)
    return (found.filter(address=source) if source else found).count()


def wrong_codes(source: str, *, since: datetime) -> int:
    return Attempt.objects.filter(is_post=False, address=source, at__gt=since).count()


def stale(before: datetime) -> QuerySet[Attempt]:
    return Attempt.objects.filter(at__lte=before)
