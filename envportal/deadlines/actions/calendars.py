"""A new holiday notice reaches open clocks: what it would move is shown before it is applied."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from envportal.deadlines import queries
from envportal.deadlines.actions import clocks
from envportal.deadlines.enums import OPEN_STATES
from envportal.deadlines.models import CalendarDay, Clock
from envportal.deadlines.rules import proof

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from envportal.accounts.models import User

# Cases named in one statement.
AT_ONCE = 1000


@dataclass(frozen=True)
class Moved:
    """A due day a notice moves."""

    clock_pk: int
    case_pk: int
    matter: str
    was: date
    becomes: date


def moved_by(days: list[CalendarDay]) -> list[Moved]:
    """The due days of open clocks these rows would move, nothing saved."""
    calendar = cache(lambda bureau_id: queries.calendar_with(bureau_id, days))
    return _moved(proof.differences(_open(), calendar))


@transaction.atomic
def add_days(days: list[CalendarDay], *, by: User | None, at: datetime) -> list[Moved]:
    """Add or replace rows of the calendar and move the open clocks they reach; returns what moved, to be logged."""
    for day in days:
        fields = {"is_workday": day.is_workday, "name": day.name, "notice": day.notice, "status": day.status}
        CalendarDay.objects.update_or_create(
            date=day.date, bureau=day.bureau, defaults={**fields, "added_at": at, "added_by": by}
        )
    stale = list(proof.differences(_open(), cache(queries.calendar_of)))
    cases = sorted({difference.case_pk for difference in stale})
    for first in range(0, len(cases), AT_ONCE):
        clocks.recompute_open(Q(case__in=cases[first : first + AT_ONCE]))
    return _moved(stale)


def _moved(differences: Iterable[proof.Difference]) -> list[Moved]:
    """The due days among what differs; whether one is provisional moves nothing."""
    days = [found for found in differences if found.field == "due_on"]
    return [Moved(d.clock_pk, d.case_pk, d.matter, d.stored, d.computed) for d in days]  # type: ignore[arg-type]


def _open() -> list[Clock]:
    return list(Clock.objects.filter(state__in=OPEN_STATES).prefetch_related("rule", "case", "events").order_by("pk"))
