"""After the answer: for everybody what several asked for, and what became of it before other authorities."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.board import board
from disclosure.requests import guards
from disclosure.requests.actions.common import note, outward, require_anonymous
from disclosure.requests.models import Contest, Request
from disclosure.requests.queries import applicants
from disclosure.requests.rules import steps
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.cases.locks import lock

if TYPE_CHECKING:
    from datetime import date, datetime

    from disclosure.board.models import Notice
    from envportal.accounts.models import User


@transaction.atomic
def say_same(pk: int, *, same_as: Request | None, by: User, at: datetime, key: str = "") -> Request:
    """登记相同信息: this request asks for what an earlier one asked for; of the same, everybody's count is one."""
    request = lock(Request, pk)
    if log.already(key):
        return request
    steps.require("same", by, request, timezone.localdate(at))
    if same_as is not None and same_as.case.bureau_id != request.case.bureau_id:
        raise guards.NotPossible(_("只能选本局的申请。"))
    if same_as is not None and (same_as.same_as_id is not None or request.asked_again.exists()):
        raise guards.NotPossible(_("选最早的那一件：它自己不是重复，本件也没有被别的申请指向。"))
    request.same_as = same_as
    request.save()
    note(request, "same_said", by=by, at=at, key=key, same_as=same_as.case.number if same_as else "")
    return request


@transaction.atomic
def propose_publication(pk: int, *, title: str, content: str, by: User, at: datetime, key: str = "") -> Notice:
    """转为主动公开 (第44条): handed to the board like every notice; another editor publishes it."""
    request, on = lock(Request, pk), timezone.localdate(at)
    steps.require("publish", by, request, on)
    steps.require_often_asked(applicants.askers(request), is_suggested=request.suggests_publication)
    require_anonymous(request, title, content, request.document_number)
    facts = {"信息名称": outward(request), "文号": request.document_number, "内容": content,
             "公开方式": "依申请公开转为主动公开（政府信息公开条例第四十四条）"}  # fmt: skip
    repeated = log.already(key)
    notice = board.submit(
        request.case, board.Kind.DISCLOSED, title=title, facts=facts, by=by, at=at, document_kind="",
        reason=_("补充或者更正"),
    )  # fmt: skip
    if repeated is None:
        note(request, "publication_proposed", by=by, at=at, key=key, notice=notice.public_id)
    return notice


class Contested(TypedDict):
    kind: str
    number: str
    filed_on: date
    result: NotRequired[str]
    decided_on: NotRequired[date | None]


@transaction.atomic
def contest(pk: int, *, by: User, at: datetime, key: str = "", **told: Unpack[Contested]) -> Contest:
    """登记复议、诉讼 against the answer, or against there being none."""
    request, on = lock(Request, pk), timezone.localdate(at)
    if event := log.already(key):
        return Contest.objects.get(pk=event.facts["contest"])
    steps.require("contest", by, request, on)
    steps.require_day(told["filed_on"], on, since=request.received_on or request.sent_on, word=_("受理日期"))
    if Contest.objects.filter(number=told["number"]).exists():
        raise guards.NotPossible(_("这个案号已经登记过了。"))
    made = Contest.objects.create(request=request, kind=told["kind"], number=told["number"], filed_on=told["filed_on"])
    note(request, "contested", by=by, at=at, key=key, contest=made.pk, kind=str(made.kind))
    return made


@transaction.atomic
def end_contest(
    pk: int, *, contest: int, result: str, decided_on: date, by: User, at: datetime, key: str = ""
) -> Contest:
    """登记结果."""
    request, on = lock(Request, pk), timezone.localdate(at)
    one = Contest.objects.select_for_update().get(pk=contest, request=request)
    if log.already(key):
        return one
    cases.require(by, steps.WORK, request.case, on)
    if one.decided_on is not None:
        raise guards.OutOfOrder(_("结果已经登记过了。"))
    steps.require_day(decided_on, on, since=one.filed_on, word=_("审结日期"))
    one.result, one.decided_on = result, decided_on
    one.save()
    note(request, "contest_ended", by=by, at=at, key=key, contest=one.pk, result=str(result))
    return one
