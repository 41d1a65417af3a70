"""补正: one letter with everything in it, items answered and judged one by one; what came too late is answered for."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import guards, queries, rules
from approvals.applications.actions import answered
from approvals.applications.actions.common import ALL_CLOCKS, issue, note, stop_clocks, tell, tell_applicant
from approvals.applications.actions.drafts import attach
from approvals.applications.actions.intake import accept, not_by_silence
from approvals.applications.models import Application, CheckedPoint, Correction, CorrectionItem, LateDefect
from approvals.applications.states import FileKind, Verdict
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.enums import LetterKind
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from approvals.applications.guards import Item
    from approvals.applications.queries.checklist import Line
    from envportal.accounts.models import User
    from envportal.documents.models import Document


class Judged(TypedDict):
    """What the window says of one answer."""

    verdict: str
    why: str


class NothingToJudge(Refused):
    """No supplement waits to be judged."""


class ItemsLeft(Refused):
    """An item without its verdict, or not cured without what is missing."""


class NoItem(Refused):
    """No correction letter waits for this answer."""


class NothingLate(Refused):
    """A defect found too late is one the one letter should have named: there has to be such a letter, and a defect."""


@transaction.atomic
def ask_correction(
    pk: int, *, items: Sequence[Item], checked: Mapping[str, str], by: User, at: datetime, key: str = ""
) -> Application:
    """一次性告知补正: all that is missing in one letter (行政许可法第32条第四项); no clock runs until the answer.

    `checked` is the walked check list, point → what was found; it is kept with the letter.
    """
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("ask_correction", by, application, on)
    not_by_silence(application, at)
    last, lines = queries.last_correction(application), queries.lines_of(application)
    guards.walked({line.point: line.label for line in lines}, checked, items)
    guards.may_be_asked_again(last, items, has_changed=bool(queries.changed_since(application)))
    letter = issue(
        application,
        LetterKind.CORRECTION,
        by=by,
        at=at,
        on=on,
        received_on=application.received_on,
        items=[{"what": item["what"], "rule": item["rule"], "how": item["remedy"]} for item in items],
        file_at="本门户“我的申请”，或者政务服务大厅本局窗口",
        intake_due_on=clocks.due_on(application.case, Matter.INTAKE),
    )
    correction = Correction.objects.create(
        application=application, round=last.round + 1 if last else 1, letter=letter, asked_by=by, asked_on=on
    )
    _keep(correction, items, checked, lines)
    application.ask_correction()
    application.save()
    stop_clocks(application, ALL_CLOCKS, by=by, at=at, on=on)
    points = sorted({item["point"] for item in items})
    note(
        application, "correction_asked", by=by, at=at, key=key, round=correction.round, items=len(items), points=points
    )
    tell_applicant(application, "correction_asked", at=at, on=on, correction=correction)
    return application


def _keep(correction: Correction, items: Sequence[Item], checked: Mapping[str, str], lines: Sequence[Line]) -> None:
    known = {
        (entry.text, entry.rule, entry.remedy): entry
        for entry in queries.entries(correction.application, correction.asked_on)
    }
    for item in items:
        told = {name: value for name, value in item.items() if name != "earlier"}
        entry = known.get((item["what"], item["rule"], item["remedy"]))
        CorrectionItem.objects.create(
            correction=correction, earlier_id=item["earlier"], entry=entry.key if entry else "",
            version=entry.number if entry else None, **told,
        )  # fmt: skip
    CheckedPoint.objects.bulk_create(
        CheckedPoint(correction=correction, point=line.point, asks=line.asks, rule=line.rule, found=checked[line.point])
        for line in lines
    )


def answer_item(
    pk: int, *, item: int, answer: str, file: UploadedFile[bytes] | None = None, by: User, at: datetime, key: str = ""
) -> Application:
    """逐项补正: what was done about one item, and its paper; the file is read before anything is locked."""
    if log.already(key):
        return Application.objects.get(pk=pk)
    _waiting(Application.objects.get(pk=pk), item)
    came = attach(pk, file=file, kind=FileKind.SUPPLEMENT, by=by, at=at) if file is not None else None
    return _answered(pk, came, item=item, answer=answer, by=by, at=at, key=key)


@transaction.atomic
def _answered(
    pk: int, came: Document | None, *, item: int, answer: str, by: User, at: datetime, key: str
) -> Application:
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("answer_item", by, application, timezone.localdate(at))
    row = _waiting(application, item)
    row.answer, row.answered_at = answer, at
    row.save(update_fields=["answer", "answered_at"])
    if came is not None:
        row.files.add(came)
    note(application, "correction_item_answered", by=by, at=at, key=key, item=row.what, answer=answer)
    return application


def _waiting(application: Application, item: int) -> CorrectionItem:
    row = CorrectionItem.objects.filter(
        correction__application=application, correction__answered_on=None, pk=item
    ).first()
    if row is None:
        raise NoItem(_("这一项不用答复：没有这一项，或者补正材料已经提交。"))
    return row


@transaction.atomic
def judge_correction(pk: int, *, verdicts: Sequence[Judged], by: User, at: datetime, key: str = "") -> Application:
    """逐项认定: each item is cured, or says what is missing; what is not may be asked for once more."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("judge_correction", by, application, timezone.localdate(at))
    not_by_silence(application, at)
    last = queries.last_correction(application)
    if last is None or last.answered_on is None or last.judged_at is not None:
        raise NothingToJudge(_("没有等待认定的补正。"))
    items = list(last.items.all())
    if len(items) != len(verdicts) or not all(one["why"] or one["verdict"] == Verdict.SETTLED for one in verdicts):
        raise ItemsLeft(_("每一项都要认定；没有补正的，写明还缺什么。"))
    for item, said in zip(items, verdicts, strict=True):
        item.verdict, item.why = said["verdict"], said["why"]
        item.save(update_fields=["verdict", "why"])
    last.judged_by, last.judged_at = by, at
    last.save(update_fields=["judged_by", "judged_at"])
    left = sum(one["verdict"] == Verdict.OPEN for one in verdicts)
    note(application, "correction_judged", by=by, at=at, key=key, round=last.round, left=left)
    return application


@transaction.atomic
def accept_with_defects(pk: int, *, defects: Sequence[str], by: User, at: datetime, key: str = "") -> Application:
    """受理，迟提的缺陷在审查中处理: what should have stood in the one letter is no reason to ask again (K2).

    The review gets the list, the supervisors are told, and the log keeps who had missed what.
    """
    application = lock(Application, pk)
    if log.already(key):
        return application
    if not defects or not application.corrections.exists():
        raise NothingLate(_("写明哪些缺陷本该在第一次告知；没有告知过补正的，直接办理受理或者补正。"))
    # Before the case goes over to its reviewer, who had no part in what was missed.
    answered.late_defects(application, defects, at=at)
    application = accept(pk, by=by, at=at, key=key)
    LateDefect.objects.bulk_create(
        LateDefect(application=application, what=what, noted_by=by, noted_at=at) for what in defects
    )
    note(application, "late_defects_noted", by=by, at=at, defects=list(defects))
    people = [*staff_with(application.case.bureau, Role.SUPERVISOR), *queries.review_people(application)]
    tell(application, "late_defects_noted", people, at=at, defects=list(defects))
    return application
