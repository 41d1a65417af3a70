"""Filing: submission and the answer to a correction letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import queries, rules
from approvals.applications.actions.common import (
    issue,
    note,
    open_case,
    start_clock,
    start_statute,
    tell,
    tell_applicant,
)
from approvals.applications.models import Application
from approvals.applications.states import DocumentKind, RegistrationMode
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines.enums import Matter
from envportal.documents.enums import LetterKind
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


class NotVerified(Refused):
    """The enterprise's details were not verified by a clerk yet."""


class Incomplete(Refused):
    """A step of the task list is not finished."""


class FiledOtherwise(Refused):
    """The bureau takes a registration another way from today on."""


class NotDeclared(Refused):
    """Nobody has taken responsibility for the content."""


@transaction.atomic
def submit(pk: int, *, declared: bool, by: User, at: datetime, key: str = "") -> Application:
    """File the application once, however often it is clicked: number, two clocks, receipt.

    The statutory clock runs from this day (生态环境法典第102条: 收到之日).
    """
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("submit", by, application, on)
    may_be_filed(application, "submit", declared=declared, on=on)
    if application.document_kind == DocumentKind.REGISTRATION:
        application.registration_mode = RegistrationMode.REVIEW
    application.declared_by, application.submitted_at = by, at
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
    )
    tell_applicant(application, "submitted", at=at, on=on)
    tell(application, "received_at_window", staff_with(application.case.bureau, Role.CLERK), at=at)
    return application


@transaction.atomic
def supplement(pk: int, *, answer: str = "", by: User, at: datetime, key: str = "") -> Application:
    """Hand in what the correction letter asked for: a new receipt, both clocks start anew (行政许可法第32条)."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("supplement", by, application, on)
    _complete(application)
    correction = application.corrections.get(answered_on=None)
    correction.answered_on, correction.answer = on, answer
    correction.save(update_fields=["answered_on", "answer"])
    application.supplement()
    _receive(application, by=by, at=at, on=on)
    note(application, "supplemented", by=by, at=at, key=key, round=correction.round, filed=queries.filed(application))
    tell_applicant(application, "submitted", at=at, on=on)
    tell(application, "received_at_window", staff_with(application.case.bureau, Role.CLERK), at=at)
    return application


def may_be_filed(application: Application, way: str, *, declared: bool, on: date) -> None:
    """Refuse what is not verified, complete and declared, or goes another way at this bureau."""
    if queries.way_of_filing(application, on) != way:
        raise FiledOtherwise(
            _("%(bureau)s的登记表办理方式已变，请刷新页面后再办。") % {"bureau": application.case.bureau.name}
        )
    if application.owner.verified_on is None:
        raise NotVerified(_("单位资料还没有通过窗口核验，核验后才能提交；草稿已保存。"))
    if not declared:
        raise NotDeclared(_("请先勾选承诺：内容真实完整，由我单位负责。"), "生态环境法典第100条")
    _complete(application)


def _complete(application: Application) -> None:
    missing = [step.title for step in queries.steps(application) if not step.done]
    if missing:
        raise Incomplete(_("还有没填完的步骤：%(steps)s。") % {"steps": "、".join(str(title) for title in missing)})


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
