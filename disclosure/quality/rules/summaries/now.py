"""The air now, and the year so far."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from disclosure.quality.enums import AIR_HOURLY, Averaging
from disclosure.quality.queries.readings import table
from disclosure.quality.rules import statistics
from disclosure.quality.rules.summaries import air

if TYPE_CHECKING:
    from disclosure.quality.models import Station
    from disclosure.quality.rules.statistics import Days
    from disclosure.quality.rules.summaries.air import Moment

Hour = tuple[date, int]


def hours_to(on: date, hour: int, count: int) -> list[Hour]:
    """So many hours in a row, the last of them given."""
    end = datetime.combine(on, time(hour))
    moments = [end - timedelta(hours=n) for n in range(count - 1, -1, -1)]
    return [(one.date(), one.hour) for one in moments]


def town_hours(stations: list[int], on: date, hour: int, count: int) -> list[Moment]:
    """The hours of a town: the mean of its stations."""
    hours = hours_to(on, hour, count)
    found = table(stations, Averaging.HOUR, hours[0][0], on)
    told = []
    for day, at in hours:
        there = [found[one, day, at] for one in stations if (one, day, at) in found]
        told.append(air.moment(day, at, air.town(there, len(stations), AIR_HOURLY), "hourly"))
    return told


def station_hours(station: int, on: date, hour: int, count: int) -> list[Moment]:
    """The hours of one station, also those without a row."""
    hours = hours_to(on, hour, count)
    found = table([station], Averaging.HOUR, hours[0][0], on)
    return [air.moment(day, at, found.get((station, day, at), {}), "hourly") for day, at in hours]


def stations_at(stations: list[Station], on: date, hour: int) -> list[tuple[Station, Moment]]:
    found = table([one.pk for one in stations], Averaging.HOUR, on, on)
    return [(one, air.moment(on, hour, found.get((one.pk, on, hour), {}), "hourly")) for one in stations]


def year_so_far(stations: list[Station], today: date) -> tuple[Days, Days | None]:
    """Days of this year to yesterday, beside the same days of last year; none where there are none of those."""
    first, last = today.replace(month=1, day=1), today - timedelta(days=1)
    if last < first:
        first = first.replace(year=first.year - 1)
    now = _days(stations, first, last)
    # 29 February has no day a year before.
    then = _days(stations, first.replace(year=first.year - 1), _year_before(last))
    return now, then if then.valid else None


def _year_before(on: date) -> date:
    return on.replace(year=on.year - 1, day=28) if (on.month, on.day) == (2, 29) else on.replace(year=on.year - 1)


def _days(stations: list[Station], first: date, last: date) -> Days:
    found = air.town_days(stations, first, last)
    return statistics.good_days([one.value for one in found if one.value is not None])
