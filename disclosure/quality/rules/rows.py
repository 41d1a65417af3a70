"""One row of a table of a bureau's own measurements: its readings, or why it has none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from disclosure.quality.enums import Averaging, Column, Flag, Parameter
from disclosure.quality.rules import cells, headings, periods
from disclosure.runs.enums import Result
from envportal.web.forms import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from disclosure.quality.rules.history import Statement
    from disclosure.quality.rules.remarks import Remark

LONGEST = 300
MIDNIGHT = 24


@dataclass(frozen=True)
class Whole:
    """What holds for a whole table: the medium, the names of its columns, whose it is."""

    medium: str
    names: tuple[str, ...]
    today: date
    publisher: str = ""
    source: str = ""


@dataclass(frozen=True)
class Where:
    """A station as rows name it."""

    pk: int
    active_from: date | None
    active_to: date | None


@dataclass(frozen=True)
class Value:
    """A reading to be."""

    station: int
    parameter: str
    averaging: str
    on: date
    hour: int
    value: Decimal | None
    flag: str
    reason: str

    @property
    def place(self) -> tuple[int, str, date, int, str]:
        return self.station, self.averaging, self.on, self.hour, self.parameter


@dataclass(frozen=True)
class Outcome:
    """What became of a row."""

    number: int
    result: str
    title: str = ""
    remarks: tuple[Remark, ...] = ()
    values: tuple[Value, ...] = ()
    statement: Statement | None = None


class No(Exception):
    """Why a row is refused, as the parts of a remark."""

    def __init__(self, code: str, of: str = "", was: str = "", now: str = "") -> None:
        super().__init__(code)
        self.remark = [code, of, was, now]


@dataclass
class Row:
    """A row while it is read: its cells by column, and what was remarked so far."""

    raw: dict[str, str]
    remarks: list[Remark] = field(default_factory=list)

    def say(self, code: str, of: str, was: object = "", now: object = "") -> None:
        self.remarks.append([code, of, str(was)[:100], str(now)])

    def get(self, of: str) -> str:
        return self.raw.get(of, "")


def opened(sheet: Sequence[str], mapping: Mapping[int, str]) -> Row:
    """The cells by what they are, tidied; one that is too long was several."""
    raw = {of: tidy(sheet[column]).strip() for column, of in mapping.items() if column < len(sheet)}
    long = next((of for of, text in raw.items() if len(text) > LONGEST), None)
    if long:
        raise No("too_long", long)
    return Row(raw)


def outcome(
    number: int, sheet: Sequence[str], mapping: Mapping[int, str], whole: Whole, stations: Mapping[str, list[Where]]
) -> Outcome:
    """Read a row of measurements."""
    title = ""
    try:
        row = opened(sheet, mapping)
        title = row.get(Column.STATION) or row.get(Column.CODE)
        where = _where(row, stations)
        averaging, on, hour = _when(row, whole.today)
        _require_active(where, on, row)
        values = _values(row, mapping, whole, (where.pk, averaging, on, hour))
    except No as no:
        return Outcome(number, Result.REFUSED, title[:200], (no.remark,))
    result = Result.MENDED if row.remarks else Result.TAKEN
    return Outcome(number, result, title[:200], tuple(row.remarks), values)


def name_key(text: str) -> str:
    """A name as rows and register have it alike."""
    return cells.narrow(text).casefold()


def _where(row: Row, stations: Mapping[str, list[Where]]) -> Where:
    said = row.get(Column.CODE) or row.get(Column.STATION)
    if not said or cells.is_nothing(said):
        raise No("no_place")
    found = stations.get(name_key(said), [])
    if not found and row.get(Column.RIVER):
        found = stations.get(name_key(row.get(Column.RIVER) + said), [])
    if len(found) != 1:
        raise No("two_stations" if found else "unknown_station", was=said[:80])
    return found[0]


def _when(row: Row, today: date) -> tuple[str, date, int]:
    """Over which time, on which day, to which hour."""
    said = row.get(Column.DATE) or row.get(Column.PERIOD)
    text, hour = periods.day_and_hour(said)
    if row.get(Column.HOUR):
        hour = periods.hour(row.get(Column.HOUR))
        if hour is None:
            raise No("no_hour", was=row.get(Column.HOUR)[:40])
    period = periods.read(text, today=today)
    if period.first is None:
        raise No(period.code, was=said[:60])
    if period.first > today:
        raise No("future", was=said[:60])
    if cells.narrow(text) != text.replace(" ", ""):
        row.say("wide", Column.DATE, said, period.first.isoformat())
    return _told(period, hour, said)


def _told(period: periods.Period, hour: int | None, said: str) -> tuple[str, date, int]:
    first = period.first or date.min
    if hour is not None:
        if not period.is_day or hour > MIDNIGHT:
            raise No("no_hour", was=said[:60])
        # 24:00 ends the day: the same hour is 0 of the next one.
        return Averaging.HOUR, first + timedelta(days=hour == MIDNIGHT), hour % MIDNIGHT
    for is_so, averaging in ((period.is_day, Averaging.DAY), (period.is_month, Averaging.MONTH)):
        if is_so:
            return averaging, first, 0
    if period.is_year:
        return Averaging.YEAR, first, 0
    raise No("odd_period", was=said[:60])


def _require_active(where: Where, on: date, row: Row) -> None:
    too_early = where.active_from is not None and on < where.active_from.replace(day=1)
    if too_early or (where.active_to is not None and on > where.active_to):
        raise No("inactive", was=row.get(Column.DATE) or row.get(Column.PERIOD))


def _values(row: Row, mapping: Mapping[int, str], whole: Whole, place: tuple[int, str, date, int]) -> tuple[Value, ...]:
    station, averaging, on, hour = place
    found = []
    names = {of: whole.names[column] if column < len(whole.names) else "" for column, of in mapping.items()}
    for of, text in row.raw.items():
        if of in Parameter.values and text:
            cell = cell_of(row, of, text, names[of], whole)
            if cell.flag:
                found.append(Value(station, of, averaging, on, hour, cell.value, cell.flag, cell.reason))
    if not found:
        raise No("nothing_left" if row.remarks else "empty")
    return tuple(found)


def cell_of(row: Row, of: str, text: str, name: str, whole: Whole) -> cells.Cell:
    """One value in the unit of the standard, with a remark where it was mended or cannot be taken."""
    read = cells.measured(text)
    flaw = cells.flaw(of, read.value)
    unit = headings.unit_of(name) or headings.unit_of(row.get(Column.UNIT))
    cell = cells.Cell(code=flaw) if flaw else cells.in_unit(of, read, unit, whole.medium)
    if cell.code:
        row.say(cell.code, of, text, "" if cell.value is None else f"{cell.value:f}")
    elif cell.flag == Flag.VALID and cells.narrow(text) != text:
        row.say("wide", of, text, f"{cell.value:f}")
    return cell
