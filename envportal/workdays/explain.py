"""Why a day is the due day: every day from the start to the end, counted or not, and the reason."""

from __future__ import annotations

from datetime import date, timedelta

from envportal.workdays import table, terms
from envportal.workdays.calendar import SATURDAY, Calendar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from envportal.workdays.table import DayRow

START, COUNTED, MAKEUP, WEEKEND, HOLIDAY, PAUSED, MOVED, CLOSED = (
    "start",
    "counted",
    "makeup",
    "weekend",
    "holiday",
    "paused",
    "moved",
    "closed",
)
COUNTING = frozenset({COUNTED, MAKEUP})


class StripDay:
    """One day of a strip: its kind, its number if it counts, what names it, and which pause holds it."""

    __slots__ = ("date", "is_due", "kind", "ordinal", "pause", "row")

    def __init__(self, day: date, kind: str, row: DayRow | None = None, pause: int | None = None) -> None:
        self.date = day
        self.kind = kind
        self.row = row
        self.pause = pause
        self.ordinal = 0
        self.is_due = False

    @property
    def name(self) -> str:
        return self.row.name if self.row else ""

    @property
    def notice(self) -> tuple[str, str | None]:
        """The title and the number of the notice that sets this day apart."""
        return table.notice(self.row) if self.row else ("", None)

    @property
    def cited(self) -> str:
        """The notice with its number, or the admission that the number is not recorded."""
        title, number = self.notice
        return title if number is None else f"{title}（{number or table.NUMBER_NOT_RECORDED}）"

    @property
    def counted(self) -> bool:
        return self.kind in COUNTING

    @property
    def why(self) -> str:
        return WORDS[self.kind].format(day=self)


WORDS = {
    START: "the day of the event, not counted",
    COUNTED: "counted, day {day.ordinal}",
    MAKEUP: "make-up working day for {day.name}, {day.cited}: counted, day {day.ordinal}",
    WEEKEND: "weekend, not counted",
    HOLIDAY: "holiday {day.name}, {day.cited}: not counted",
    CLOSED: "closed: {day.name}, {day.cited}: not counted",
    PAUSED: "pause {day.pause}, not counted",
    MOVED: "the term ended on a day off and moves to this working day",
}


def strip(
    calendar: Calendar, start: date, amount: int, unit: str, pauses: Sequence[tuple[date, date]] = ()
) -> list[StripDay]:
    """The days of a term from its start to its due day; pauses are numbered from 1 in the order given."""
    due = terms.due(calendar, start, amount, unit, pauses)
    days = [StripDay(start, START)]
    days.extend(_walk(calendar, start, due, _length(start, amount, unit), unit, pauses))
    days[-1].is_due = True
    return days


def _length(start: date, amount: int, unit: str) -> int:
    if unit in (terms.MONTH, terms.YEAR):
        return (terms.corresponding_day(start, amount * (12 if unit == terms.YEAR else 1)) - start).days
    return amount


def _walk(
    calendar: Calendar, start: date, due: date, length: int, unit: str, pauses: Sequence[tuple[date, date]]
) -> Iterator[StripDay]:
    used = 0
    for ahead in range(1, (due - start).days + 1):
        day = start + timedelta(ahead)
        cell = _day(calendar, day, _pause_of(day, pauses), by_workdays=unit == terms.WORKING_DAY or used == length)
        if cell.counted and used < length:
            used += 1
            cell.ordinal = used
        elif cell.counted:
            cell.kind = MOVED
        yield cell


def _pause_of(day: date, pauses: Sequence[tuple[date, date]]) -> int | None:
    return next((n for n, (first, last) in enumerate(pauses, 1) if first <= day <= last), None)


def _day(calendar: Calendar, day: date, pause: int | None, *, by_workdays: bool) -> StripDay:
    if pause is not None:
        return StripDay(day, PAUSED, pause=pause)
    row = calendar.row(day)
    weekend = day.weekday() >= SATURDAY
    if not by_workdays:
        return StripDay(day, COUNTED)
    if calendar.is_workday(day):
        return StripDay(day, MAKEUP, row) if row and weekend else StripDay(day, COUNTED)
    if row is None:
        return StripDay(day, WEEKEND)
    return StripDay(day, CLOSED if row.status == table.LOCAL else HOLIDAY, row)


def window_strip(calendar: Calendar, start: date, amount: int, unit: str, *, first_day_counted: bool) -> list[StripDay]:
    """The days of a window from `start` to its last day."""
    _opens, closes = terms.window(calendar, start, amount, unit, first_day_counted=first_day_counted)
    before = start - timedelta(1) if first_day_counted else start
    days = [] if first_day_counted else [StripDay(start, START)]
    days.extend(_walk(calendar, before, closes, amount, unit, ()))
    days[-1].is_due = True
    return days
