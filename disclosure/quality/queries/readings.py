"""Readings as pages count them: by station, day and hour."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from disclosure.quality.models import PeriodResult, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from django.db.models import QuerySet


class Cell(NamedTuple):
    """A value with what may be said against it."""

    value: Decimal | None
    flag: str
    reason: str


# Station, day, hour.
Place = tuple[int, "date", int]
Table = dict[Place, dict[str, Cell]]


def table(stations: Iterable[int], averaging: str, first: date, last: date, parameters: Iterable[str] = ()) -> Table:
    """Everything these stations have from day to day, in order of time."""
    found = Reading.objects.filter(station__in=list(stations), averaging=averaging, on__range=(first, last))
    if parameters:
        found = found.filter(parameter__in=list(parameters))
    told: Table = {}
    rows = found.order_by("on", "hour", "station").values_list(
        "station_id", "on", "hour", "parameter", "value", "flag", "reason"
    )
    for station, on, hour, parameter, value, flag, reason in rows.iterator(5000):
        told.setdefault((station, on, hour), {})[parameter] = Cell(value, flag, reason)
    return told


def measured_in(stations: Iterable[int], averaging: str) -> list[str]:
    """The parameters these stations have."""
    found = Reading.objects.filter(station__in=list(stations), averaging=averaging)
    return sorted(set(found.order_by().values_list("parameter", flat=True).distinct()))


def stated(stations: Iterable[int], first: date, last: date) -> dict[int, PeriodResult]:
    """What reports of these stations state of a period."""
    found = PeriodResult.objects.filter(station__in=list(stations), first=first, last=last).order_by("pk")
    return {one.station_id: one for one in found}


def stated_of_months(stations: Iterable[int], first: date, last: date) -> dict[int, dict[date, PeriodResult]]:
    """What reports of these stations state of each month within two days, by the first of the month.

    A report of a quarter or a year speaks for each of its months, unless a shorter one does.
    """
    found = PeriodResult.objects.filter(station__in=list(stations), first__gte=first, last__lte=last).order_by("pk")
    told: dict[int, dict[date, PeriodResult]] = {}
    for one in sorted(found, key=_days, reverse=True):
        for month in months_of(one.first, one.last):
            told.setdefault(one.station_id, {})[month] = one
    return told


def _days(one: PeriodResult) -> int:
    return (one.last - one.first).days if one.first and one.last else 0


def months_of(first: date | None, last: date | None) -> list[date]:
    """The first of each month of a span of whole months; none of any other."""
    if first is None or last is None or first.day != 1 or (last + timedelta(days=1)).day != 1:
        return []
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def printed_by_others(medium: str = "", q: str = "") -> QuerySet[PeriodResult]:
    """History: what other publishers printed, newest first."""
    found = PeriodResult.objects.filter(station__bureau=None).select_related("station")
    if medium:
        found = found.filter(station__medium=medium)
    if q:
        names = Q(station__name__icontains=q) | Q(station__river__icontains=q) | Q(station__place__icontains=q)
        found = found.filter(names | Q(station__publisher_name__icontains=q) | Q(printed_period__icontains=q))
    return found.order_by("-first", "pk")
