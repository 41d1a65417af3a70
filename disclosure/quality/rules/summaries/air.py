"""Air: the index of an hour or a day, and what a month or a year comes to.

A town's day is the mean of its stations' days where three quarters of them are valid (HJ 663-2013, from general
knowledge: to be verified).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.quality.enums import AIR, Averaging, Flag, Parameter
from disclosure.quality.queries.readings import Cell, table
from disclosure.quality.rules import air, limits, statistics, validity
from disclosure.quality.rules.numbers import mean
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from disclosure.quality.models import Station
    from disclosure.quality.rules.air import Aqi
    from disclosure.quality.rules.statistics import Composite, Days

ENOUGH_STATIONS = Decimal("0.75")
FEBRUARY = 2


@dataclass(frozen=True)
class Moment:
    """A day or an hour of a station or a town: its values, its index, or why there is none."""

    on: date
    hour: int
    cells: Mapping[str, Cell]
    index: Aqi | None
    why: str = ""

    @property
    def value(self) -> int | None:
        return self.index.value if self.index else None

    @property
    def level(self) -> int | None:
        return self.index.level if self.index else None


@dataclass(frozen=True)
class Figure:
    """What the values of a period come to for one pollutant; `enough` by the rule of validity."""

    parameter: str
    value: Decimal | None
    days: int
    enough: bool
    limit: Decimal | None
    before: Decimal | None = None

    @property
    def is_over(self) -> bool:
        return self.value is not None and self.limit is not None and self.value > self.limit


@dataclass
class Summary:
    """A month or a year."""

    first: date
    last: date
    calendar_days: int
    days: Days
    figures: list[Figure]
    composite: Composite | None
    primary: list[tuple[str, int]]
    standard: str
    why: str = ""
    before: Days | None = None
    composite_before: Decimal | None = None
    series: list[Moment] = field(default_factory=list)


def pollutant_of(parameter: str) -> str:
    """The name the standard has for it: both means of ozone are O3."""
    return "O3" if parameter in {Parameter.O3, Parameter.O3_8H} else str(parameter)


def moment(on: date, hour: int, cells: Mapping[str, Cell], kind: str) -> Moment:
    """The index of what was measured; without one, the reasons that stand with the values."""
    ozone = Parameter.O3_8H if kind == "daily" else Parameter.O3
    values = {
        pollutant_of(name): cell.value
        for name, cell in cells.items()
        if cell.flag == Flag.VALID and cell.value is not None and (pollutant_of(name) != "O3" or name == ozone)
    }
    if not values:
        return Moment(on, hour, cells, None, reasons(cells) or _("没有数据"))
    try:
        found = air.aqi(values, on, kind)
    except Refused as refused:
        return Moment(on, hour, cells, None, str(refused))
    why = "" if found.value is not None else _joined([reasons(cells), found.note])
    return Moment(on, hour, cells, found, why)


def reasons(cells: Mapping[str, Cell]) -> str:
    """Why values do not count, each reason once."""
    return _joined(dict.fromkeys(cell.reason for cell in cells.values() if cell.reason))


def _joined(parts: Iterable[str]) -> str:
    return str(_("；")).join(part for part in parts if part)


def days_of(station: int, first: date, last: date) -> list[Moment]:
    """Every calendar day of a station, also those without a row."""
    found = table([station], Averaging.DAY, first, last)
    return [moment(on, 0, found.get((station, on, 0), {}), "daily") for on in each_day(first, last)]


def town_days(stations: list[Station], first: date, last: date) -> list[Moment]:
    """Every calendar day of a town: the mean of the stations in use that day."""
    found = table([one.pk for one in stations], Averaging.DAY, first, last)
    told = []
    for on in each_day(first, last):
        keys = [one.pk for one in stations if one.is_active(on)]
        there = [found[one, on, 0] for one in keys if (one, on, 0) in found]
        told.append(moment(on, 0, town(there, len(keys), AIR), "daily"))
    return told


def town(there: Sequence[Mapping[str, Cell]], count: int, names: Iterable[str]) -> dict[str, Cell]:
    """The mean of the stations that are valid, where they are enough of all there are."""
    told: dict[str, Cell] = {}
    for name in names if there else ():
        values = counted(there, name)
        average = mean(values)
        if average is not None and len(values) >= ENOUGH_STATIONS * count:
            told[name] = Cell(average, Flag.VALID, "")
        else:
            told[name] = Cell(None, Flag.INVALID, _("有效站点不足四分之三"))
    return told


def each_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def summary(days: list[Moment], before: list[Moment], *, is_year: bool) -> Summary:
    """What days come to, beside the same days of the year before."""
    first, last = days[0].on, days[-1].on
    then = {one.parameter: one.value for one in figures(before, is_year=is_year)}
    told = [
        Figure(one.parameter, one.value, one.days, one.enough, one.limit, then.get(one.parameter))
        for one in figures(days, is_year=is_year)
    ]
    composite, why = _composite(told, last)
    primary = Counter(name for day in days if day.index for name in day.index.primary)
    old = statistics.good_days(_indices(before))
    old_composite = _composite(figures(before, is_year=is_year), before[-1].on)[0] if before else None
    return Summary(
        first, last, len(days), statistics.good_days(_indices(days)), told, composite, primary.most_common(),
        _standards(last), why, old if old.valid else None, old_composite.value if old_composite else None, days,
    )  # fmt: skip


def figures(days: list[Moment], *, is_year: bool) -> list[Figure]:
    """One figure a pollutant: the mean, of CO and O3 the percentile (HJ 663)."""
    told = []
    for name in AIR if days else ():
        values = counted((day.cells for day in days), name)
        pollutant = pollutant_of(name)
        value = statistics.assessed(pollutant, values) if values else None
        enough = _enough(len(values), days, is_year)
        told.append(Figure(name, value, len(values), enough, _limit(pollutant, days[-1].on)))
    return told


def counted(rows: Iterable[Mapping[str, Cell]], name: str) -> list[Decimal]:
    """The valid values of a pollutant."""
    cells = (row.get(name) for row in rows)
    return [cell.value for cell in cells if cell and cell.flag == Flag.VALID and cell.value is not None]


def _enough(count: int, days: list[Moment], is_year: bool) -> bool:
    """A part of a year or a month that is not over yet is told as it stands, and said to be so far."""
    return (validity.year(count) if is_year else validity.month(count, days[-1].on.month)).valid


@lru_cache(maxsize=512)
def _limit(pollutant: str, on: date) -> Decimal | None:
    try:
        return limits.assessed_limit(pollutant, on)
    except Refused:
        return None


def _composite(told: list[Figure], on: date) -> tuple[Composite | None, str]:
    values = {pollutant_of(one.parameter): one.value for one in told if one.value is not None and one.enough}
    try:
        return statistics.composite(values, on), ""
    except Refused as refused:
        return None, str(refused)


def _indices(days: Iterable[Moment]) -> list[int]:
    return [day.value for day in days if day.value is not None]


@lru_cache(maxsize=512)
def _standards(on: date) -> str:
    try:
        index = air.standard_on(on)
    except Refused:
        return ""
    return f"{'GB 3095-2026' if index.endswith('2026') else 'GB 3095-2012'}、{index}、HJ 663-2013"
