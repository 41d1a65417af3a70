"""What nobody asks for: reminders the working day before, and word to those whose day is closed after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from approvals.appointments.actions.common import locked, note, tell
from approvals.appointments.models import Appointment
from approvals.appointments.queries import visits
from approvals.appointments.states import State
from envportal.accounts.models import Bureau

if TYPE_CHECKING:
    from datetime import datetime


def carry_on(*, at: datetime) -> int:
    """Both, worked out from the rows as they stand: twice, late or a day not at all changes nothing but the hour."""
    today, told = timezone.localdate(at), 0
    booked = Appointment.objects.filter(state=State.BOOKED, day__gte=today).order_by().values("case__bureau")
    for bureau in Bureau.objects.filter(pk__in=booked).order_by("pk"):
        told += sum(_tell_displaced(one.pk, at=at) for one in visits.displaced(bureau, today))
        told += sum(_remind(one.pk, at=at) for one in visits.to_remind(today, bureau))
    return told


@transaction.atomic
def _tell_displaced(pk: int, *, at: datetime) -> bool:
    one = locked(pk)
    if one.state != State.BOOKED or one.displaced_at is not None:
        return False
    one.displaced_at = at
    one.save(update_fields=["displaced_at"])
    note(one, "displaced", by=None, at=at, day=one.day.isoformat())
    tell(one, "appointment_displaced", at=at)
    return True


@transaction.atomic
def _remind(pk: int, *, at: datetime) -> bool:
    one = locked(pk)
    if one.state != State.BOOKED or one.reminded_at is not None:
        return False
    one.reminded_at = at
    one.save(update_fields=["reminded_at"])
    note(one, "reminded", by=None, at=at)
    tell(one, "appointment_reminder", at=at)
    return True
