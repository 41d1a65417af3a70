"""Departments are asked, answer, are reminded; the regulator gets what an approval laid down."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.departments import queries, rules
from approvals.departments.actions.common import note, tell_department
from approvals.departments.enums import REPLY_FILE, Reply, Way
from approvals.departments.models import Consultation, Department, Handing
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases import rules as case_rules
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.documents import actions as documents
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document

logger = logging.getLogger(__name__)


@transaction.atomic
def ask(
    pk: int, *, departments: Iterable[Department], question: str, by: User, at: datetime, key: str = ""
) -> list[Consultation]:
    """征求意见: ask several departments at once, each with its own limit; who has no account gets a link."""
    case = lock(Case, pk)
    if log.already(key):
        return list(queries.of_case(case))
    on, chosen = timezone.localdate(at), list(departments)
    rules.may_ask(by, case, on)
    if not chosen:
        raise rules.NobodyChosen(_("至少选择一个部门。"))
    asked = [_ask(case, one, question, by=by, at=at) for one in chosen]
    told = {one.department.code: one.due_on.isoformat() for one in asked}
    log.record(case, "departments_asked", by=by, at=at, key=key or None, facts={"due": told, "question": question})
    for one in asked:
        tell_department(one, "department_asked", at=at)
    return asked


def _ask(case: Case, department: Department, question: str, *, by: User, at: datetime) -> Consultation:
    on = timezone.localdate(at)
    terms = rules.terms_for(department, case, on)
    one = Consultation.objects.create(
        case=case, department=department, terms=terms, question=question, asked_by=by, asked_at=at,
        due_on=rules.due_day(case.bureau, terms, on),
    )  # fmt: skip
    return _with_link(one) if department.person_id is None else one


def _with_link(one: Consultation) -> Consultation:
    one.link_number += 1
    one.link_hash = rules.hashed(rules.link_of(one))
    one.save(update_fields=["link_number", "link_hash"])
    return one


@transaction.atomic
def renew_link(pk: int, *, by: User, at: datetime, key: str = "") -> Consultation:
    """Make a new link; the one before is worth nothing from now on."""
    one = lock(Consultation, pk)
    if log.already(key):
        return one
    rules.may_ask(by, one.case, timezone.localdate(at))
    rules.require_open(one)
    rules.answers_by_link(one.department)
    note(_with_link(one), "department_link_renewed", by=by, at=at, key=key)
    return one


def reply(
    pk: int, *, reply: str, text: str, file: UploadedFile[bytes] | None = None, by: User, at: datetime, key: str = ""
) -> Consultation:
    """答复, signed in: by whoever answers for the department.

    Not one transaction: a child process reads the file for seconds, and nothing may be locked meanwhile.
    """
    one = Consultation.objects.select_related("case", "department").get(pk=pk)
    if log.already(key):
        return one
    rules.require_reply(by, one)
    rules.says_enough(reply, text)
    taken = None
    if file is not None:
        taken = documents.take_in(file, case=one.case, owner=None, kind=REPLY_FILE, by=by, at=at, is_inside=True)
    return _answered(pk, reply, text, taken, by=by, at=at, key=key)


@transaction.atomic
def _answered(
    pk: int, reply: str, text: str, taken: Document | None, *, by: User, at: datetime, key: str
) -> Consultation:  # fmt: skip
    one = lock(Consultation, pk)
    rules.require_reply(by, one)
    if taken is not None:
        one.document = documents.enter(taken)
    return _close(one, reply, text, who=by.name, way=Way.ACCOUNT, by=by, at=at, key=key)


@transaction.atomic
def reply_by_link(token: str, *, reply: str, text: str, name: str, at: datetime, key: str = "") -> Consultation:
    """答复 by the link, once: who has it answers for the department and says who they are."""
    found = Consultation.objects.filter(link_hash=rules.hashed(token)).first()
    if found is None:
        raise rules.LinkIsSpent(_("这个链接已经用过、换过或者过期，请与征求意见的生态环境局联系。"))
    one = lock(Consultation, found.pk)
    if not rules.opens(one, token, at):
        raise rules.LinkIsSpent(_("这个链接已经用过、换过或者过期，请与征求意见的生态环境局联系。"))
    rules.says_enough(reply, text)
    return _close(one, reply, text, who=name, way=Way.LINK, by=None, at=at, key=key)


def _close(
    one: Consultation, reply: str, text: str, *, who: str, way: str, by: User | None, at: datetime, key: str
) -> Consultation:  # fmt: skip
    one.reply, one.text, one.replied_by, one.way = reply, text, who, way
    one.replied_at, one.link_hash = at, ""
    one.save()
    note(one, "department_answered", by=by, at=at, key=key, reply=reply, who=who, way=way)
    _tell_officer(one, "department_answered", at=at)
    return one


@transaction.atomic
def call_off(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Consultation:
    """撤回: the opinion is not needed any more, with the reason; its link is worth nothing."""
    one = lock(Consultation, pk)
    if log.already(key):
        return one
    rules.may_ask(by, one.case, timezone.localdate(at))
    rules.require_open(one)
    one.called_off_at, one.called_off_why, one.link_hash = at, reason, ""
    one.save()
    note(one, "department_called_off", by=by, at=at, key=key, reason=reason)
    tell_department(one, "department_called_off", at=at)
    return one


# WHAT COMES WITH THE DAY --------------------------------------------------------
def sweep(*, at: datetime) -> int:
    """Remind, and let silence speak where a published rule says so; late or twice, it comes to the same."""
    on, done = timezone.localdate(at), 0
    for one in queries.open_ones().select_related("case", "terms").order_by("pk"):
        if on > one.due_on or (one.reminded_at is None and on >= rules.remind_day(one)):
            try:
                done += _look(one.pk, at=at)
            except Exception:
                logger.exception("consultation %s is not looked at", one.pk)
    return done


@transaction.atomic
def _look(pk: int, *, at: datetime) -> bool:
    """What is due for one question now; False if there is nothing, or somebody was quicker."""
    one = lock(Consultation, pk)
    if not rules.is_open(one) or one.case.closed_on is not None:
        return False
    if timezone.localdate(at) > one.due_on:
        return _past(one, at=at)
    if one.reminded_at is not None:
        return False
    one.reminded_at = at
    one.save(update_fields=["reminded_at"])
    note(one, "department_reminded", by=None, at=at)
    tell_department(one, "department_reminded", at=at)
    return True


def _past(one: Consultation, *, at: datetime) -> bool:
    if one.terms.silence_consents:
        one.overdue_at = at
        _close(one, Reply.SILENCE, one.terms.basis, who=one.department.name, way=Way.RULE, by=None, at=at, key="")
        return True
    if one.overdue_at is not None:
        return False
    one.overdue_at = at
    one.save(update_fields=["overdue_at"])
    note(one, "department_overdue", by=None, at=at)
    tell_department(one, "department_reminded", at=at)
    _tell_officer(one, "department_overdue", at=at)
    return True


# THE REGULATOR ------------------------------------------------------------------
def push(
    case: Case, *, document_number: str, conditions: str, by: User, at: datetime, template: str = "conditions_pushed"
) -> list[Handing]:
    """推送: an approval's conditions, or its end, go to who watches over it; within the signature's own step."""
    pushed = []
    for regulator in queries.regulators(case.bureau):
        one = Handing.objects.create(
            case=case, regulator=regulator, document_number=document_number, conditions=conditions, pushed_at=at
        )
        facts = {"to": regulator.name, "number": document_number, "handing": one.pk}
        log.record(case, "conditions_pushed", by=by, at=at, facts=facts)
        if regulator.person is not None:
            context = {"handing": one, "link": "/desk/consultations/"}
            outbox.post(case, template, to=[regulator.person], context=context, at=at)
        pushed.append(one)
    return pushed


@transaction.atomic
def receive(pk: int, *, by: User, at: datetime, key: str = "") -> Handing:
    """签收: the regulator has the conditions."""
    one = lock(Handing, pk)
    if log.already(key) or one.received_at is not None:
        return one
    if not rules.check_receive(by, one):
        raise case_rules.NotYours(_("这件推送不由您签收。"))
    one.received_at, one.received_by = at, by
    one.save()
    facts = {"handing": one.pk, "number": one.document_number}
    log.record(one.case, "conditions_received", by=by, at=at, key=key or None, facts=facts)
    return one


def _tell_officer(one: Consultation, template: str, *, at: datetime) -> None:
    holder = one.case.holder
    people = [holder] if holder else list(staff_with(one.case.bureau, Role.SECTION_HEAD))
    context = {"consultation": one, "link": f"/desk/cases/{one.case_id}/opinions/"}
    outbox.post(one.case, template, to=people, context=context, at=at)
