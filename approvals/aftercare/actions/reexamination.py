"""满五年未开工的重新审核: filed by the enterprise, answered in writing within ten days, signed by a leader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.aftercare import queries, rules
from approvals.aftercare.actions.common import enter, hold, note, take_in, tell_bureau, tell_owner
from approvals.aftercare.guards import OutOfOrder
from approvals.aftercare.models import Aftercare, ReExamination
from approvals.aftercare.rules.steps import anniversary
from envportal.accounts import rules as account_rules
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents import letters
from envportal.documents.enums import LetterKind
from envportal.messaging import outbox

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User


def ask_re_examination(
    pk: int, *, words: str, file: UploadedFile[bytes] | None = None, by: User, at: datetime, key: str = ""
) -> Aftercare | None:  # fmt: skip
    """报原审批部门重新审核 (生态环境法典第106条): the ten days run from the day it comes."""
    if log.already(key):
        return None
    care = Aftercare.objects.select_related("case__enterprise").get(pk=pk)
    rules.require("ask_re_examination", by, care, timezone.localdate(at))
    taken = take_in(care, file, by=by, at=at)
    return _ask(pk, words=words, taken=taken, by=by, at=at, key=key)


@transaction.atomic
def _ask(pk: int, *, words: str, taken: Any, by: User, at: datetime, key: str) -> Aftercare:
    care, on = hold(pk), timezone.localdate(at)
    rules.require("ask_re_examination", by, care, on)
    if queries.has_started(care):
        raise OutOfOrder(_("项目已经开工，不需要重新审核。"))
    if queries.waiting_re_examination(care) is not None:
        raise OutOfOrder(_("重新审核已经提出，等待答复。"))
    if on < anniversary(care.decided_on):
        raise OutOfOrder(_("批准还没有满五年，可以直接开工。"))
    ReExamination.objects.create(aftercare=care, words=words, document=enter(taken), received_on=on, asked_by=by)
    clock = clocks.start(care.case, Matter.RE_EXAMINATION, variant="", on=on, by=by, at=at)
    note(care, "re_examination_asked", by=by, at=at, key=key, due_on=clock.due_on)
    tell_bureau(care, "re_examination_asked", at=at, due_on=clock.due_on)
    return care


@transaction.atomic
def propose_answer(pk: int, *, agrees: bool, reason: str, by: User, at: datetime, key: str = "") -> Aftercare:
    """The officer writes what the answer shall say; a leader signs it, or another is written."""
    care = hold(pk)
    if log.already(key):
        return care
    rules.require("propose_answer", by, care, timezone.localdate(at))
    waiting = _waiting(care)
    waiting.agrees, waiting.reason, waiting.proposed_by = agrees, reason, by
    waiting.save(update_fields=["agrees", "reason", "proposed_by"])
    note(care, "re_examination_proposed", by=by, at=at, key=key, agrees=agrees, reason=reason)
    told = {"care": care, "link": f"/desk/aftercare/{care.pk}/", "waiting": waiting}
    outbox.post(
        care.case, "re_examination_to_sign", to=staff_with(care.case.bureau, Role.LEADER), context=told, at=at
    )  # fmt: skip
    return care


@account_rules.signed
def answer(pk: int, *, code: str, by: User, at: datetime, key: str = "") -> Aftercare:
    """书面答复: signed with the second factor, served, the clock stopped."""
    care, on = hold(pk), timezone.localdate(at)
    if log.already(key):
        return care
    rules.require("answer", by, care, on)
    waiting = _waiting(care)
    account_rules.confirm_second_factor(by, code, at)
    clocks.stop(care.case, Matter.RE_EXAMINATION, on=on, by=by, at=at)
    letter = letters.issue(
        care.case, LetterKind.RE_EXAMINATION, to=care.owner, fields=_fields(care, waiting), by=by, at=at
    )
    waiting.answered_on, waiting.answered_by, waiting.letter = on, by, letter
    waiting.save()
    if care.portal_service:
        letters.serve(letter, on=on, by=by, at=at)
    note(care, "re_examination_answered", by=by, at=at, key=key, agrees=waiting.agrees, letter=letter.number)
    tell_owner(care, "re_examination_answered", at=at, waiting=waiting, letter=letter)
    tell_bureau(care, "re_examination_answered", at=at, waiting=waiting, letter=letter)
    return care


def _waiting(care: Aftercare) -> ReExamination:
    waiting = queries.waiting_re_examination(care)
    if waiting is None:
        raise OutOfOrder(_("没有等待答复的重新审核。"))
    return waiting


def _fields(care: Aftercare, waiting: ReExamination) -> dict[str, object]:
    project = care.case.project
    return {
        "project_name": project.name if project else care.case.title,
        "project_code": project.code if project else "",
        "document_kind": "环境影响评价文件",
        "approval": care.document_number,
        "approved_on": care.decided_on,
        "received_on": waiting.received_on,
        "answer": "agreed" if waiting.agrees else "not_agreed",
        "reasons": waiting.reason,
    }
