"""Prove stored answers: recompute every due day from its events and list what differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from envportal.deadlines.rules import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from envportal.deadlines.models import Clock
    from envportal.workdays import Calendar

STORED = ("due_on", "warn_on", "due_at", "warn_at", "provisional", "state")


@dataclass(frozen=True)
class Difference:
    clock_pk: int
    case_pk: int
    matter: str
    field: str
    stored: object
    computed: object


def differences(clocks: Iterable[Clock], calendar_of: Callable[[int], Calendar]) -> Iterator[Difference]:
    """Where a stored answer is not the one the events give under a calendar."""
    for clock in clocks:
        reading = fold.compute(clock.rule, clock.events.all(), calendar_of(clock.case.bureau_id))
        for field in STORED:
            stored, computed = getattr(clock, field), getattr(reading, field)
            if stored != computed:
                yield Difference(clock.pk, clock.case_id, clock.matter, field, stored, computed)
