"""A clock is its events: fold them, and read from rule and calendar when it ends and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from envportal.deadlines.enums import ClockState, EventKind, Unit
from envportal.workdays import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from envportal.deadlines.models import ClockEvent, TermRule
    from envportal.workdays import Calendar


@dataclass(frozen=True)
class Pause:
    """Days that do not count; `last` is None while nobody knows it."""

    ground: str
    first: date
    last: date | None
    planned: date | None
    article: str
    waiting_for: str
    event_pk: int | None

    def until(self, on: date | None) -> date:
        """Its last day as far as is known: planned, or so far."""
        return self.last or max(day for day in (self.first, self.planned, on) if day is not None)


@dataclass(frozen=True)
class History:
    started_on: date
    pauses: tuple[Pause, ...]
    extension: int
    stopped_on: date | None


@dataclass(frozen=True)
class Reading:
    """A clock as it stands on a day; `used` and `left` are days of the rule's unit."""

    due_on: date
    warn_on: date
    provisional: bool
    state: ClockState
    total: int
    used: int
    left: int
    late: int
    pauses: tuple[Pause, ...]
    spans: tuple[tuple[date, date], ...]


def fold(events: Iterable[ClockEvent]) -> History:
    """The history events tell, those voided by a later one left out."""
    told = list(events)
    voided = {event.about_id for event in told if event.kind == EventKind.VOIDED}
    live = [event for event in told if event.pk not in voided]
    ends = {event.about_id: event.on for event in live if event.kind == EventKind.RESUMED}
    pauses = [_pause(event, ends) for event in live if event.kind == EventKind.PAUSED]
    return History(
        started_on=next(event.on for event in live if event.kind == EventKind.STARTED),
        # A pause ended before it began never held.
        pauses=tuple(pause for pause in pauses if pause.last is None or pause.last >= pause.first),
        extension=sum(event.amount for event in live),
        stopped_on=next((event.on for event in live if event.kind == EventKind.STOPPED), None),
    )


def _pause(event: ClockEvent, ends: dict[int | None, date]) -> Pause:
    last = ends.get(event.pk, event.until) if event.pk else event.until
    return Pause(event.ground, event.on, last, event.planned_until, event.article, event.waiting_for, event.pk)


def compute(rule: TermRule, events: Iterable[ClockEvent], calendar: Calendar, on: date | None = None) -> Reading:
    """When a clock ends and how it stands on a day.

    Without a day: the answer that is stored, in which a pause without an end lasts as long as was planned.
    """
    return read(rule, fold(events), calendar, on)


def read(rule: TermRule, history: History, calendar: Calendar, on: date | None = None) -> Reading:
    """The same from a history already folded."""
    spans = tuple((pause.first, pause.until(_asked(pause, history, on))) for pause in history.pauses)
    start, total = history.started_on, rule.amount + history.extension
    due = terms.due(calendar, start, total, rule.unit, spans)
    seen = history.stopped_on or on or start
    return Reading(
        due_on=due,
        warn_on=_warn_on(rule, calendar, start, total, due, spans),
        provisional=calendar.is_provisional(due),
        state=_state(history, due, on),
        total=total,
        used=min(total, terms.counted(calendar, start, min(max(seen, start), due), rule.unit, spans)),
        left=terms.counted(calendar, min(max(seen, start), due), due, rule.unit, spans),
        late=max(0, (seen - due).days),
        pauses=history.pauses,
        spans=spans,
    )


def _asked(pause: Pause, history: History, on: date | None) -> date | None:
    """Until when an unfinished pause has held: not beyond the end of the clock, nor before it began."""
    days = [day for day in (on, history.stopped_on) if day is not None]
    return max(min(days), pause.first) if days else None


def _state(history: History, due: date, on: date | None) -> ClockState:
    if history.stopped_on is not None:
        return ClockState.STOPPED
    holding = (pause for pause in history.pauses if pause.first <= due and _holds(pause, on))
    return ClockState.PAUSED if any(holding) else ClockState.RUNNING


def _holds(pause: Pause, on: date | None) -> bool:
    if pause.last is None:
        return on is None or pause.first <= on
    return on is not None and pause.first <= on <= pause.last


def _warn_on(
    rule: TermRule, calendar: Calendar, start: date, total: int, due: date, spans: Sequence[tuple[date, date]]
) -> date:
    """The first day of warning: so many working days before the end, or when so little of the term is left."""
    days = [calendar.subtract(due, rule.warn_working_days)]
    remaining = total * rule.warn_share // 100
    if remaining and rule.unit in (Unit.WORKING_DAY, Unit.CALENDAR_DAY):
        days.append(terms.counted_day(calendar, start, total - remaining, rule.unit, spans))
    return max(start, min(days))
