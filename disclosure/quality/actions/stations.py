"""Keep the register of stations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from disclosure.quality.models import Station
from disclosure.quality.queries.editions import turn_edition
from disclosure.quality.rules import who
from envportal.audit import log

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User


@transaction.atomic
def add_station(*, by: User, at: datetime, key: str | None = None, **told: Any) -> Station:
    """Enter a station of the person's bureau."""
    bureau = who.require_bureau(by, who.STATION)
    event = log.already(key)
    if event is not None:
        return Station.objects.get(pk=event.facts["station"])
    station = Station.objects.create(bureau_id=bureau, **told)
    facts = {"station": station.pk, "code": station.code, "name": station.name}
    log.record(None, "station_added", by=by, at=at, facts=facts, key=key)
    turn_edition(at)
    return station


@transaction.atomic
def edit_station(pk: int, *, by: User, at: datetime, key: str | None = None, **told: Any) -> Station:
    """Change what is told of a station; the log keeps what it was."""
    station = Station.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return station
    who.require_edit(by, station)
    changed = {
        name: [str(getattr(station, name)), str(to)] for name, to in told.items() if getattr(station, name) != to
    }
    for name, to in told.items():
        setattr(station, name, to)
    station.save()
    log.record(None, "station_edited", by=by, at=at, facts={"station": pk, "changed": changed}, key=key)
    turn_edition(at)
    return station
