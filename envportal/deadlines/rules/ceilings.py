"""How often a pledge would end after the statute: units differ, so only the calendar can tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from envportal.workdays import terms

if TYPE_CHECKING:
    from datetime import date

    from envportal.deadlines.models import TermRule
    from envportal.workdays import Calendar


@dataclass(frozen=True)
class Ceiling:
    """On `passed` of `days` working days a case begun that day would be pledged for later than the law allows."""

    passed: int
    days: int
    worst: date | None


def ceiling(pledge: TermRule, statute: TermRule, calendar: Calendar, first: date, last: date) -> Ceiling:
    """Compare both limits from every working day of a span, received and accepted on the same day, nothing paused."""
    begins = [day for n in range((last - first).days + 1) if calendar.is_workday(day := first + timedelta(n))]
    late = {day: (_due(pledge, calendar, day) - _due(statute, calendar, day)).days for day in begins}
    passed = {day: by for day, by in late.items() if by > 0}
    return Ceiling(len(passed), len(begins), max(passed, key=lambda day: passed[day]) if passed else None)


def _due(rule: TermRule, calendar: Calendar, start: date) -> date:
    return terms.due(calendar, start, rule.amount, rule.unit)
