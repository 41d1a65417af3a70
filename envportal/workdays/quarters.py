"""The end of a quarter, and what a public holiday adds to a term that runs from it (税收征管法实施细则 §109)."""

from __future__ import annotations

from datetime import date, timedelta

from envportal.workdays.terms import corresponding_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envportal.workdays.calendar import Calendar

LONG_HOLIDAY = 3


def quarter_end(day: date) -> date:
    """The last day of the quarter a day lies in."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    return corresponding_day(first, 3) - timedelta(1)


def long_holidays(calendar: Calendar, after: date, amount: int) -> int:
    """How many days of public holidays of three or more days in a row lie in the days after a day."""
    found = run = 0
    for ahead in range(1, amount + 1):
        row = calendar.row(after + timedelta(ahead))
        if row is not None and not row.is_workday:
            run += 1
            found += LONG_HOLIDAY if run == LONG_HOLIDAY else run > LONG_HOLIDAY
        else:
            run = 0
    return found
