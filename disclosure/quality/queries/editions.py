"""How often what the public sees has changed; part of every ETag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from disclosure.quality.models import Edition

if TYPE_CHECKING:
    from datetime import datetime


def edition() -> tuple[int, datetime | None]:
    """The number, and when it last changed."""
    return Edition.objects.filter(pk=1).values_list("number", "changed_at").first() or (0, None)


def turn_edition(at: datetime) -> None:
    """Count one change; the caller holds the transaction and takes this lock last."""
    Edition.objects.get_or_create(pk=1)
    Edition.objects.filter(pk=1).update(number=F("number") + 1, changed_at=at)
