"""Noise of the functional zones: the last measurement of each point beside its limit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.quality.enums import Averaging, Flag, Parameter
from disclosure.quality.queries.readings import table
from disclosure.quality.rules import noise
from disclosure.quality.rules.numbers import half_even
from disclosure.quality.rules.summaries.air import reasons

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from disclosure.quality.models import Station
    from disclosure.quality.queries.readings import Cell
    from disclosure.quality.rules.noise import Noise

STANDARD = "GB 3096-2008、HJ 640-2012"
LOUD = 70
PERIODS = ((Parameter.LD, "day"), (Parameter.LN, "night"))


@dataclass(frozen=True)
class Point:
    """A point of a zone on the day it was last measured."""

    station: Station
    on: date | None
    day: Noise | None
    night: Noise | None
    why: str = ""

    @property
    def within(self) -> bool | None:
        """False once one is over its limit; True only if both were measured."""
        return within(*(one.within if one else None for one in (self.day, self.night)))


def within(day: bool | None, night: bool | None) -> bool | None:
    """Whether a point keeps its limits by day and by night; None where one of them is not known and none is over."""
    if day is False or night is False:
        return False
    return True if day and night else None


def half(*, day: bool, night: bool) -> str:
    """Why a point that was measured by day alone, or by night alone, is not said to keep its limits."""
    if day == night:
        return ""
    return _("夜间没有数据，不评价昼夜达标") if day else _("昼间没有数据，不评价昼夜达标")


@dataclass(frozen=True)
class Road:
    """The last measurement of a road, in dB(A); HJ 640-2012 grades roads together and compares none with a limit."""

    station: Station
    on: date | None
    day: Decimal | None
    night: Decimal | None
    why: str = ""


@dataclass(frozen=True)
class Roads:
    """All roads of a town by day or by night: mean by length, grade, and the length above 70 dB(A) by day."""

    mean: Decimal
    grade: int
    length: int
    loud: int


def roads(stations: list[Station], first: date, last: date) -> list[Road]:
    """The last measurement of each road within a span of days."""
    found = table([one.pk for one in stations], Averaging.DAY, first, last)
    newest = {station: on for station, on, _hour in found}
    told = []
    for one in stations:
        on = newest.get(one.pk)
        cells = found[one.pk, on, 0] if on else {}
        day, night = (_level(cells.get(name)) for name, _period in PERIODS)
        told.append(Road(one, on, day, night, "" if day or night else reasons(cells) or _("没有数据")))
    return told


def together(found: list[Road], period: str) -> Roads | None:
    """L = Σ l·L / Σ l over the roads that were measured (HJ 640-2012, road traffic)."""
    levels = [(one.station.road_length or 0, one.day if period == "day" else one.night) for one in found]
    known = [(length, level) for length, level in levels if level is not None]
    if not known:
        return None
    length = sum(one for one, _level in known)
    mean = half_even(sum((one * level for one, level in known), Decimal(0)) / length, 1)
    loud = sum(one for one, level in known if level > LOUD)
    return Roads(mean, noise.grade(mean, "road", period).number, length, loud)


def _level(cell: Cell | None) -> Decimal | None:
    return half_even(cell.value, 1) if cell and cell.value is not None and cell.flag == Flag.VALID else None


def points(stations: list[Station], first: date, last: date) -> list[Point]:
    """The last measurement of each point within a span of days."""
    found = table([one.pk for one in stations], Averaging.DAY, first, last)
    newest = {station: on for station, on, _hour in found}  # in order of time: the last one stays
    told = []
    for station in stations:
        on = newest.get(station.pk)
        cells = found[station.pk, on, 0] if on else {}
        told.append(point(station, on, cells))
    return told


def point(station: Station, on: date | None, cells: Mapping[str, Cell]) -> Point:
    day, night = (compared(station, cells.get(name), period) for name, period in PERIODS)
    why = half(day=bool(day), night=bool(night)) if day or night else reasons(cells) or _("没有数据")
    return Point(station, on, day, night, why)


def compared(station: Station, cell: Cell | None, period: str) -> Noise | None:
    if cell is None or cell.value is None or cell.flag != Flag.VALID or not station.zone:
        return None
    return noise.compare(cell.value, station.zone, period)
