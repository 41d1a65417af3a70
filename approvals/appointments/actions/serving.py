"""The day at the counter: arrived with a number, called in turn, not come; and who walks in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from approvals.appointments import rules
from approvals.appointments.actions.booking import Who, make
from approvals.appointments.actions.common import close, locked, note
from approvals.appointments.models import Appointment, Queue
from approvals.appointments.queries import visits
from envportal.audit import log

if TYPE_CHECKING:
    from datetime import datetime

    from approvals.appointments.models import Service
    from envportal.accounts.models import User


@transaction.atomic
def arrive(pk: int, *, by: User, at: datetime, key: str = "") -> Appointment:
    """登记到达: who comes early waits for the booked hour, who comes late from when they came."""
    one = locked(pk)
    if log.already(key):
        return one
    rules.require("arrive", by, one, at)
    _give_number(one, at)
    one.save()
    note(one, "arrived", by=by, at=at, key=key, ticket=one.ticket)
    return one


def _give_number(one: Appointment, at: datetime) -> None:
    """The next number of the day, its row locked last."""
    begins = visits.begins(one)
    Queue.objects.get_or_create(bureau=one.case.bureau, day=one.day)
    queue = Queue.objects.select_for_update().get(bureau=one.case.bureau, day=one.day)
    queue.last += 1
    queue.save(update_fields=["last"])
    one.arrive()
    one.queue, one.ticket, one.arrived_at, one.turn_at = queue, queue.last, at, max(at, begins or at)


@transaction.atomic
def walk_in(service: Service, who: Who, *, by: User, at: datetime, key: str) -> Appointment:
    """现场取号 without an appointment."""
    rules.may(by, rules.KEEP)
    done = visits.by_key(key)
    if done is not None:
        return done
    one = make(service, timezone.localdate(at), who, key=key, by=by, enterprise=None, slot=None, at=at)
    _give_number(one, at)
    one.save()
    note(one, "walked_in", by=by, at=at, key=key, ticket=one.ticket)
    return one


@transaction.atomic
def serve(pk: int, *, by: User, at: datetime, key: str = "") -> Appointment:
    """叫号办理: whoever calls holds the case; how long they waited ends here."""
    one = locked(pk)
    if log.already(key):
        return one
    rules.require("serve", by, one, at)
    one.serve()
    one.served_at = at
    one.save()
    one.case.holder = by
    one.case.save(update_fields=["holder"])
    close(one, timezone.localdate(at))
    note(one, "served", by=by, at=at, key=key)
    return one


@transaction.atomic
def miss(pk: int, *, by: User, at: datetime, key: str = "") -> Appointment:
    """登记没有来, once the hour is over, or nobody answers to the number."""
    one = locked(pk)
    if log.already(key):
        return one
    rules.require("miss", by, one, at)
    one.miss()
    one.save()
    close(one, timezone.localdate(at))
    note(one, "missed", by=by, at=at, key=key)
    return one
