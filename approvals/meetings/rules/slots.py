"""The slots of a meeting by the working calendar: plain arithmetic of days, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from envportal.workdays import Calendar

DAY = timedelta(days=1)
FRIDAY = 4
# A holiday and the days worked for it lie within so many days of each other.
NEAR = timedelta(days=20)
# A bureau whose rule names a weekday meets within so many days, whatever holidays there are.
HORIZON = 60


@dataclass(frozen=True)
class Pattern:
    """The weekdays of the slots from a day on, Monday 0; whether a make-up day counts as the weekday it replaces."""

    valid_from: date
    weekdays: frozenset[int]
    makeup_counts: bool = False


@dataclass(frozen=True)
class Slot:
    """A day on which the bureau meets; `stands_for` is the weekday a make-up day replaces."""

    on: date
    stands_for: int | None = None


@dataclass(frozen=True)
class Fallen:
    """A slot on a rest day: it falls away, and what waits for it comes to the next one."""

    on: date
    name: str
    next_on: date | None


def pattern_on(patterns: Sequence[Pattern], day: date) -> Pattern | None:
    """The version in force on a day: the one that began last."""
    begun = [one for one in patterns if one.valid_from <= day]
    return max(begun, key=lambda one: one.valid_from) if begun else None


def slot_on(calendar: Calendar, pattern: Pattern | None, day: date) -> Slot | None:
    """The slot of a day, if it has one: a worked weekday of the pattern, or a make-up day that counts as one."""
    if pattern is None or not calendar.is_workday(day):
        return None
    if day.weekday() <= FRIDAY:
        return Slot(day) if day.weekday() in pattern.weekdays else None
    replaced = replaced_weekday(calendar, day) if pattern.makeup_counts else None
    return Slot(day, replaced) if replaced in pattern.weekdays else None


def slots(calendar: Calendar, patterns: Sequence[Pattern], first: date, last: date) -> list[Slot]:
    """Every slot from one day to another, both included."""
    found = (slot_on(calendar, pattern_on(patterns, day), day) for day in days(first, last))
    return [slot for slot in found if slot is not None]


def next_slot(calendar: Calendar, patterns: Sequence[Pattern], after: date) -> date | None:
    """The first slot after a day, or None where no version holds any."""
    soon = slots(calendar, patterns, after + DAY, after + DAY * HORIZON)
    return soon[0].on if soon else None


def fallen(calendar: Calendar, patterns: Sequence[Pattern], first: date, last: date) -> list[Fallen]:
    """Slots that fall away because their day is a rest day, each with the slot that comes next."""
    return [
        Fallen(day, row.name if (row := calendar.row(day)) else "", next_slot(calendar, patterns, day))
        for day in days(first, last)
        if (pattern := pattern_on(patterns, day)) and day.weekday() in pattern.weekdays and not calendar.is_workday(day)
    ]


def replaced_weekday(calendar: Calendar, day: date) -> int | None:
    """The weekday a make-up day replaces, or None for a day that is none.

    A notice names the days worked and not which day each is worked for. They stand in order for the last weekdays of
    their holiday: those of a holiday's own days that the statute gives come first, those moved to it last.
    """
    row = calendar.row(day)
    if row is None or not row.is_workday or day.weekday() <= FRIDAY:
        return None
    near = [one for one in days(day - NEAR, day + NEAR) if (r := calendar.row(one)) and r.name == row.name]
    worked = [one for one in near if one.weekday() > FRIDAY and calendar.is_workday(one)]
    off = [one for one in near if one.weekday() <= FRIDAY and not calendar.is_workday(one)]
    if len(off) < len(worked):
        return None
    return off[len(off) - len(worked) :][worked.index(day)].weekday()


def schedule(slots: Sequence[date], room: dict[date, int], last_days: Sequence[date | None]) -> list[date | None]:
    """Which slot each waiting case gets: whoever must come first takes the first slot that has room left.

    `last_days` is ordered by need; None (no slot keeps the promise any more, or none is promised) takes what is next.
    """
    left = dict(room)
    found: list[date | None] = []
    for _last in last_days:
        slot = next((one for one in slots if left.get(one, 0) > 0), None)
        if slot is not None:
            left[slot] -= 1
        found.append(slot)
    return found


def days(first: date, last: date) -> Iterator[date]:
    """Every day from one to another."""
    day = first
    while day <= last:
        yield day
        day += DAY
