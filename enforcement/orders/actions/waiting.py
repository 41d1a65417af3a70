"""不计入期限: the days of a decision that do not count, asked for by one and confirmed by another."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders import rules
from enforcement.orders.actions.common import note, tell
from enforcement.orders.guards import NotPossible, SamePerson
from enforcement.orders.models import Penalty, Waiting
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Ground

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.documents.models import Letter

LONGEST_WAIT = timedelta(days=366)


@transaction.atomic
def ask_wait(
    pk: int, *, ground: str, paper: str, since: date, until: date | None = None, by: User, at: datetime, key: str = ""
) -> Waiting:
    """申请扣除期限: monitoring, appraisal, announcement, service, suspension, hearing, with the paper it rests on."""
    penalty = lock(Penalty, pk)
    if event := log.already(key):
        return Waiting.objects.get(pk=event.facts["waiting"])
    rules.require("ask_wait", by, penalty, timezone.localdate(at))
    if penalty.filed_on is None or since < penalty.filed_on or (until is not None and until < since):
        raise NotPossible(_("不计入期限的日子从立案以后开始，最后一天不早于第一天。"))
    if (until or since) > timezone.localdate(at) + LONGEST_WAIT:
        raise NotPossible(_("不计入期限的日子最远写到今天以后的一年，请核对。"))
    found = Waiting.objects.create(penalty=penalty, ground=ground, paper=paper, since=since, until=until, asked_by=by)
    note(penalty, "wait_asked", by=by, at=at, key=key, waiting=found.pk, ground=ground, paper=paper)
    return found


@transaction.atomic
def confirm_wait(pk: int, *, waiting: Waiting, by: User, at: datetime, key: str = "") -> Penalty:
    """确认扣除期限: by the head of the section, who looked at the paper; the clock stands from then."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    rules.require("confirm_wait", by, penalty, timezone.localdate(at))
    one = _asked(penalty, waiting, by)
    one.confirmed_by = by
    one.save(update_fields=["confirmed_by"])
    clocks.pause(
        penalty.case, one.ground, since=one.since, until=one.until, letter=_letter_of(penalty, one.ground),
        by=one.asked_by, confirmed_by=by, at=at, waiting_for=one.paper[:100],
    )  # fmt: skip
    note(penalty, "wait_confirmed", by=by, at=at, key=key, waiting=one.pk, paper=one.paper)
    return penalty


@transaction.atomic
def decline_wait(pk: int, *, waiting: Waiting, reason: str, by: User, at: datetime, key: str = "") -> Penalty:
    """不同意扣除: the days go on counting."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    rules.require("decline_wait", by, penalty, timezone.localdate(at))
    one = _asked(penalty, waiting, by)
    one.declined_by, one.declined_why = by, reason
    one.save(update_fields=["declined_by", "declined_why"])
    note(penalty, "wait_declined", by=by, at=at, key=key, waiting=one.pk, reason=reason)
    tell(penalty, "penalty_wait_declined", [one.asked_by], at=at, reason=reason)
    return penalty


def _asked(penalty: Penalty, waiting: Waiting, by: User) -> Waiting:
    one = penalty.waits.filter(pk=waiting.pk, confirmed_by=None, declined_by=None).first()
    if one is None:
        raise NotPossible(_("这项扣除已经答复。"))
    if one.asked_by_id == by.pk:
        raise SamePerson(_("申请扣除的人不能自己确认。"))
    return one


def _letter_of(penalty: Penalty, ground: str) -> Letter | None:
    """A hearing stops the clock by its notice, once that is served."""
    hearing = penalty.hearings.exclude(letter=None).last() if ground == Ground.HEARING else None
    return hearing.letter if hearing else None


@transaction.atomic
def end_wait(pk: int, *, waiting: Waiting, until: date, by: User, at: datetime, key: str = "") -> Penalty:
    """恢复计时: what was waited for is there; the day after counts again."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    today = timezone.localdate(at)
    rules.require("end_wait", by, penalty, today)
    rules.on_a_day(until, today)
    one = penalty.waits.filter(pk=waiting.pk, confirmed_by__isnull=False, until=None).first()
    if one is None or until < one.since:
        raise NotPossible(_("最后一天不能早于第一天。"))
    one.until = until
    one.save(update_fields=["until"])
    clocks.resume(penalty.case, one.ground, last_paused_day=until, by=by, at=at)
    note(penalty, "wait_ended", by=by, at=at, key=key, until=until)
    return penalty
