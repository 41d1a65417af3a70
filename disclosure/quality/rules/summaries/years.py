"""A year of surface water, of drinking water and of noise.

Water is classed by the mean of its months, at least eight of twelve (环办〔2011〕22号); in it half the limit stands for
what was not detected, and pH is averaged as hydrogen ions (环办监测函〔2020〕82号). Both from general knowledge: to be
verified.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.quality.enums import NOT_CLASSED, TROPHIC, Averaging, Flag, Parameter
from disclosure.quality.queries.readings import Cell, stated_of_months, table
from disclosure.quality.rules.numbers import half_even, mean
from disclosure.quality.rules.summaries import noise, water

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from disclosure.quality.models import PeriodResult, Station
    from disclosure.quality.queries.readings import Table
    from disclosure.quality.rules.noise import Noise
    from disclosure.quality.rules.summaries.noise import Point
    from disclosure.quality.rules.summaries.water import Section, Source
    from disclosure.quality.rules.water import WaterClass

ENOUGH_MONTHS = 8
AVERAGED = frozenset({*Parameter} - {*NOT_CLASSED} | {*TROPHIC})


def sections(stations: list[Station], year: int) -> list[Section]:
    """Every section by the mean of the year, beside that of the year before."""
    found = _by_month(table([one.pk for one in stations], Averaging.MONTH, date(year - 1, 1, 1), date(year, 12, 31)))
    return [_section(one, found[one.pk], year) for one in stations]


def _section(station: Station, months: dict[date, Mapping[str, Cell]], year: int) -> Section:
    now, why, cells = _classed(station, months, year)
    then = _classed(station, months, year - 1)[0]
    each = [water.classed(station, found)[0] for on, found in months.items() if on.year == year]
    classed = [one for one in each if one]
    return water.Section(
        station, date(year, 1, 1), now, why, None, then.number if then else None, water.over(now, station.target),
        cells, water.trophic(station, cells), len(classed), sum(one.compliant is True for one in classed),
    )  # fmt: skip


def _classed(
    station: Station, months: dict[date, Mapping[str, Cell]], year: int
) -> tuple[WaterClass | None, str, dict[str, Cell]]:
    """The class of the mean of a year, or why there is none."""
    measured = [cells for on, cells in months.items() if on.year == year and water.values_of(cells)]
    if len(measured) < ENOUGH_MONTHS:
        return None, _("全年 %(n)s 个月有数据，不足 8 个月，不评价") % {"n": len(measured)}, {}
    cells = averaged(measured)
    return *water.classed(station, cells), cells


def averaged(months: Sequence[Mapping[str, Cell]]) -> dict[str, Cell]:
    """The mean of each item over the months that measured it; what was never detected stays so."""
    told: dict[str, Cell] = {}
    for name in sorted({name for cells in months for name in cells} & AVERAGED):
        counted = [cell for cells in months if (cell := cells.get(name)) and cell.flag in {Flag.VALID, Flag.BELOW}]
        if any(cell.flag == Flag.VALID for cell in counted):
            told[name] = Cell(_mean(name, counted), Flag.VALID, "")
        elif value := mean(cell.value for cell in counted if cell.value is not None):
            told[name] = Cell(value, Flag.BELOW, "")
    return told


def _mean(name: str, cells: list[Cell]) -> Decimal | None:
    values = [cell.value / 2 if cell.flag == Flag.BELOW else cell.value for cell in cells if cell.value is not None]
    if name == Parameter.PH:
        ions = mean(Decimal(10) ** -value for value in values)
        return half_even(-ions.log10(), 2) if ions else None
    found = mean(values)
    return found if found is None else half_even(found, 3 if found >= Decimal("0.1") else 6)


def sources(stations: list[Station], year: int) -> list[Source]:
    """Every source of drinking water: its months, what was drawn, and the class of the mean."""
    keys, first, last = [one.pk for one in stations], date(year, 1, 1), date(year, 12, 31)
    found, reports = _by_month(table(keys, Averaging.MONTH, first, last)), stated_of_months(keys, first, last)
    return [_source(one, found[one.pk], reports.get(one.pk, {}), year) for one in stations]


def _source(
    station: Station, months: dict[date, Mapping[str, Cell]], reports: Mapping[date, PeriodResult], year: int
) -> Source:
    days = sorted({*months, *reports})
    each = [water.source(station, on, months.get(on, {}), reports.get(on)) for on in days]
    judged = [one for one in each if one.found]
    worst = next((one for one in judged if not one.compliant), judged[-1] if judged else None)
    first = date(year, 1, 1)
    if worst is None:
        return water.Source(station, first, None, None, each[-1].why if each else _("没有数据"), None, 0)
    return replace(  # told with what stood over its limit in the first month that did not keep it
        worst, water_class=_classed(station, months, year)[0], months=len(judged),
        kept=sum(one.compliant is True for one in judged), volume=_drawn(judged),
        kept_volume=_drawn(one for one in judged if one.compliant),
    )  # fmt: skip


def _drawn(each: Iterable[Source]) -> Decimal | None:
    drawn = [one.volume for one in each if one.volume is not None]
    return sum(drawn, Decimal(0)) if drawn else None


def _by_month(found: Table) -> defaultdict[int, dict[date, Mapping[str, Cell]]]:
    told: defaultdict[int, dict[date, Mapping[str, Cell]]] = defaultdict(dict)
    for (station, on, _hour), cells in found.items():
        told[station][on] = cells
    return told


@dataclass(frozen=True)
class Times:
    """How often a point was measured by day or by night, how often it kept its limit, and its highest level."""

    count: int
    kept: int
    highest: Noise | None

    @property
    def within(self) -> bool | None:
        return self.kept == self.count if self.count else None


def times(stations: list[Station], first: date, last: date) -> list[tuple[Point, Times, Times]]:
    """Every measurement of each point of a zone within a year (HJ 640-2012: 点次达标率); with the last one."""
    found = table([one.pk for one in stations], Averaging.DAY, first, last)
    each: defaultdict[int, list[Point]] = defaultdict(list)
    by_pk = {one.pk: one for one in stations}
    for (station, on, _hour), cells in found.items():
        each[station].append(noise.point(by_pk[station], on, cells))
    told = []
    for one in stations:
        points = each[one.pk] or [noise.point(one, None, {})]
        told.append((points[-1], _times(each.day for each in points), _times(each.night for each in points)))
    return told


def _times(levels: Iterable[Noise | None]) -> Times:
    judged = [one for one in levels if one]
    highest = max(judged, key=lambda one: one.level, default=None)
    return Times(len(judged), sum(one.within for one in judged), highest)
