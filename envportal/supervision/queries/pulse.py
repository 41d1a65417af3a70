"""How what runs by itself fares: when it ran, whether the time can be trusted, what it would do now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from celery import current_app
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.audit.models import Event
from envportal.audit.queries import unsealed_chains
from envportal.cases.models import Case
from envportal.deadlines.enums import Matter
from envportal.deadlines.queries import overdue
from envportal.documents import queries as documents
from envportal.messaging import queries as messaging
from envportal.supervision.enums import AlarmKind, Colour
from envportal.supervision.models import Alarm, Heartbeat
from envportal.supervision.queries.ladder import steps_reached
from envportal.supervision.queries.scope import in_view
from envportal.supervision.queries.sweep import CHAIN, SWEEP, due_for, last_sweep

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from envportal.deadlines.models import Clock
    from envportal.supervision.queries.ladder import Reached

# Acceptance by silence runs in another room; its query is that of the clocks.
DEEMED = "applications.sweep_deemed_acceptance"
# A sweep that did not run for so long is missed by somebody.
SILENT = timedelta(minutes=10)
# A second alarm of the same kind within so long is the same fault.
AGAIN = timedelta(hours=1)
# Who answers for limits, or for the machine: an alarm goes to them.
ALARMED = (Role.LEADER, Role.SUPERVISOR, Role.SYSOP)


def open_alarms() -> QuerySet[Alarm]:
    return Alarm.objects.filter(ended_at=None).order_by("at", "pk")


def same_fault(kind: str, before: datetime) -> Alarm | None:
    """The alarm of this kind that is open, or ended within the hour before the last sweep: a clock that flaps."""
    lately = Q(ended_at=None) | Q(ended_at__gte=before - AGAIN)
    return Alarm.objects.filter(lately, kind=kind).order_by("-at", "-pk").first()


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


def told_of_itself(most: int = 10) -> QuerySet[Event]:
    """What the log says about the sweep itself: when it was blind, when its clock was in doubt, the latest first."""
    return Event.objects.filter(chain__name=CHAIN).order_by("-position")[:most]


@dataclass(frozen=True)
class Task:
    """Something that runs by itself: when it ran, when it comes next, what it would do now (None: not told)."""

    name: str
    last: datetime | None
    next: datetime
    would: int | None

    @property
    def is_due(self) -> bool:
        return bool(self.would)


def tasks(at: datetime) -> list[Task]:
    """Everything beat wakes, with what it would do now by the queries it asks itself; nothing is written."""
    ran, would = beats(), would_do(at)
    schedule = current_app.conf.beat_schedule
    return [
        Task(name, ran.get(name), _next(entry["schedule"], ran.get(name), at), would.get(name))
        for name, entry in schedule.items()
    ]  # fmt: skip


def _next(schedule: Any, last: datetime | None, at: datetime) -> datetime:
    """A task that is late comes now."""
    if hasattr(schedule, "remaining_estimate"):
        return at + cast("timedelta", schedule.remaining_estimate(at))
    return max(at, last + timedelta(seconds=schedule)) if last else at


def would_do(at: datetime) -> dict[str, int]:
    today = timezone.localdate(at)
    return {
        SWEEP: sum(due_for(colour, at).count() for colour in Colour) + len(steps_reached(today)),
        DEEMED: overdue(Matter.INTAKE, at).count(),
        "messaging.send_due": messaging.due(at).count(),
        "documents.render_pending": len(documents.waiting_letters(at=at, limit=None)),
        "audit.seal": unsealed_chains().count(),
    }


def due_in_view(user: User, at: datetime) -> dict[str, list[Clock] | list[Reached]]:
    """What the sweeps would do now with the cases a person watches over."""
    today, mine = timezone.localdate(at), in_view(user)
    found: dict[str, list[Clock] | list[Reached]] = {
        colour.value: list(due_for(colour, at).filter(mine)) for colour in Colour
    }
    steps = steps_reached(today)
    cases = {reached.card.case_id for reached in steps}
    seen = set(Case.objects.filter(in_view(user, ""), pk__in=cases).values_list("pk", flat=True))
    found["steps"] = [reached for reached in steps if reached.card.case_id in seen]
    found["deemed"] = list(overdue(Matter.INTAKE, at).filter(mine).select_related("case", "rule"))
    return found


def beats() -> dict[str, datetime]:
    """When each task that runs by itself last ran to its end."""
    return dict(Heartbeat.objects.values_list("name", "at"))
