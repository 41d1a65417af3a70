"""Noise of the functional zones: the last measurement of each point beside its limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.quality.enums import Averaging, Flag, Parameter
from disclosure.quality.queries.readings import table
from disclosure.quality.rules import noise
from disclosure.quality.rules.summaries.air import reasons

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from disclosure.quality.models import Station
    from disclosure.quality.queries.readings import Cell
    from disclosure.quality.rules.noise import Noise

STANDARD = "GB 3096-2008、HJ 640-2012"
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
        found = [one.within for one in (self.day, self.night) if one is not None]
        return all(found) if found else None


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
    why = "" if day or night else reasons(cells) or _("没有数据")
    return Point(station, on, day, night, why)


def compared(station: Station, cell: Cell | None, period: str) -> Noise | None:
    if cell is None or cell.value is None or cell.flag != Flag.VALID or not station.zone:
        return None
    return noise.compare(cell.value, station.zone, period)
