"""What one station measured over time: the rows of its table, of its files and of its picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.quality.enums import AIR, AIR_HOURLY, NOISE, Averaging, Flag, Medium, WaterKind
from disclosure.quality.queries import readings
from disclosure.quality.queries import stations as register
from disclosure.quality.queries.readings import Cell, table
from disclosure.quality.rules import limits, noise, water
from disclosure.quality.rules.numbers import plain
from disclosure.quality.rules.periods import of_span
from disclosure.quality.rules.summaries import air, now
from disclosure.quality.rules.summaries import water as sections
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from disclosure.quality.models import Station

INDEX = "index"
HOURS, DAYS, YEAR, MONTHS = 72, 30, 365, 24
# How far back each kind of time reaches, by medium; the first is shown unless another is asked for.
OFFERED: dict[str, tuple[str, ...]] = {
    Medium.AIR: ("day", "hour", "year", "month"), Medium.WATER: ("month",), Medium.DRINKING: ("month",),
    Medium.NOISE: ("day",),
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A moment of a station: values, its index or class, and why there is none."""

    on: date
    hour: int | None
    cells: Mapping[str, Cell]
    value: int | None = None
    level: int | None = None
    primary: tuple[str, ...] = ()
    why: str = ""


@dataclass
class Series:
    """The entries of a station over one kind of time, oldest first."""

    station: Station
    averaging: str
    parameters: list[str]
    entries: list[Entry] = field(default_factory=list)


def of(station: Station, kind: str, today: date) -> Series:
    """The entries of a kind of time of OFFERED."""
    if station.medium == Medium.AIR:
        return AIR_KINDS[kind](station, today)
    if station.medium == Medium.NOISE:
        return _noise(station, today)
    return _water(station)


def _hours(station: Station, today: date) -> Series:
    last = register.latest_hour([station.pk]) or (today, 0)
    found = now.station_hours(station.pk, *last, HOURS)
    return Series(station, Averaging.HOUR, list(AIR_HOURLY), [_entry(one, one.hour) for one in found])


def _days(station: Station, today: date, count: int = DAYS) -> Series:
    last = register.span_of([station.pk], Averaging.DAY)[1] or today - timedelta(days=1)
    found = air.days_of(station.pk, last - timedelta(days=count - 1), last)
    return Series(station, Averaging.DAY, list(AIR), [_entry(one, None) for one in found])


def _year(station: Station, today: date) -> Series:
    return _days(station, today, YEAR)


def _entry(one: air.Moment, hour: int | None) -> Entry:
    primary = one.index.primary if one.index else ()
    return Entry(one.on, hour, one.cells, one.value, one.level, primary, one.why)


def _months(station: Station, today: date) -> Series:
    """Months of daily values: each pollutant as HJ 663 has it, the index as the share of good days."""
    last = register.span_of([station.pk], Averaging.DAY)[1] or today
    entries = []
    for first in months_to(last, MONTHS):
        days = air.days_of(station.pk, *of_span(first, "month"))
        cells = {
            one.parameter: Cell(one.value, Flag.VALID if one.enough else Flag.INVALID, _few(one))
            for one in air.figures(days, is_year=False)
            if one.value is not None
        }
        good = air.summary(days, [], is_year=False).days
        share = int(good.percent) if good.percent is not None else None
        entries.append(Entry(first, None, cells, share, None, (), "" if cells else _("没有数据")))
    return Series(station, Averaging.MONTH, list(AIR), entries)


def _few(one: air.Figure) -> str:
    return "" if one.enough else str(_("有效 %(n)s 天，天数不足")) % {"n": one.days}


def months_to(last: date, count: int) -> list[date]:
    """The first days of so many months, the month of `last` the last of them."""
    found, on = [], last.replace(day=1)
    for _n in range(count):
        found.append(on)
        on = sections.before(on)
    return found[::-1]


def _water(station: Station) -> Series:
    last = register.span_of([station.pk], Averaging.MONTH)[1]
    if last is None:
        return Series(station, Averaging.MONTH, [])
    months = months_to(last, MONTHS)
    found = table([station.pk], Averaging.MONTH, months[0], last)
    entries = []
    for on in months:
        cells = found.get((station.pk, on, 0), {})
        judged, why = (None, "") if station.water_kind == WaterKind.GROUND else sections.classed(station, cells)
        number = judged.number if judged else None
        entries.append(Entry(on, None, cells, number, None, judged.deciding if judged else (), why))
    return Series(station, Averaging.MONTH, _measured(station, Averaging.MONTH), entries)


def _measured(station: Station, averaging: str) -> list[str]:
    """The parameters in the order of the standard."""
    found = set(readings.measured_in([station.pk], averaging))
    return [name for name in water.names() if name in found]


def _noise(station: Station, today: date) -> Series:
    found = table([station.pk], Averaging.DAY, today - timedelta(days=3 * YEAR), today)
    entries = [Entry(on, None, cells, why=air.reasons(cells)) for (_pk, on, _hour), cells in found.items()]
    return Series(station, Averaging.DAY, [str(one) for one in NOISE], entries)


def limit_of(series: Series, parameter: str, on: date) -> tuple[Decimal | None, str]:
    """The line a picture draws, and the words at it."""
    station = series.station
    if parameter == INDEX:
        return _index_limit(station, series.averaging)
    if station.medium == Medium.AIR:
        averaging = {Averaging.HOUR: "1h", Averaging.DAY: "24h"}.get(Averaging(series.averaging), "year")
        pollutant = air.pollutant_of(parameter)
        if pollutant == "O3" and averaging != "1h":
            averaging = "8h"
        found = limits.limit(pollutant, averaging, 2, on)
        return found, _("二级限值 %(value)s") % {"value": plain(found)} if found is not None else ""
    return _other_limit(station, parameter)


def _index_limit(station: Station, averaging: str) -> tuple[Decimal | None, str]:
    if station.medium == Medium.AIR:
        return (None, "") if averaging == Averaging.MONTH else (Decimal(100), _("100 良"))
    return (Decimal(station.target), _("目标")) if station.target else (None, "")


def _other_limit(station: Station, parameter: str) -> tuple[Decimal | None, str]:
    try:
        if station.medium == Medium.NOISE:
            found = noise.limit(station.zone, "day" if parameter == "Ld" else "night")
            return found, _("限值 %(value)s") % {"value": plain(found)}
        found_ = water.limit_of(parameter, station.target, lake=station.is_lake) if station.target else None
    except (Refused, KeyError):
        return None, ""
    return found_, _("目标限值 %(value)s") % {"value": plain(found_)} if found_ is not None else ""


AIR_KINDS = {"hour": _hours, "day": _days, "year": _year, "month": _months}
