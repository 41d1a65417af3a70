"""What people do on a duty's own page: one function, one transaction, the duty's case locked first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal.audit import log
from envportal.cases.locks import lock
from envportal.duties import rules
from envportal.duties.actions import verbs
from envportal.duties.enums import State
from envportal.duties.models import Duty

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


def _note(duty: Duty, name: str, *, by: User, at: datetime, key: str, **facts: object) -> Duty:
    """Who did it; what became of the duty itself is a row of its own. What a drafting unit does names for whom."""
    for_other = not by.is_staff_member and duty.enterprise is not None and by.enterprise_id != duty.enterprise_id
    whom = duty.enterprise.name if for_other and duty.enterprise is not None else ""
    log.record(duty.case, name, by=by, at=at, key=key or None, facts={"duty": duty.key, **facts}, acting_for=whom)
    return duty


@transaction.atomic
def tell_done(pk: int, *, words: str, by: User, at: datetime, key: str = "") -> Duty:
    """The enterprise says how it has done it; the bureau looks."""
    duty, on = lock(Duty, pk), timezone.localdate(at)
    if log.already(key):
        return duty
    rules.require("tell_done", by, duty, on)
    if duty.state == State.AWAITING:
        verbs.set_day(duty, due_on=on, by=by, at=at)
    verbs.report(duty, words=words, on=on, by=by, at=at)
    return _note(duty, "duty_told_done", by=by, at=at, key=key)


@transaction.atomic
def accept(pk: int, *, words: str, on: date | None = None, by: User, at: datetime, key: str = "") -> Duty:
    """Looked at: it is done. A duty of the bureau is done by whoever writes what was found."""
    duty, today = lock(Duty, pk), timezone.localdate(at)
    if log.already(key):
        return duty
    rules.require("accept", by, duty, today)
    rules.not_to_come(on or today, today)
    verbs.fulfil(duty, on=on or today, by=by, at=at, words=words)
    return _note(duty, "duty_accepted", by=by, at=at, key=key, words=words)


@transaction.atomic
def send_back(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Duty:
    """Looked at: it is not done; the enterprise reads why."""
    duty = lock(Duty, pk)
    if log.already(key):
        return duty
    rules.require("send_back", by, duty, timezone.localdate(at))
    verbs.reopen(duty, reason=reason, by=by, at=at)
    return _note(duty, "duty_sent_back", by=by, at=at, key=key, reason=reason)


@transaction.atomic
def give_up(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Duty:
    """Nobody has to do it any more."""
    duty, on = lock(Duty, pk), timezone.localdate(at)
    if log.already(key):
        return duty
    rules.require("give_up", by, duty, on)
    verbs.drop(duty, reason=reason, on=on, by=by, at=at)
    return _note(duty, "duty_given_up", by=by, at=at, key=key, reason=reason)


@transaction.atomic
def redate(pk: int, *, due_on: date, reason: str, by: User, at: datetime, key: str = "") -> Duty:
    """Another last day, for a reason that is kept; what the law counts is counted by its procedure."""
    duty, on = lock(Duty, pk), timezone.localdate(at)
    if log.already(key):
        return duty
    rules.require("redate", by, duty, on)
    rules.is_to_come(due_on, on)
    verbs.set_day(duty, due_on=due_on, by=by, at=at)
    return _note(duty, "duty_redated", by=by, at=at, key=key, due_on=due_on, reason=reason)


@transaction.atomic
def hand_over(pk: int, *, to: User, reason: str, by: User, at: datetime, key: str = "") -> Duty:
    """转交 to another holder, for a reason; the sweep tells who takes it over (this room sends no messages)."""
    duty = lock(Duty, pk)
    if log.already(key):
        return duty
    rules.require("hand_over", by, duty, timezone.localdate(at))
    rules.may_take_over(duty, to)
    before = duty.holder.name if duty.holder is not None else ""
    verbs.hand_to(duty, to, reason=reason, at=at)
    return _note(duty, "duty_handed_over", by=by, at=at, key=key, reason=f"{before} → {to.name}：{reason}", to=to.pk)
