"""Booking, changing, cancelling: by anybody with number and code, by an enterprise, by the clerk for who rings up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.appointments import rules
from approvals.appointments.actions.common import close, give_back, key_of, locked, note, take
from approvals.appointments.guards import NotOpen
from approvals.appointments.models import Appointment, Visitor
from approvals.appointments.queries import hours, visits
from approvals.appointments.states import CASE, SERIES
from disclosure.board import board
from envportal.audit import log
from envportal.cases.models import Case
from envportal.cases.queries import hash_query_code, query_code
from envportal.documents.actions import take_number

if TYPE_CHECKING:
    from datetime import date, datetime

    from approvals.appointments.models import Service, Slot
    from approvals.appointments.queries.hours import Piece
    from envportal.accounts.models import Enterprise, User


@dataclass(frozen=True)
class Who:
    """Who comes, and how to reach them."""

    name: str
    phone: str = ""


def book_publicly(service: Service, piece: str, who: Who, *, key: str, address: str, at: datetime) -> Appointment:
    """网上预约 without an account. The same form sent twice makes one. Raises TooManyPosts, Paused, Full."""
    done = visits.by_key(key)
    if done is not None:
        return done
    board.count_post(board.source_of(address), at)
    rules.is_not_paused(service.bureau, key_of(who.phone), None, timezone.localdate(at))
    return _book(service, piece, who, key=key, by=None, enterprise=None, at=at)


def book_own(service: Service, piece: str, who: Who, *, by: User, at: datetime, key: str) -> Appointment:
    """An enterprise books for itself. Raises Paused, Full."""
    rules.is_not_paused(service.bureau, key_of(who.phone), by.enterprise, timezone.localdate(at))
    return _book(service, piece, who, key=key, by=by, enterprise=by.enterprise, at=at)


def book_for(service: Service, piece: str, who: Who, *, by: User, at: datetime, key: str) -> Appointment:
    """电话预约: the clerk books for who rings up; no pause stands against that. Raises Full."""
    rules.may(by, rules.KEEP)
    return _book(service, piece, who, key=key, by=by, enterprise=None, at=at)


@transaction.atomic
def _book(
    service: Service, name: str, who: Who, *, key: str, by: User | None, enterprise: Enterprise | None, at: datetime
) -> Appointment:
    done = visits.by_key(key)
    if done is not None:
        return done
    slot = take(_open_piece(service, name, at))
    one = make(service, slot.day, who, key=key, by=by, enterprise=enterprise, slot=slot, at=at)
    note(one, "booked", by=by, at=at, key=key, day=slot.day.isoformat(), starts=f"{slot.starts:%H:%M}")
    return one


def _open_piece(service: Service, name: str, at: datetime) -> Piece:
    piece = hours.piece_of(service, name, at)
    if piece is None:
        raise NotOpen(_("这一段不开放或者已经开始，请另选时间。"))
    return piece


def make(
    service: Service, day: date, who: Who, *, key: str, by: User | None, enterprise: Enterprise | None,
    slot: Slot | None, at: datetime,
) -> Appointment:  # fmt: skip
    """The case with its number and code, the appointment and, apart, who comes."""
    on = timezone.localdate(at)
    case = Case.objects.create(
        kind=CASE, title=f"预约：{service.name}", bureau=service.bureau, enterprise=enterprise, created_at=at
    )
    case.query_code_hash = hash_query_code(query_code(case))
    one = Appointment(
        case=case, service=service, slot=slot, day=day, key=key, party_key=key_of(who.phone),
        booked_by=by if enterprise is not None else None,
    )  # fmt: skip
    case.number, case.opened_on = take_number(service.bureau, SERIES, on.year), on
    case.save()
    one.save(force_insert=True)
    Visitor.objects.create(appointment=one, name=who.name, phone=who.phone)
    return one


@transaction.atomic
def change(pk: int, *, piece: str, by: User | None, at: datetime, key: str = "") -> Appointment:
    """改期 until so many hours before: the old place is free the moment the new one is taken."""
    one = locked(pk)
    if key and log.already(key):
        return one
    _may_touch(by, one)
    rules.can_be_changed(one, at)
    wanted = _open_piece(one.service, piece, at)
    before = one.slot
    if before is not None and (before.counter_id, before.day, before.starts) == (
        wanted.counter.pk, wanted.day, wanted.starts,
    ):  # fmt: skip
        return one
    one.slot, one.day = take(wanted), wanted.day
    give_back(before)
    one.change()
    one.displaced_at = one.reminded_at = None
    one.save()
    note(one, "changed", by=by, at=at, key=key, day=wanted.day.isoformat(), starts=f"{wanted.starts:%H:%M}")
    return one


@transaction.atomic
def cancel(pk: int, *, by: User | None, at: datetime, key: str = "") -> Appointment:
    """取消 until so many hours before, by code or by the enterprise; the place is free at once."""
    one = locked(pk)
    if key and log.already(key):
        return one
    _may_touch(by, one)
    rules.can_be_changed(one, at)
    return _cancelled(one, by=by, at=at, key=key)


@transaction.atomic
def cancel_for(pk: int, *, by: User, at: datetime, key: str = "") -> Appointment:
    """取消 at any time, by the clerk for who rings up."""
    one = locked(pk)
    if log.already(key):
        return one
    rules.require("cancel", by, one, at)
    return _cancelled(one, by=by, at=at, key=key)


def _may_touch(by: User | None, one: Appointment) -> None:
    """Number and code, or the enterprise's own account."""
    if by is not None:
        rules.is_own(by, one)


def _cancelled(one: Appointment, *, by: User | None, at: datetime, key: str) -> Appointment:
    on = timezone.localdate(at)
    one.cancel()
    one.cancelled_on = on
    one.save()
    give_back(one.slot)
    close(one, on)
    note(one, "cancelled", by=by, at=at, key=key)
    return one
