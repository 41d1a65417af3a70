"""What several verbs do the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from approvals.appointments.guards import Full
from approvals.appointments.models import Appointment, Slot
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.messaging import outbox

if TYPE_CHECKING:
    from datetime import datetime

    from approvals.appointments.queries.hours import Piece
    from envportal.accounts.models import User


def locked(pk: int) -> Appointment:
    """The appointment as the last holder left it, its case locked."""
    return lock(Appointment, pk)


def note(one: Appointment, name: str, *, by: User | None, at: datetime, key: str = "", **facts: object) -> None:
    told = {name: value for name, value in facts.items() if value not in (None, "")}
    log.record(one.case, f"appointment_{name}", by=by, at=at, key=key or None, facts=told)


def take(piece: Piece) -> Slot:
    """One place more is taken, if there is one: decided by the database, however many ask at once. Raises Full."""
    slot, _is_new = Slot.objects.get_or_create(
        counter=piece.counter, day=piece.day, starts=piece.starts,
        defaults={"ends": piece.ends, "capacity": piece.capacity},
    )  # fmt: skip
    free = Slot.objects.filter(pk=slot.pk, taken__lt=piece.capacity)
    if not free.update(taken=F("taken") + 1, capacity=piece.capacity):
        raise Full(_("这一段刚刚约满，请另选时间；写的内容都还在。"))
    return slot


def give_back(slot: Slot | None) -> None:
    if slot is not None:
        Slot.objects.filter(pk=slot.pk, taken__gt=0).update(taken=F("taken") - 1)


def close(one: Appointment, at_day: object) -> None:
    one.case.closed_on = at_day  # type: ignore[assignment]
    one.case.save(update_fields=["closed_on"])


def key_of(phone: str) -> str:
    """A telephone known again and not told."""
    figures = "".join(sign for sign in phone if sign.isdigit())
    return salted_hmac("appointments.party", figures).hexdigest()[:32] if figures else ""


def tell(one: Appointment, template: str, *, at: datetime) -> None:
    """Whoever booked with an account reads it in their inbox; who has none is rung up."""
    if one.booked_by is not None:
        told = {"one": one, "slot": one.slot, "link": f"/my/appointments/{one.pk}/"}
        outbox.post(one.case, template, to=[one.booked_by], context=told, at=at)
