"""A limit nobody set: what the public calculator computes, shown as a clock is shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from envportal.deadlines.models import TermRule
from envportal.deadlines.rules.faces import face
from envportal.deadlines.rules.fold import History, Pause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from envportal.deadlines.rules.faces import Face
    from envportal.workdays import Calendar


def trial(calendar: Calendar, start: date, amount: int, unit: str, pauses: Sequence[tuple[date, date]]) -> Face:
    """The face of a term typed by anybody; every day of it is shown as gone by. Raises TermError."""
    rule = TermRule(amount=amount, unit=unit, warn_working_days=0)
    held = tuple(Pause("", first, last, None, "", "", None) for first, last in pauses)
    history = History(started_on=start, pauses=held, extension=0, stopped_on=None)
    return face(rule, history, calendar, date.max, matter="", basis="")
