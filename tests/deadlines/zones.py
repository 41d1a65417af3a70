"""A fixed set of computations, one line each, told by a process whose zone is set from outside."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import django
from django.utils import timezone

from envportal.workdays import due, hours, latest, shipped, window

CHANCE = random.Random(8)
SHANGHAI = ZoneInfo("Asia/Shanghai")
# The nights in which some zone turns its clocks, and New Year.
EDGES = (date(2026, 3, 8), date(2026, 4, 5), date(2026, 9, 27), date(2026, 11, 1), date(2027, 1, 1))


def due_days() -> Iterator[str]:
    """Plain Python, in whatever zone the process keeps."""
    calendar = shipped()
    starts = [date(2010, 1, 1) + timedelta(CHANCE.randrange(6500)) for _ in range(200)]
    starts += [edge + timedelta(n) for edge in EDGES for n in (-1, 0, 1)]
    for start in starts:
        pause = (start + timedelta(3), start + timedelta(9))
        for unit, amount in (("working_day", 18), ("calendar_day", 30), ("month", 1)):
            yield f"{start} {amount} {unit}: {due(calendar, start, amount, unit, [pause])}"
        yield f"{start} window: {window(calendar, start, 5, 'working_day', first_day_counted=False)}"
        yield f"{start} back: {latest(calendar, start, 7, 'working_day')}"


def legal_days() -> Iterator[str]:
    """With the portal set up: the day an instant falls on."""
    for edge in EDGES:
        for hour in (0, 15, 16, 23):
            at = datetime(edge.year, edge.month, edge.day, hour, 59, tzinfo=UTC)
            yield f"{at}: legal day {timezone.localdate(at)}, 24 hours on {hours(at, 24)}"
    yield from _years_of_summer_time()


def _years_of_summer_time() -> Iterator[str]:
    """Clocks of 1986 to 1991 went back and forth in China; a day is the one it was called there."""
    for year in range(1986, 1992):
        for month in range(1, 13):
            for day in (1, 4, 11, 15):
                at = datetime(year, month, day, 23, 30, tzinfo=SHANGHAI).astimezone(UTC)
                yield f"{at}: legal day {timezone.localdate(at)}"


if __name__ == "__main__":
    print(*due_days(), sep="\n")  # noqa: T201  its output is what it is for
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    print(*legal_days(), sep="\n")  # noqa: T201  the same
