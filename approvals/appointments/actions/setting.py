"""What a bureau sets: services, counters with their hours, days they are closed, its own rule."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from approvals.appointments import rules
from approvals.appointments.actions.carrying import carry_on
from approvals.appointments.models import BookingRule, ClosedDay, Counter, Opening, Service
from envportal.audit import log

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime, time

    from envportal.accounts.models import Bureau, User


class Hours(TypedDict):
    """From when to when, in pieces of so many minutes with so many places each."""

    starts: time
    ends: time
    minutes: int
    capacity: int


def _note(name: str, *, by: User, at: datetime, key: str, **facts: object) -> None:
    log.record(None, f"appointments_{name}", by=by, at=at, key=key or None, facts=facts, chain="appointments")


def _bureau_of(by: User) -> Bureau:
    rules.may(by, rules.SET)
    assert by.bureau is not None  # noqa: S101  the rule has asked
    return by.bureau


@transaction.atomic
def set_service(*, name: str, bring: str, is_open: bool = True, by: User, at: datetime, key: str = "") -> Service:
    """A service by its name: new, or told anew."""
    bureau = _bureau_of(by)
    made, _is_new = Service.objects.update_or_create(
        bureau=bureau, name=name, defaults={"bring": bring, "is_open": is_open}
    )
    if not log.already(key):
        _note("service_set", by=by, at=at, key=key, service=made.pk, called=name, is_open=is_open)
    return made


@transaction.atomic
def set_counter(
    *, name: str, place: str, services: Iterable[Service], is_open: bool = True, by: User, at: datetime, key: str = ""
) -> Counter:
    """A counter by its name: new, or told anew."""
    bureau = _bureau_of(by)
    made, _is_new = Counter.objects.update_or_create(
        bureau=bureau, name=name, defaults={"place": place, "is_open": is_open}
    )
    made.services.set(services)
    if not log.already(key):
        _note("counter_set", by=by, at=at, key=key, counter=made.pk, called=name, is_open=is_open)
    return made


@transaction.atomic
def set_hours(
    *, counter: Counter, valid_from: date, by: User, at: datetime, key: str = "", **hours: Unpack[Hours]
) -> Opening:  # fmt: skip
    """Opening hours from a day on; an opening that begins at the same hour ends the day before."""
    _bureau_of(by)
    rules.is_to_come(valid_from, timezone.localdate(at))
    told = {name: hours[name] for name in ("ends", "minutes", "capacity")}
    before: dict[str, Any] = {"counter": counter, "starts": hours["starts"]}
    for old in Opening.objects.filter(**before, valid_to=None, valid_from__lt=valid_from):
        old.valid_to = valid_from - timedelta(days=1)
        old.save(update_fields=["valid_to"])
    made, _is_new = Opening.objects.update_or_create(**before, valid_from=valid_from, defaults=told)
    if not log.already(key):
        _note("hours_set", by=by, at=at, key=key, counter=counter.pk, hours=str(made), capacity=made.capacity)
    return made


@transaction.atomic
def close_day(
    *, day: date, counter: Counter | None = None, why: str, by: User, at: datetime, key: str = ""
) -> ClosedDay:  # fmt: skip
    """A day off: everybody who booked it is told and may choose another hour."""
    bureau = _bureau_of(by)
    rules.is_to_come(day, timezone.localdate(at))
    made, _is_new = ClosedDay.objects.get_or_create(
        bureau=bureau, counter=counter, day=day, defaults={"why": why, "closed_by": by, "closed_at": at}
    )
    if not log.already(key):
        _note("day_closed", by=by, at=at, key=key, day=day.isoformat(), why=why)
    carry_on(at=at)
    return made


@transaction.atomic
def set_rule(*, by: User, at: datetime, key: str = "", **told: Any) -> BookingRule:
    """本局预约规则 from a day on; what was booked before keeps its hour."""
    bureau = _bureau_of(by)
    rules.is_to_come(told["valid_from"], timezone.localdate(at))
    made, _is_new = BookingRule.objects.update_or_create(
        bureau=bureau, valid_from=told.pop("valid_from"), defaults={**told, "set_by": by, "set_at": at}
    )
    if not log.already(key):
        _note("rule_set", by=by, at=at, key=key, valid_from=made.valid_from.isoformat())
    return made
