"""The pulse of what runs by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from envportal.audit import log
from envportal.supervision import queries
from envportal.supervision.models import Heartbeat

if TYPE_CHECKING:
    from datetime import datetime

# A task that runs every few seconds leaves its mark twice a minute: a database with one writer has better to do.
OFTEN = timedelta(seconds=30)


@transaction.atomic
def beat(at: datetime, counts: dict[str, int]) -> None:
    """Note that a sweep ran, and in the log if none had run for long; a late one does not set the time back."""
    pulse, _ = Heartbeat.objects.select_for_update().get_or_create(
        name=queries.SWEEP, defaults={"at": at, "counts": counts}
    )
    if at - pulse.at > queries.SILENT:
        facts = {"since": pulse.at, "until": at, **counts}
        log.record(None, "sweep_was_away", by=None, at=at, facts=facts, chain=queries.CHAIN)
    pulse.at, pulse.counts = max(at, pulse.at), counts
    pulse.save(update_fields=["at", "counts"])


def note(name: str, *, at: datetime) -> None:
    """Note that another task ran to its end."""
    noted = Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()
    if noted is None or not timedelta(0) <= at - noted < OFTEN:
        Heartbeat.objects.update_or_create(name=name, defaults={"at": at})
