"""A limit nobody set: what the public calculator computes, shown as a clock is shown. All raise TermError."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from envportal.deadlines.models import TermRule
from envportal.deadlines.rules.faces import face
from envportal.deadlines.rules.fold import History, Pause
from envportal.deadlines.rules.strip import window_cells
from envportal.workdays import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from envportal.deadlines.rules.faces import Face
    from envportal.workdays import Calendar

    Spans = Sequence[tuple[date, date]]


@dataclass(frozen=True)
class Answer:
    """The day or the instant, the first day of a window, and the face that proves it where days are counted."""

    due: date | datetime
    provisional: bool = False
    opens: date | None = None
    face: Face | None = None


def trial(calendar: Calendar, start: date, amount: int, unit: str, pauses: Spans) -> Answer:
    """A term typed by anybody; every day of it is shown as gone by."""
    return _proved(by_rule(calendar, TermRule(amount=amount, unit=unit, warn_working_days=0), start, pauses))


def ruled(calendar: Calendar, rule: TermRule, start: date, pauses: Spans, extension: int) -> Answer:
    """A term by a rule in force, as the clock of a case would count it."""
    return _proved(by_rule(calendar, rule, start, pauses, extension))


def by_rule(calendar: Calendar, rule: TermRule, start: date, pauses: Spans, extension: int = 0) -> Face:
    held = tuple(Pause("", first, last, None, "", "", None) for first, last in pauses)
    history = History(started_on=start, pauses=held, extension=extension, stopped_on=None)
    return face(rule, history, calendar, date.max, matter=rule.matter, basis=rule.basis)


def _proved(of: Face) -> Answer:
    return Answer(of.due_on, of.provisional, face=of)


def windowed(calendar: Calendar, start: date, amount: int, unit: str, *, first_day_counted: bool) -> Answer:
    """How long a notice stands: it never moves, so its face has the days of the window and no arithmetic."""
    opens, closes = terms.window(calendar, start, amount, unit, first_day_counted=first_day_counted)
    shown = by_rule(calendar, TermRule(amount=amount, unit=unit, warn_working_days=0), start, ())
    days = window_cells(calendar, start, amount, unit, first_day_counted=first_day_counted)
    return Answer(closes, calendar.is_provisional(closes), opens, replace(shown, due_on=closes, cells=days, sums=()))


def hours(start: datetime, amount: int) -> Answer:
    return Answer(terms.hours(start, amount))


def before(calendar: Calendar, event: date, amount: int, unit: str) -> Answer:
    """The last day that leaves so many days before an event; counted back, so it has no strip of its own."""
    due = terms.latest(calendar, event, amount, unit)
    return Answer(due, calendar.is_provisional(event))
