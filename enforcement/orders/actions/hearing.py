"""处罚听证: asked for, arranged, held before somebody who did not investigate (行政处罚法第63条至第65条)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders import rules
from enforcement.orders.actions.common import issue, name_of, note, notice_of, tell, tell_enterprise
from enforcement.orders.actions.next_step import tell_next
from enforcement.orders.guards import NotPossible, SamePerson
from enforcement.orders.models import Hearing, Penalty
from enforcement.orders.rules import gate
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from envportal.accounts.models import User
    from envportal.documents.models import Letter

RIGHT = "行政处罚法第63条、第64条"


@transaction.atomic
def ask_hearing(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Penalty:
    """要求听证 by the party, within five working days of the notice."""
    return _ask("ask_hearing", pk, reason, timezone.localdate(at), by=by, at=at, key=key)


@transaction.atomic
def record_hearing_request(
    pk: int, *, reason: str, asked_on: date, by: User, at: datetime, key: str = ""
) -> Penalty:  # fmt: skip
    """A request on paper, of the day it bears."""
    return _ask("record_hearing_request", pk, reason, asked_on, by=by, at=at, key=key)


def _ask(verb: str, pk: int, reason: str, asked_on: date, *, by: User, at: datetime, key: str) -> Penalty:
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    today = timezone.localdate(at)
    rules.require(verb, by, penalty, today)
    rules.on_a_day(asked_on, today)
    last = clocks.due_day(penalty.case.bureau, Matter.PENALTY_HEARING_REQUEST, "", on=penalty.notice_served_on)  # type: ignore[arg-type]
    if asked_on > last:
        raise NotPossible(_("听证应当在 %(day)s 以前要求，已经过期。") % {"day": last.isoformat()}, RIGHT)
    if asked_on < penalty.notice_served_on:  # type: ignore[operator]
        raise NotPossible(_("申请日期不能早于告知书送达的日期。"), RIGHT)
    Hearing.objects.create(penalty=penalty, notice=notice_of(penalty), asked_on=asked_on, reason=reason, recorded_by=by)
    clocks.stop(penalty.case, Matter.PENALTY_HEARING_REQUEST, on=asked_on, by=by, at=at)
    note(penalty, "hearing_asked", by=by, at=at, key=key, reason=reason)
    tell(penalty, "penalty_hearing_asked", [penalty.opened_by], at=at)
    return penalty


@transaction.atomic
def arrange_hearing(
    pk: int, *, held_on: date, held_at: time, place: str, chair: User, by: User, at: datetime, key: str = ""
) -> Penalty:
    """通知听证: the notice leaves seven working days; the chair did not investigate."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    today = timezone.localdate(at)
    rules.require("arrange_hearing", by, penalty, today)
    if chair.pk in gate.investigators(penalty) or chair.bureau_id != penalty.case.bureau_id:
        raise SamePerson(_("听证由本局指定的非本案调查人员主持。"), "行政处罚法第64条")
    last = clocks.last_day_before(penalty.case.bureau, Matter.PENALTY_HEARING_NOTICE, "", event=held_on)
    if today > last:
        first = clocks.first_event_after(penalty.case.bureau, Matter.PENALTY_HEARING_NOTICE, "", day=today)
        words = {"day": first.isoformat()}
        raise NotPossible(_("举行听证的七个工作日前通知当事人：今天通知的，最早 %(day)s 举行。") % words, RIGHT)
    hearing = _stands(penalty)
    hearing.held_on, hearing.held_at, hearing.place, hearing.chair = held_on, held_at, place, chair
    hearing.notice_served_on = None
    hearing.letter = issue(
        penalty, LetterKind.PENALTY_HEARING, by=by, at=at, violation=name_of(penalty.violation),
        asked_on=hearing.asked_on, held_on=held_on, held_at=held_at.strftime("%H:%M"), hearing_place=place,
        chair=f"{chair.name}（{chair.section.name if chair.section else chair.bureau}）",
    )  # fmt: skip
    hearing.save()
    note(penalty, "hearing_arranged", by=by, at=at, key=key, held_on=held_on, chair=chair.name)
    tell_enterprise(penalty, "penalty_hearing_arranged", at=at, hearing=hearing)
    tell(penalty, "penalty_hearing_arranged", [chair], at=at, hearing=hearing)
    return penalty


def _stands(penalty: Penalty) -> Hearing:
    hearing = penalty.hearing
    assert hearing is not None  # noqa: S101  the rule asked for it
    return hearing


def hearing_notice_served(penalty: Penalty, letter: Letter, *, by: User, at: datetime) -> None:  # noqa: ARG001
    """Seven working days lie between service and hearing, or it is put off."""
    hearing = penalty.hearings.filter(letter=letter.pk).first()
    if hearing is None or letter.served_on is None:
        return
    hearing.notice_served_on = letter.served_on
    hearing.save(update_fields=["notice_served_on"])


@transaction.atomic
def minute_hearing(pk: int, *, minutes: str, minuted_on: date, by: User, at: datetime, key: str = "") -> Penalty:
    """听证笔录 by the chair, signed by the parties: the decision rests on it (行政处罚法第65条)."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    today = timezone.localdate(at)
    rules.require("minute_hearing", by, penalty, today)
    rules.on_a_day(minuted_on, today)
    hearing = _stands(penalty)
    if hearing.chair_id != by.pk:
        raise SamePerson(_("听证笔录由主持人登记。"), "行政处罚法第64条")
    if hearing.held_on is None or minuted_on < hearing.held_on:
        raise NotPossible(_("笔录日期不能早于听证日期。"))
    if hearing.notice_served_on is None or hearing.notice_served_on > clocks.last_day_before(
        penalty.case.bureau, Matter.PENALTY_HEARING_NOTICE, "", event=hearing.held_on
    ):
        raise NotPossible(_("听证通知没有在七个工作日以前送达，须另定日期重新通知。"), RIGHT)
    hearing.minuted_on, hearing.minutes = minuted_on, minutes
    hearing.save()
    note(penalty, "hearing_minuted", by=by, at=at, key=key, on=minuted_on)
    tell_next(penalty, at=at)
    return penalty


@transaction.atomic
def withdraw_hearing(pk: int, *, by: User, at: datetime, key: str = "") -> Penalty:
    """撤回听证申请."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("withdraw_hearing", by, penalty, on)
    hearing = _stands(penalty)
    hearing.withdrawn_on = on
    hearing.save(update_fields=["withdrawn_on"])
    note(penalty, "hearing_withdrawn", by=by, at=at, key=key)
    tell(penalty, "penalty_hearing_withdrawn", [penalty.opened_by], at=at)
    return penalty
