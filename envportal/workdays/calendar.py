"""The calendar: which days are worked, and steps along them in constant time."""

from __future__ import annotations

from datetime import date
from itertools import accumulate, compress

from envportal.workdays import table
from envportal.workdays.errors import TermError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import time

    from envportal.workdays.table import DayRow

FIRST_YEAR, LAST_YEAR = 2004, 2100
FIRST, LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
BASE = FIRST.toordinal()
SIZE = LAST.toordinal() - BASE + 1
# An amount, or its extension, is at most ten years; a term is both together.
MOST = 3660
LONGEST = 2 * MOST
SATURDAY = 5


class Calendar:
    """The working days of 2004 to 2100; `overlay` rows (a new notice, a local day) override the shipped ones.

    `rank[i]` counts the working days up to and including the i-th day from 2004-01-01 on (from 0); `days[k]` is the
    k-th working day. `hours` are the days from which a counter closes at a time, in order.
    """

    __slots__ = ("days", "flags", "gazetted_to", "hours", "rank", "rows")

    def __init__(self, overlay: Iterable[DayRow] = (), hours: Iterable[tuple[date, time]] = ()) -> None:
        added = list(overlay)
        self.hours = list(hours)
        known = table.shipped()
        self.gazetted_to = _horizon(known, added)
        self.rows: dict[date, DayRow] = {row.date: row for row in _still_known(known, self.gazetted_to.year) + added}
        week = bytearray((day + FIRST.weekday()) % 7 < SATURDAY for day in range(7))
        self.flags = (week * (SIZE // 7 + 1))[:SIZE]
        for day, row in self.rows.items():
            self.flags[day.toordinal() - BASE] = row.is_workday
        self.rank = list(accumulate(self.flags))
        # The first entry is never reached by a count: ranks begin at 1.
        self.days = [FIRST, *map(date.fromordinal, compress(range(BASE, BASE + SIZE), self.flags))]

    def add(self, start: date, n: int) -> date:
        """The n-th working day after `start`; with n 0 `start` itself, or the next working day after a rest day."""
        if type(start) is date and type(n) is int and 0 <= n <= LONGEST:
            i = start.toordinal() - BASE
            if 0 <= i < SIZE:
                try:
                    return self.days[self.rank[i] + (n or not self.flags[i])]
                except IndexError:
                    raise TermError(f"The end lies after {LAST_YEAR}.") from None
        raise refusal(start, n)

    def subtract(self, start: date, n: int) -> date:
        """The n-th working day before `start`; with n 0 `start` itself, or the last working day before a rest day."""
        if type(n) is not int or not 0 <= n <= LONGEST:
            raise refusal(start, n)
        i = index(start)
        k = self.rank[i] - n + (n > 0 and not self.flags[i])
        if k < 1:
            raise TermError(f"The end lies before {FIRST_YEAR}.")
        return self.days[k]

    def is_workday(self, day: date) -> bool:
        return bool(self.flags[index(day)])

    def between(self, after: date, until: date) -> int:
        """How many working days lie after `after`, up to and including `until`; negative if `until` is earlier."""
        return self.rank[index(until)] - self.rank[index(after)]

    def is_provisional(self, day: date) -> bool:
        """Whether a day lies beyond the last published calendar."""
        return day > self.gazetted_to

    def closes(self, day: date) -> time | None:
        """When the counter closes on a day; None, at midnight, where nobody has published its hours."""
        return next((closes_at for first, closes_at in reversed(self.hours) if first <= day), None)

    def row(self, day: date) -> DayRow | None:
        """What sets a day apart from the ordinary week, if anything does."""
        return self.rows.get(day)


def index(day: date) -> int:
    """The place of a day in the tables."""
    if type(day) is date:
        i = day.toordinal() - BASE
        if 0 <= i < SIZE:
            return i
    raise refusal(day, 0)


def refusal(start: object, n: object) -> TermError:
    """Why a day or a number of days cannot be counted with."""
    if type(start) is not date:
        return TermError("A day must be a date without a time.")
    if not FIRST <= start <= LAST:
        return TermError(f"Years before {FIRST_YEAR} or after {LAST_YEAR} cannot be computed.")
    return TermError(f"An amount must be a whole number from 0 to {LONGEST}, not {n!r}.")


def _horizon(known: list[DayRow], added: list[DayRow]) -> date:
    """The last day of the last year whose notice is known; a yearly notice always sets New Year's Day."""
    year = max(row.date.year for row in known if row.status == table.GAZETTED)
    gazetted = {row.date for row in added if row.status == table.GAZETTED}
    while date(year + 1, 1, 1) in gazetted:
        year += 1
    return date(year, 12, 31)


def _still_known(known: list[DayRow], gazetted_year: int) -> list[DayRow]:
    """Shipped rows, without the guesses for years that have been published since, and computed ones after them."""
    rows = [row for row in known if row.status == table.GAZETTED or row.date.year > gazetted_year]
    return rows + table.computed(max(gazetted_year, rows[-1].date.year) + 1, LAST_YEAR)


_shipped: list[Calendar] = []


def shipped() -> Calendar:
    """The calendar as it is shipped, built at first use; nothing a user enters ever changes it."""
    if not _shipped:
        _shipped.append(Calendar())
    return _shipped[0]
