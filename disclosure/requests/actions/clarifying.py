"""What is unclear is asked once; who asks for too much says why."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.requests import guards
from disclosure.requests.actions.common import close, hold, note, require_anonymous, start, stop, tell, write
from disclosure.requests.models import Answer, Clarification, Explaining, Request
from disclosure.requests.rules import steps
from disclosure.requests.states import Outcome
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User

LONGEST = timedelta(days=90)  # a year mistyped would hold the request for ever; the bureau's own rule


@transaction.atomic
def ask_clarification(
    pk: int, *, items: str, guidance: str, until: date, by: User, at: datetime, key: str = ""
) -> Request:
    """一次性告知补正, within seven working days; the time for the answer stops and starts anew with what comes."""
    request, on = lock(Request, pk), timezone.localdate(at)
    if log.already(key):
        return request
    steps.require("ask", by, request, on)
    steps.require_in_time_to_ask(request, on)
    steps.require_heard(list(request.consultations.all()), on)
    least = clocks.due_day(request.case.bureau, Matter.INFORMATION_CLARIFIED, "", on=on)
    if until < least:
        raise guards.NotPossible(_("补正期限要合理：本局规定至少到 %(day)s。") % {"day": least.isoformat()})
    if until > on + LONGEST:
        raise guards.NotPossible(
            _("补正期限最晚到 %(day)s（本局规则），请核对。") % {"day": (on + LONGEST).isoformat()}
        )
    hold(request, by)
    Clarification.objects.create(request=request, items=items, guidance=guidance, asked_on=on, until=until)
    request.ask_clarification()
    request.save()
    stop(request, Matter.INFORMATION_REPLY, on=on, by=by, at=at, reason="一次性告知补正")
    letter = write(
        request, LetterKind.INFO_CLARIFY, {"items_asked": items, "guidance": guidance, "reply_by": until}, by=by, at=at
    )
    note(request, "clarification_asked", by=by, at=at, key=key, until=until.isoformat(), letter=letter.number)
    return request


@transaction.atomic
def clarified(pk: int, *, text: str, on: date, by: User, at: datetime, key: str = "") -> Request:
    """补正到了: on paper or by telephone, entered by staff; the answer's time starts anew from its day."""
    request, today = lock(Request, pk), timezone.localdate(at)
    if log.already(key):
        return request
    steps.require("clarified", by, request, today)
    steps.require_day(on, today, since=request.clarification.asked_on, word=_("收到补正的日期"))
    take_clarification(request, text, on, by=by, at=at, key=key)
    return request


def take_clarification(request: Request, text: str, on: date, *, by: User | None, at: datetime, key: str = "") -> None:
    """What came, from whoever; the row is locked and the state asked."""
    told = request.clarification
    told.text, told.came_on = text, on
    told.save(update_fields=["text", "came_on"])
    request.clarify()
    request.save()
    start(request, Matter.INFORMATION_REPLY, on=on, by=by, at=at)
    note(request, "clarified", by=by, at=at, key=key, on=on.isoformat())
    if by is None:
        tell(request, "request_came", [request.case.holder], at=at)


@transaction.atomic
def give_up(pk: int, *, reasons: str, by: User, at: datetime, key: str = "") -> Request:
    """无正当理由逾期不补正，视为放弃: a person looks whether there is a reason; nothing ends by itself."""
    request, on = lock(Request, pk), timezone.localdate(at)
    if log.already(key):
        return request
    steps.require("give_up", by, request, on)
    steps.require_given_up(request, on)
    require_anonymous(request, reasons)
    end(request, Outcome.GIVEN_UP, reasons, by=by, at=at, key=key)
    return request


def end(request: Request, outcome: str, reasons: str, *, by: User | None, at: datetime, key: str = "") -> None:
    """不再处理, without an answer; a draft that was not signed gives way."""
    on = timezone.localdate(at)
    told = {"outcome": outcome, "reasons": reasons, "drafted_by": by, "drafted_at": at, "answered_on": on}
    blank = dict.fromkeys(("ground", "supplied", "place", "search", "earlier", "organ", "organ_contact", "note"), "")
    Answer.objects.update_or_create(request=request, defaults={**blank, "document": None, **told})
    (request.give_up if outcome == Outcome.GIVEN_UP else request.withdraw)()
    request.save()
    for matter in (Matter.INFORMATION_CONFIRM, Matter.INFORMATION_REPLY):
        stop(request, matter, on=on, by=by, at=at)
    close(request, on)
    note(request, str(outcome), by=by, at=at, key=key, reason=reasons)


@transaction.atomic
def explain(pk: int, *, why: str, by: User, at: datetime, key: str = "") -> Request:
    """要求说明理由; no time stops for it (第35条)."""
    request, on = lock(Request, pk), timezone.localdate(at)
    if log.already(key):
        return request
    steps.require("explain", by, request, on)
    hold(request, by)
    Explaining.objects.create(request=request, why=why, asked_on=on)
    letter = write(request, LetterKind.INFO_REASONS, {"reasons": why}, by=by, at=at)
    note(request, "reasons_asked", by=by, at=at, key=key, letter=letter.number)
    return request


@transaction.atomic
def explained(pk: int, *, text: str, on: date, by: User, at: datetime, key: str = "") -> Request:
    """申请人说明了理由."""
    request, today = lock(Request, pk), timezone.localdate(at)
    if log.already(key):
        return request
    steps.require("explained", by, request, today)
    steps.require_day(on, today, since=request.explaining.asked_on, word=_("收到理由的日期"))
    take_explanation(request, text, on, by=by, at=at, key=key)
    return request


def take_explanation(request: Request, text: str, on: date, *, by: User | None, at: datetime, key: str = "") -> None:
    told = request.explaining
    told.text, told.came_on = text, on
    told.save(update_fields=["text", "came_on"])
    note(request, "explained", by=by, at=at, key=key, on=on.isoformat())
