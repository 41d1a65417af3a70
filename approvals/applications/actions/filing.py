"""Filing: submission and the answer to a correction letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.access import screening
from approvals.applications import queries, rules
from approvals.applications.actions.common import (
    issue,
    note,
    open_case,
    screen,
    start_clock,
    start_statute,
    tell,
    tell_applicant,
)
from approvals.applications.models import Application
from approvals.applications.states import DocumentKind, RegistrationMode
from envportal.accounts.enums import Role
from envportal.accounts.queries import has_account, staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines.enums import Matter
from envportal.documents.enums import LetterKind
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from approvals.applications.models import Correction
    from envportal.accounts.models import User
    from envportal.documents.models import Document


class NotVerified(Refused):
    """The enterprise's details were not verified by a clerk yet."""


class Incomplete(Refused):
    """A step of the task list is not finished."""


class FiledOtherwise(Refused):
    """The bureau takes a registration another way from today on."""


class NotDeclared(Refused):
    """Nobody has taken responsibility for the content."""


class NotSigned(Refused):
    """At the counter the applicant acts by a signature on paper, which comes in with the act itself."""


class NoMailbox(Refused):
    """Electronic service reaches a mailbox somebody can open; without an account there is none."""


@transaction.atomic
def submit(
    pk: int, *, declared: bool, by: User, at: datetime, key: str = "", signed: Document | None = None
) -> Application:
    """File the application once, however often it is clicked: number, two clocks, receipt.

    The statutory clock runs from this day (生态环境法典第102条: 收到之日). At the counter the applicant has `signed`.
    """
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("submit", by, application, on)
    declare(application, "submit", signed, declared=declared, by=by, at=at)
    if application.document_kind == DocumentKind.REGISTRATION:
        application.registration_mode = RegistrationMode.REVIEW
    application.submit()
    _receive(application, by=by, at=at, on=on)
    note(
        application,
        "submitted",
        by=by,
        at=at,
        key=key,
        number=application.case.number,
        filed=queries.filed(application),
        **paper(signed),
    )
    tell_applicant(application, "submitted", at=at, on=on)
    tell(application, "received_at_window", staff_with(application.case.bureau, Role.CLERK), at=at)
    return application


@transaction.atomic
def supplement(
    pk: int, *, answer: str = "", by: User, at: datetime, key: str = "", signed: Document | None = None
) -> Application:
    """Hand in what the correction letter asked for: a new receipt, both clocks start anew (行政许可法第32条)."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("supplement", by, application, on)
    require_signature(by, signed, at)
    _can_be_served(application)
    _complete(application)
    correction = application.corrections.get(answered_on=None)
    _answered(correction)
    correction.answered_on, correction.answer = on, answer
    correction.save(update_fields=["answered_on", "answer"])
    application.supplement()
    _receive(application, by=by, at=at, on=on)
    told = [{"item": item.what, "answer": item.answer} for item in correction.items.all()]
    facts = {"round": correction.round, "answers": told, "filed": queries.filed(application), **paper(signed)}
    note(application, "supplemented", by=by, at=at, key=key, **facts)
    tell_applicant(application, "submitted", at=at, on=on)
    tell(application, "received_at_window", staff_with(application.case.bureau, Role.CLERK), at=at)
    return application


def require_signature(by: User, signed: Document | None, at: datetime) -> None:
    """What a clerk does for an applicant rests on a paper the applicant signed for this act, scanned with it."""
    if by.is_staff_member and (signed is None or signed.uploaded_at != at):
        raise NotSigned(_("请上传申请人为这一次签字的那一页的扫描件；以前用过的不能再用。"))


def paper(signed: Document | None) -> dict[str, str]:
    """The signed page, for the log."""
    return {} if signed is None else {"signed": signed.name, "signed_sha256": signed.sha256}


def _can_be_served(application: Application) -> None:
    if application.portal_service and not has_account(application.owner):
        raise NoMailbox(_("该单位还没有门户账号，不能在门户送达；请把文书送达改为到窗口领取。"))


def declare(
    application: Application, way: str, signed: Document | None, *, declared: bool, by: User, at: datetime
) -> None:
    """Take the owner's word for the content, or refuse what is not verified, complete and declared.

    `way` is the verb it is filed by; the bureau may take registrations another way by now.
    """
    if queries.way_of_filing(application, timezone.localdate(at)) != way:
        raise FiledOtherwise(_("本局的登记表办理方式已变；页面已按新的方式显示，请看清后再办。"))
    require_signature(by, signed, at)
    _may_be_filed(application, declared=declared)
    application.declared_by, application.submitted_at = (None if by.is_staff_member else by), at


def _may_be_filed(application: Application, *, declared: bool) -> None:
    if application.owner.verified_on is None:
        raise NotVerified(_("单位资料还没有通过窗口核验，核验后才能提交；草稿已保存。"))
    if not declared:
        raise NotDeclared(_("请先勾选承诺：内容真实完整，由我单位负责。"), "生态环境法典第100条")
    _can_be_served(application)
    _complete(application)


def _complete(application: Application) -> None:
    missing = [step.title for step in queries.steps(application) if not step.done]
    if missing:
        raise Incomplete(_("还有没填完的步骤：%(steps)s。") % {"steps": "、".join(str(title) for title in missing)})


def _answered(correction: Correction) -> None:
    """Each item has its answer, be it why it cannot be mended: what was asked for item by item is answered so."""
    left = [item.what for item in correction.items.all() if not item.answer]
    if left:
        raise Incomplete(_("还有没答复的补正事项：%(items)s。") % {"items": "；".join(left)})


def _receive(application: Application, *, by: User, at: datetime, on: date) -> None:
    """The bureau has it from this day: intake and statutory clock start, the receipt goes out."""
    application.received_on = on
    application.save()
    open_case(application, "收", on=on)
    intake_due = start_clock(application, Matter.INTAKE, since=on, by=by, at=at)
    decision_due = start_statute(application, since=on, by=by, at=at)
    issue(
        application,
        LetterKind.RECEIPT,
        by=by,
        at=at,
        on=on,
        materials=queries.materials(application),
        received_on=on,
        intake_due_on=intake_due,
        decision_due_on=decision_due,
    )
    screen(application, screening.Occasion.SUBMITTED, at=at)
