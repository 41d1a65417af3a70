"""A clock is its events: fold them, and read from rule and calendar when it ends and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from envportal.deadlines.enums import Anchor, ClockState, DayEnds, EventKind, Unit
from envportal.workdays import instants, terms
from envportal.workdays.quarters import long_holidays, quarter_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

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
    letter_pk: int | None = None

    def until(self, on: date | None) -> date:
        """Its last day as far as is known: planned, or so far."""
        return self.last or max(day for day in (self.first, self.planned, on) if day is not None)


@dataclass(frozen=True)
class History:
    started_on: date
    pauses: tuple[Pause, ...]
    extension: int
    stopped_on: date | None
    started: datetime | None = None
    stopped: datetime | None = None

    @property
    def started_at(self) -> datetime:
        return self.started or instants.begin(self.started_on)

    @property
    def stopped_at(self) -> datetime | None:
        """When it ended; where only the day is known, its first instant, so that the last day is in time."""
        return self.stopped or (instants.begin(self.stopped_on) if self.stopped_on else None)


@dataclass(frozen=True)
class Reading:
    """A clock as it stands on a day, or for hours at an instant; `used` and `left` are in the rule's unit."""

    start: date
    due_on: date
    warn_on: date
    due_at: datetime
    warn_at: datetime
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
    started = next(event for event in live if event.kind == EventKind.STARTED)
    stopped = next((event for event in live if event.kind == EventKind.STOPPED), None)
    return History(
        started_on=started.on,
        # A pause ended before it began never held.
        pauses=tuple(pause for pause in pauses if pause.last is None or pause.last >= pause.first),
        extension=sum(event.amount for event in live),
        stopped_on=stopped.on if stopped else None,
        started=started.instant,
        stopped=stopped.instant if stopped else None,
    )


def _pause(event: ClockEvent, ends: dict[int | None, date]) -> Pause:
    last = ends.get(event.pk, event.until) if event.pk else event.until
    return Pause(
        event.ground, event.on, last, event.planned_until, event.article, event.waiting_for, event.pk, event.letter_id
    )


def compute(
    rule: TermRule,
    events: Iterable[ClockEvent],
    calendar: Calendar,
    on: date | None = None,
    at: datetime | None = None,
) -> Reading:
    """When a clock ends and how it stands on a day, or for hours at an instant.

    Without a day: the answer that is stored, in which a pause without an end lasts as long as was planned.
    """
    return read(rule, fold(events), calendar, on, at)


def read(
    rule: TermRule, history: History, calendar: Calendar, on: date | None = None, at: datetime | None = None
) -> Reading:
    """The same from a history already folded."""
    if rule.unit == Unit.HOUR:
        return _read_hours(rule, history, at or (instants.begin(on) if on else None))
    spans = tuple((pause.first, pause.until(_asked(pause, history, on))) for pause in history.pauses)
    start, total = _term(rule, history, calendar)
    due = terms.due(calendar, start, total, rule.unit, spans)
    warn = _warn_on(rule, calendar, start, total, due, spans)
    seen = history.stopped_on or on or start
    due_at = instants.end(due, calendar.closes(due) if rule.day_ends == DayEnds.CLOSING else None)
    return Reading(
        start=start,
        due_on=due,
        warn_on=warn,
        # A case handed in after closing on its last day has had its day: the limit ends with it, not before it began.
        due_at=max(due_at, history.started_at),
        warn_at=instants.begin(warn),
        provisional=calendar.is_provisional(due),
        state=_state(history, due, on),
        total=total,
        used=min(total, terms.counted(calendar, start, min(max(seen, start), due), rule.unit, spans)),
        left=terms.counted(calendar, min(max(seen, start), due), due, rule.unit, spans),
        late=max(0, (seen - due).days),
        pauses=history.pauses,
        spans=spans,
    )


def _term(rule: TermRule, history: History, calendar: Calendar) -> tuple[date, int]:
    """The day that is not counted, and the days of the term after it."""
    start, total = history.started_on, rule.amount + history.extension
    if rule.anchor != Anchor.QUARTER_END:
        return start, total
    end = quarter_end(start)
    return end, total + long_holidays(calendar, end, total)


HOUR = timedelta(hours=1)


def _read_hours(rule: TermRule, history: History, at: datetime | None) -> Reading:
    """Hours run from the very minute, by night and on rest days; no step stops them (民法典 §201)."""
    start, total = history.started_at, rule.amount + history.extension
    due = terms.hours(start, total)
    warn = due - HOUR * total * rule.warn_share / 100
    seen = max(history.stopped_at or at or start, start)
    return Reading(
        start=history.started_on,
        due_on=instants.day_of(due),
        warn_on=instants.day_of(warn),
        due_at=due,
        warn_at=warn,
        provisional=False,
        state=ClockState.RUNNING if history.stopped_on is None else ClockState.STOPPED,
        total=total,
        used=min(total, (seen - start) // HOUR),
        # A begun hour is left until it is over, and late as soon as it has begun.
        left=max(0, -((seen - due) // HOUR)),
        late=(seen - due) // HOUR + 1 if seen >= due else 0,
        pauses=(),
        spans=(),
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
