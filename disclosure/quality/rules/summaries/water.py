"""Sections of rivers and lakes, and sources of drinking water, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.quality.enums import NOT_CLASSED, TROPHIC, Averaging, Flag, Parameter, WaterKind
from disclosure.quality.queries.readings import stated, table
from disclosure.quality.rules import drinking, water, waters
from disclosure.quality.rules.numbers import plain
from disclosure.quality.rules.periods import month
from disclosure.quality.rules.summaries.air import reasons
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from disclosure.quality.models import PeriodResult, Station
    from disclosure.quality.queries.readings import Cell
    from disclosure.quality.rules.drinking import Compliance
    from disclosure.quality.rules.water import WaterClass
    from disclosure.quality.rules.waters import Trophic

MOST_NAMED = 3
STANDARD = "GB 3838-2002、《地表水环境质量评价办法（试行）》（环办〔2011〕22号）"


@dataclass(frozen=True)
class Over:
    """An item that does not keep the target, and how many times it is over it, if that can be said."""

    name: str
    value: Decimal
    unit: str
    times: Decimal | None


@dataclass(frozen=True)
class Section:
    """A section in a month, beside the month before and the year before."""

    station: Station
    on: date
    found: WaterClass | None
    why: str
    last_month: int | None
    last_year: int | None
    over: tuple[Over, ...]
    cells: Mapping[str, Cell]
    trophic: Trophic | None = None
    # Of a year: the months that have a class, and how many of them keep the target.
    months: int = 0
    kept: int = 0

    @property
    def number(self) -> int | None:
        return self.found.number if self.found else None

    @property
    def compliant(self) -> bool | None:
        return self.found.compliant if self.found else None

    @property
    def is_worse(self) -> bool:
        return self.number is not None and self.last_year is not None and self.number > self.last_year

    @property
    def is_better(self) -> bool:
        return self.number is not None and self.last_year is not None and self.number < self.last_year


@dataclass(frozen=True)
class Source:
    """A source of drinking water in a month."""

    station: Station
    on: date
    found: Compliance | None
    water_class: WaterClass | None
    why: str
    report: PeriodResult | None
    items: int
    volume: Decimal | None = None
    # Of a year: the months judged, those that keep the standard, and what was drawn in them.
    months: int = 0
    kept: int = 0
    kept_volume: Decimal | None = None

    @property
    def compliant(self) -> bool | None:
        return self.found.compliant if self.found else None


def before(on: date) -> date:
    return date(on.year - (on.month == 1), (on.month - 2) % 12 + 1, 1)


def year_before(on: date) -> date:
    return on.replace(year=on.year - 1)


def sections(stations: list[Station], on: date) -> list[Section]:
    """Every section of a list in the month that begins on a day."""
    keys = [one.pk for one in stations]
    months = (on, before(on), year_before(on))
    found = {day: table(keys, Averaging.MONTH, day, day) for day in months}
    told = []
    for station in stations:
        cells = found[on].get((station.pk, on, 0), {})
        now, why = classed(station, cells)
        then = [classed(station, found[day].get((station.pk, day, 0), {}))[0] for day in months[1:]]
        told.append(
            Section(
                station, on, now, why, then[0].number if then[0] else None, then[1].number if then[1] else None,
                over(now, station.target), cells, trophic(station, cells),
            )
        )  # fmt: skip
    return told


def classed(station: Station, cells: Mapping[str, Cell]) -> tuple[WaterClass | None, str]:
    """The class of what was measured, or why there is none."""
    values = values_of(cells)
    if not values:
        return None, reasons(cells) or _("没有数据")
    try:
        return water.water_class(values, lake=station.is_lake, target=station.target), ""
    except Refused as refused:
        return None, str(refused)


def trophic(station: Station, cells: Mapping[str, Cell]) -> Trophic | None:
    """The trophic state of a lake or reservoir whose five items were all measured."""
    if not station.is_lake:
        return None
    names = {Parameter.TP, Parameter.TN, Parameter.CODMN, *TROPHIC}
    kept = {name: cell.value for name, cell in cells.items() if name in names and cell.flag == Flag.VALID}
    return waters.tli({name: value for name, value in kept.items() if value is not None})


def volume(cells: Mapping[str, Cell]) -> Decimal | None:
    """What was drawn, 万 m³."""
    cell = cells.get(Parameter.VOLUME)
    return cell.value if cell and cell.flag == Flag.VALID else None


def values_of(cells: Mapping[str, Cell]) -> dict[str, Decimal | str]:
    """What counts, as the rules take it: what was not detected with its limit and an L."""
    told: dict[str, Decimal | str] = {}
    for name, cell in cells.items():
        if cell.value is None or name in NOT_CLASSED:
            continue
        if cell.flag == Flag.VALID:
            told[name] = cell.value
        elif cell.flag == Flag.BELOW:
            told[name] = f"{plain(cell.value)}L"
    return told


def over(found: WaterClass | None, target: int | None) -> tuple[Over, ...]:
    """The worst first, three of them: more are in the table of the station."""
    if found is None or target is None:
        return ()
    worse = [one for one in found.items if (one.number or 0) > target and one.code not in water.LEFT_OUT]
    worse.sort(key=lambda one: (-(one.number or 0), -(one.times_over or 0)))
    return tuple(Over(one.name, one.value, one.unit, one.times_over) for one in worse[:MOST_NAMED])


def sources(stations: list[Station], on: date) -> list[Source]:
    """Every source of drinking water in the month that begins on a day; ground water as its report states it."""
    keys = [one.pk for one in stations]
    found, whole = table(keys, Averaging.MONTH, on, on), month(on.year, on.month)
    assert whole.first is not None  # noqa: S101  a month has its days
    assert whole.last is not None  # noqa: S101
    reports = stated(keys, whole.first, whole.last)
    return [source(one, on, found.get((one.pk, on, 0), {}), reports.get(one.pk)) for one in stations]


def source(station: Station, on: date, cells: Mapping[str, Cell], report: PeriodResult | None) -> Source:
    values, drawn = values_of(cells), volume(cells)
    said = report.is_compliant if report else None
    kind = "ground" if station.water_kind == WaterKind.GROUND else "surface"
    if not values and said is None:
        return Source(station, on, None, None, reasons(cells) or _("没有数据"), report, 0, drawn)
    try:
        judged = drinking.compliance(values, kind=kind, lake=station.is_lake, stated=said)
    except Refused as refused:
        return Source(station, on, None, None, str(refused), report, len(values), drawn)
    found = classed(station, cells)[0] if kind == "surface" and values else None
    return Source(station, on, judged, found, "", report, len(values), drawn)
