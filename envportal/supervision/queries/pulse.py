"""How what runs by itself fares: when it ran, whether the time can be trusted, what it would do now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from django.db import connection

from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.supervision.enums import AlarmKind
from envportal.supervision.models import Alarm, Heartbeat
from envportal.supervision.queries.sweep import last_sweep

if TYPE_CHECKING:
    from django.db.models import QuerySet

# A sweep that did not run for so long is missed by somebody.
SILENT = timedelta(minutes=10)
# Who answers for limits, or for the machine: an alarm goes to them.
ALARMED = (Role.LEADER, Role.SUPERVISOR, Role.SYSOP)


def open_alarms() -> QuerySet[Alarm]:
    return Alarm.objects.filter(ended_at=None).order_by("at", "pk")


def is_confirmed(since: datetime) -> bool:
    """Whether two persons said that the time is right although the last sweep lies so far back."""
    return Alarm.objects.filter(kind=AlarmKind.LEAPT, since=since, second_by__isnull=False).exists()


def alarmed() -> QuerySet[User]:
    return User.objects.filter(is_active=True, grants__role__in=ALARMED).distinct().order_by("pk")


def database_time() -> datetime | None:
    """What a database server says it is; None where the database has no clock but this machine's."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cast("datetime", cursor.fetchone()[0])


def is_silent(at: datetime) -> bool:
    """Whether no sweep ran for so long that somebody has to look; before the first one nothing is missed."""
    swept = last_sweep()
    return swept is not None and at - swept > SILENT


def alarms(at: datetime) -> list[str]:
    """The names of what is wrong now, for machines."""
    found = [alarm.kind for alarm in open_alarms()]
    return [*found, "silent"] if is_silent(at) else found


def beats() -> dict[str, datetime]:
    """When each task that runs by itself last ran to its end."""
    return dict(Heartbeat.objects.values_list("name", "at"))
