"""Stations by the names a colleague would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max, Min, Q

from disclosure.quality.enums import Averaging
from disclosure.quality.models import Reading, Station
from envportal.accounts.models import Bureau

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from envportal.accounts.models import User


def own(medium: str, bureau: Bureau | None = None) -> QuerySet[Station]:
    """The stations bureaus of this portal run, or one of them."""
    found = Station.objects.filter(medium=medium, bureau__isnull=False)
    return (found.filter(bureau=bureau) if bureau else found).select_related("bureau").order_by("bureau", "code")


def of_desk(user: User | AnonymousUser) -> QuerySet[Station]:
    """The stations of a member of staff's bureau."""
    if not user.is_authenticated or user.bureau_id is None:
        return Station.objects.none()
    return Station.objects.filter(bureau=user.bureau_id).select_related("bureau").order_by("medium", "code")


def public() -> QuerySet[Station]:
    return Station.objects.select_related("bureau")


def running(stations: QuerySet[Station], on: date) -> QuerySet[Station]:
    """Those in use on a day."""
    begun, not_ended = Q(active_from=None) | Q(active_from__lte=on), Q(active_to=None) | Q(active_to__gte=on)
    return stations.filter(begun & not_ended)


def span_of(stations: list[int], averaging: str) -> tuple[date | None, date | None]:
    """The first and the last day these stations have a row for."""
    found = Reading.objects.filter(station__in=stations, averaging=averaging).aggregate(Min("on"), Max("on"))
    return found["on__min"], found["on__max"]


def last_day(medium: str, bureau: Bureau) -> date | None:
    """The last day anything was measured of a medium."""
    found = Reading.objects.filter(station__in=own(medium, bureau).order_by(), value__isnull=False)
    return found.aggregate(Max("on"))["on__max"]  # type: ignore[no-any-return]


def bureaus() -> list[Bureau]:
    """The bureaus that measure anything."""
    return list(Bureau.objects.filter(stations__isnull=False).distinct().order_by("pk"))


def latest_hour(stations: list[int]) -> tuple[date, int] | None:
    """The last hour any of these stations has a row for."""
    found = Reading.objects.filter(station__in=stations, averaging=Averaging.HOUR).order_by("-on", "-hour")
    return found.values_list("on", "hour").first()
