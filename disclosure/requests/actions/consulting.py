"""征求意见: in writing, fifteen working days, left out of the time for the answer (第32条至第34条)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.requests import guards
from disclosure.requests.actions.common import hold, note, outward, require_anonymous, tell
from disclosure.requests.models import Consultation, Request
from disclosure.requests.rules import steps
from disclosure.requests.states import Opinion, Party
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Ground, Matter
from envportal.documents import letters
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


@transaction.atomic
def consult(pk: int, *, party: str, name: str, what: str, by: User, at: datetime, key: str = "") -> Consultation:
    """拟征求意见: a second person confirms it, and only then it goes out and the time stands still."""
    request, on = lock(Request, pk), timezone.localdate(at)
    if event := log.already(key):
        return Consultation.objects.get(pk=event.facts["consultation"])
    steps.require("consult", by, request, on)
    require_anonymous(request, name, what)
    hold(request, by)
    one = Consultation.objects.create(request=request, party=party, name=name, what=what, drafted_by=by)
    note(request, "consultation_drafted", by=by, at=at, key=key, consultation=one.pk, of=name)
    tell(request, "request_to_sign", [one for one in staff_with(request.case.bureau, Role.LEADER) if one != by], at=at)
    return one


@transaction.atomic
def send_consultation(pk: int, *, consultation: int, by: User, at: datetime, key: str = "") -> Consultation:
    """确认并发出: the letter goes, and from today the time for the answer stands still."""
    request, on = lock(Request, pk), timezone.localdate(at)
    one = _of(request, consultation)
    if log.already(key) or one.sent_on is not None:
        return one
    steps.require_sign_consultation(by, request, one, on)
    if one.opinion:
        raise guards.OutOfOrder(_("这份征求意见书已经不再发出。"))
    fields = {
        "addressee": one.name, "asked": outward(request) or "见下列内容", "what_concerns": one.what,
        "law": f"《中华人民共和国政府信息公开条例》{'第三十二条' if one.party == Party.THIRD else '第三十四条'}",
    }  # fmt: skip
    letter = letters.issue(request.case, LetterKind.INFO_CONSULT, to=None, fields=fields, by=by, at=at)
    one.letter, one.sent_on, one.confirmed_by = letter, on, by
    one.save()
    clocks.pause(
        request.case, Ground.THIRD_PARTY, since=on, until=None, letter=letter, by=one.drafted_by, confirmed_by=by,
        at=at, waiting_for=one.name,
    )  # fmt: skip
    note(request, "consultation_sent", by=by, at=at, key=key, consultation=one.pk, letter=letter.number)
    return one


@transaction.atomic
def reached(pk: int, *, consultation: int, on: date, by: User, at: datetime, key: str = "") -> Consultation:
    """对方收到: fifteen working days from here, and the time stands still no longer than that, whoever is silent."""
    request, today = lock(Request, pk), timezone.localdate(at)
    one = _of(request, consultation)
    if log.already(key):
        return one
    steps.require_work(by, request, today)
    if one.sent_on is None or one.reached_on is not None:
        raise guards.OutOfOrder(_("征求意见书还没有发出，或者已经登记过收到的日期。"))
    steps.require_day(on, today, since=one.sent_on, word=_("对方收到的日期"))
    one.reached_on = on
    one.due_on = clocks.due_day(request.case.bureau, Matter.INFORMATION_THIRD_PARTY, "", on=on)
    one.save()
    _settle(one, by=by, at=at)
    note(request, "consultation_reached", by=by, at=at, key=key, consultation=one.pk, due_on=one.due_on.isoformat())
    return one


@transaction.atomic
def opinion(
    pk: int, *, consultation: int, opinion: str, reasons: str = "", on: date, by: User, at: datetime, key: str = ""
) -> Consultation:
    """登记意见: agreed, refused with reasons, or silent after the last day; then the bureau decides by itself."""
    request, today = lock(Request, pk), timezone.localdate(at)
    one = _of(request, consultation)
    if log.already(key):
        return one
    steps.require_work(by, request, today)
    if one.reached_on is None or one.opinion:
        raise guards.OutOfOrder(_("先登记对方收到的日期；意见只登记一次。"))
    assert one.due_on is not None  # noqa: S101  with the day it was reached
    if opinion == Opinion.SILENT:
        if today <= one.due_on:
            raise guards.StillTime(_("对方还在期限内，过了最后一天才能登记“逾期没有答复”。"), "政府信息公开条例第32条")
        on = one.due_on
    steps.require_day(on, today, since=one.reached_on, word=_("意见的日期"))
    one.opinion, one.reasons, one.answered_on = opinion, reasons, on
    one.save()
    _settle(one, by=by, at=at)
    note(request, "consultation_answered", by=by, at=at, key=key, consultation=one.pk, opinion=str(opinion))
    return one


@transaction.atomic
def drop(pk: int, *, consultation: int, why: str, by: User, at: datetime, key: str = "") -> Consultation:
    """不再征求: drafted by mistake, or it came back undelivered; the time stands still no longer than today."""
    request, today = lock(Request, pk), timezone.localdate(at)
    one = _of(request, consultation)
    if log.already(key):
        return one
    steps.require_work(by, request, today)
    if one.reached_on is not None or one.opinion:
        raise guards.OutOfOrder(_("对方已经收到，只能登记对方的意见或者逾期。"))
    require_anonymous(request, why)
    one.opinion, one.reasons, one.answered_on = Opinion.DROPPED, why, today
    one.save()
    _settle(one, by=by, at=at)
    note(request, "consultation_dropped", by=by, at=at, key=key, consultation=one.pk, reason=why, of=one.name)
    return one


def _settle(one: Consultation, *, by: User, at: datetime) -> None:
    """Until when the time stands still for this letter: as long as who was asked may answer, and no day longer.

    What is out to others goes on stopping it.
    """
    days = [day for day in (one.answered_on, one.due_on) if day is not None]
    if one.letter is not None and days:
        case, until = one.request.case, min(days)
        clocks.resume(case, Ground.THIRD_PARTY, last_paused_day=until, letter=one.letter, by=by, at=at)


def _of(request: Request, pk: int) -> Consultation:
    found = Consultation.objects.select_for_update(of=("self",)).select_related("drafted_by", "letter")
    return found.get(pk=pk, request=request)
