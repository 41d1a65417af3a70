"""Time limits: when something is due, from a start day, an amount, a unit and days that do not count."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from envportal.workdays.calendar import BASE, LAST_YEAR, LONGEST, MOST, SIZE, Calendar, index, refusal
from envportal.workdays.errors import TermError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Pause = tuple[date, date]
    Span = tuple[int, int]

WORKING_DAY, CALENDAR_DAY, HOUR, MONTH, YEAR = "working_day", "calendar_day", "hour", "month", "year"
BEYOND = f"The end lies after {LAST_YEAR}."


def due(calendar: Calendar, start: date, amount: int, unit: str, pauses: Sequence[Pause] = ()) -> date:
    """The last day of a term; the start day is not counted (民法典 §201), pauses count once, both days inclusive.

    A term of calendar days that ends on a rest day or a paused day ends on the next working day that is not paused
    (民法典 §203); a term of working days cannot end on one.
    """
    if unit == WORKING_DAY and not pauses:
        return calendar.add(start, amount)
    i = index(start)
    if type(amount) is not int or not 0 <= amount <= LONGEST:
        raise refusal(start, amount)
    try:
        if unit == WORKING_DAY and amount:
            return calendar.days[_working_rank(calendar.rank, i, amount, pauses)]
        spans = _spans(pauses)
        return calendar.days[_roll(calendar, _end(unit, i, amount, spans), spans)]
    except IndexError:
        raise TermError(BEYOND) from None


def _end(unit: str, i: int, amount: int, spans: list[Span]) -> int:
    if unit in (CALENDAR_DAY, WORKING_DAY):
        return _calendar_index(i, amount, spans)
    if unit in (MONTH, YEAR):
        whole = corresponding_day(date.fromordinal(BASE + i), amount * (12 if unit == YEAR else 1))
        return _calendar_index(i, index(whole) - i, spans)
    raise TermError(f"A term has no unit {unit!r}.")


def _spans(pauses: Sequence[Pause]) -> list[Span]:
    """Pauses as places in the tables, the earliest first."""
    return sorted(_span(first, last) for first, last in pauses)


def _span(first: date, last: date) -> Span:
    a, b = index(first), index(last)
    if b < a:
        raise TermError("A pause ends before it begins.")
    return a, b


def _working_rank(rank: list[int], i: int, amount: int, pauses: Sequence[Pause]) -> int:
    """The rank of the last day; every pause that begins before it adds its working days, overlaps once.

    One pass without calls, so that a pause costs no more than a few look-ups.
    """
    target, reach, a = rank[i] + amount, i, 0
    for first, last in pauses:
        earlier, a, b = a, first.toordinal() - BASE, last.toordinal() - BASE
        if not earlier <= a <= b < SIZE:
            return _working_rank(rank, i, amount, _in_order(pauses))
        if b > reach:
            before = rank[a - 1] if a > reach else rank[reach]
            if target > before:
                target += rank[b] - before
                reach = b
    return target


def _in_order(pauses: Sequence[Pause]) -> list[Pause]:
    for first, last in pauses:
        _span(first, last)
    return sorted(pauses)


def _calendar_index(i: int, amount: int, spans: list[Span]) -> int:
    """The place of the last counted day, before it rolls."""
    end = i + amount
    reach = i
    for first, last in spans:
        if last <= reach:
            continue
        begins = max(first, reach + 1)
        if end < begins:
            break
        end += last - begins + 1
        reach = last
    return end


def _roll(calendar: Calendar, i: int, spans: list[Span]) -> int:
    """The rank of the first working day from the i-th day on that is not paused."""
    rank, flags = calendar.rank, calendar.flags
    k = rank[i] + (not flags[i])
    for first, last in spans:
        if index(calendar.days[k]) < first:
            break
        if index(calendar.days[k]) <= last:
            k = rank[last] + 1
    return k


def counted_day(calendar: Calendar, start: date, n: int, unit: str, pauses: Sequence[Pause] = ()) -> date:
    """The n-th counted day of a term (n from 1), before any rolling."""
    if unit == WORKING_DAY:
        return due(calendar, start, n, unit, pauses)
    return date.fromordinal(BASE + _end(unit, index(start), n, _spans(pauses)))


def counted(calendar: Calendar, after: date, until: date, unit: str, pauses: Sequence[Pause] = ()) -> int:
    """How many days of the unit lie after `after`, up to and including `until`, that no pause holds."""
    i, j = index(after), index(until)
    rank = calendar.rank if unit == WORKING_DAY else range(j + 1)
    total = rank[j] - rank[i]
    reach = i
    for first, last in _spans(pauses):
        begins, ends = max(first - 1, reach), min(last, j)
        if ends > begins:
            total -= rank[ends] - rank[begins]
            reach = ends
    return total


def corresponding_day(start: date, months: int) -> date:
    """The same day so many months later, or the last of that month if it has none (民法典 §202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for day in range(start.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, start.day) if year <= LAST_YEAR else date(LAST_YEAR + 1, 1, 1)


def latest(calendar: Calendar, event: date, amount: int, unit: str) -> date:
    """Backwards: the last day that leaves `amount` days before `event`; a rest day moves to the working day before."""
    if unit == WORKING_DAY:
        return calendar.subtract(event, amount)
    if unit != CALENDAR_DAY:
        raise TermError(f"A term before an event has no unit {unit!r}.")
    if type(amount) is not int or not 0 <= amount <= LONGEST:
        raise refusal(event, amount)
    return calendar.subtract(event - timedelta(amount), 0)


def window(calendar: Calendar, start: date, amount: int, unit: str, *, first_day_counted: bool) -> tuple[date, date]:
    """The first and the last day of a window of `amount` days; it never moves.

    The first counted day is the first day of the unit on `start` or later, or after it.
    """
    if type(amount) is not int or not 1 <= amount <= MOST:
        raise TermError(f"A window has a whole number of days from 1 to {MOST}, not {amount!r}.")
    index(start)
    if unit == WORKING_DAY:
        opens = calendar.add(start, 0 if first_day_counted else 1)
        return opens, opens if amount == 1 else calendar.add(opens, amount - 1)
    if unit != CALENDAR_DAY:
        raise TermError(f"A window has no unit {unit!r}.")
    opens = start if first_day_counted else start + timedelta(1)
    closes = opens + timedelta(amount - 1)
    if closes.year > LAST_YEAR:
        raise TermError(BEYOND)
    return opens, closes


def hours(start: datetime, amount: int) -> datetime:
    """An instant so many hours later; hours run by night and on rest days and never move."""
    if start.tzinfo is None:
        raise TermError("An instant needs its offset, as in 2026-09-17T23:50:00+08:00.")
    if type(amount) is not int or not 0 <= amount <= LONGEST:
        raise refusal(start.date(), amount)
    index(start.date())
    end = start + timedelta(hours=amount)
    if end.year > LAST_YEAR:
        raise TermError(BEYOND)
    return end
