"""Appointments by the names a colleague would use."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, QuerySet

from approvals.appointments.models import Appointment
from approvals.appointments.queries import hours
from approvals.appointments.states import State
from envportal.cases.queries import visible_to
from envportal.deadlines import clocks

if TYPE_CHECKING:
    from envportal.accounts.models import Bureau, Enterprise, User

VIEW = "appointment.view"
ALL = ("case__bureau", "case__enterprise", "case__holder", "service", "slot__counter", "visitor")


def visible(user: User, on: date, action: str = VIEW) -> QuerySet[Appointment]:
    seen = visible_to(user, on, action).order_by().values("pk")
    return Appointment.objects.filter(case__in=seen).select_related(*ALL).order_by("day", "slot__starts", "pk")


def own(user: User, on: date) -> QuerySet[Appointment]:
    """An enterprise's, the next first."""
    return visible(user, on).filter(case__enterprise=user.enterprise_id or 0).order_by("-day", "-slot__starts", "-pk")


def by_key(key: str) -> Appointment | None:
    return Appointment.objects.filter(key=key).first()


def waiting(bureau: Bureau, day: date) -> list[Appointment]:
    """Whose turn it is, in order."""
    rows = Appointment.objects.filter(case__bureau=bureau, day=day, state=State.ARRIVED)
    return list(rows.select_related(*ALL).order_by("turn_at", "ticket"))


def left_over(bureau: Bureau, today: date) -> QuerySet[Appointment]:
    """Of earlier days, and nobody has written whether they came."""
    rows = Appointment.objects.filter(case__bureau=bureau, day__lt=today, state__in=[State.BOOKED, State.ARRIVED])
    return rows.filter(displaced_at=None).select_related(*ALL).order_by("day", "pk")


def to_call(bureau: Bureau, today: date) -> QuerySet[Appointment]:
    """Who comes on the next working day and reads no inbox of ours: somebody rings them up."""
    next_day = clocks.calendar_of(bureau.pk).add(today, 1)
    rows = Appointment.objects.filter(case__bureau=bureau, state=State.BOOKED, booked_by=None)
    rows = rows.filter(Q(day=next_day) | Q(displaced_at__isnull=False, day__gte=today))
    return rows.exclude(visitor__phone="").select_related(*ALL).order_by("day", "slot__starts", "pk")


def to_remind(now_day: date, bureau: Bureau) -> QuerySet[Appointment]:
    """Booked for the next working day by somebody with an inbox, and not reminded yet."""
    next_day = clocks.calendar_of(bureau.pk).add(now_day, 1)
    rows = Appointment.objects.filter(case__bureau=bureau, state=State.BOOKED, reminded_at=None, displaced_at=None)
    return rows.filter(day__gt=now_day, day__lte=next_day, booked_by__isnull=False).order_by("pk")


def displaced(bureau: Bureau, today: date) -> list[Appointment]:
    """Booked for a day on which the counter is closed after all, and not told yet."""
    rows = Appointment.objects.filter(case__bureau=bureau, state=State.BOOKED, displaced_at=None, day__gte=today)
    known: dict[tuple[int, date], bool] = {}
    found = []
    for one in rows.select_related("slot").order_by("pk"):
        of = (one.slot.counter_id if one.slot else 0, one.day)
        if of not in known:
            known[of] = hours.is_open_on(bureau, *of)
        if not known[of]:
            found.append(one)
    return found


def no_shows(party: str, enterprise: Enterprise | None, since: date) -> list[date]:
    """The days on which a telephone, or an enterprise, did not come."""
    mine = Q(party_key=party) & ~Q(party_key="")
    if enterprise is not None:
        mine |= Q(case__enterprise=enterprise)
    rows = Appointment.objects.filter(mine, state=State.MISSED, arrived_at=None, day__gte=since)
    return sorted(rows.values_list("day", flat=True))


def paused_until(bureau: Bureau, party: str, enterprise: Enterprise | None, today: date) -> date | None:
    """The last day on which they cannot book online, or None."""
    rule = hours.rule_on(bureau, today)
    missed = no_shows(party, enterprise, today - timedelta(days=rule.within_days + rule.pause_days))
    for last in reversed(missed):
        inside = [day for day in missed if last - timedelta(days=rule.within_days) <= day <= last]
        until = last + timedelta(days=rule.pause_days)
        if len(inside) >= rule.no_shows and today <= until:
            return until
    return None


def begins(one: Appointment) -> datetime | None:
    slot = one.slot
    if slot is None:
        return None
    return hours.Piece(slot.counter, slot.day, slot.starts, slot.ends, slot.capacity).begins


def figures(bureau: Bureau | None, first: date, last: date) -> dict[str, object]:
    """Sums of a span of days; nobody stands in them."""
    rows = Appointment.objects.filter(case__bureau=bureau, day__range=(first, last))
    waited = ExpressionWrapper(F("served_at") - F("turn_at"), output_field=DurationField())
    sums = rows.aggregate(
        booked=Count("pk", filter=Q(slot__isnull=False)), walked=Count("pk", filter=Q(slot=None)),
        served=Count("pk", filter=Q(state=State.SERVED)), missed=Count("pk", filter=Q(state=State.MISSED)),
        cancelled=Count("pk", filter=Q(state=State.CANCELLED)),
        waited=Avg(waited, filter=Q(state=State.SERVED, served_at__gte=F("turn_at"))),
    )  # fmt: skip
    mean = sums["waited"]
    return {**sums, "minutes": round(mean.total_seconds() / 60) if mean is not None else None}
