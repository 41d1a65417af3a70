"""修改: what a review asked for, point by point; a new version from the applicant; the officer's word on each point.

The statutory clock runs on: revising stands in no list of what is left out of a limit (行政许可法第45条). The pledge
stops from the day after the applicant was told to the day of the answer, where the bureau's own rule leaves it out.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import guards, queries, rules
from approvals.applications.actions.common import note, tell, tell_applicant
from approvals.applications.actions.filing import paper, require_signature
from approvals.applications.models import Application, Revision, RevisionPoint
from approvals.applications.states import FileKind, Verdict
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Ground
from envportal.documents import actions as documents
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from approvals.applications.models import SpecialStep
    from envportal.accounts.models import User
    from envportal.documents.models import Document


class Change(TypedDict):
    """What the applicant says of one point."""

    page: str
    change: str


class Judged(TypedDict):
    """What the officer says of one answer."""

    verdict: str
    why: str


class NothingToRevise(Refused):
    """No review has been filed that asks for anything, or there is no document to revise."""


class RevisionOpen(Refused):
    """A revision is asked for already and not settled."""


class NoRevision(Refused):
    """No revision waits for this step."""


class NotRevised(Refused):
    """The file is the version that stands, byte for byte."""


class PublicVersionMissing(Refused):
    """The public would read the old version of what is decided on."""


class AnsweredMeanwhile(Refused):
    """The revised document is there: it is judged, and the decision rests on an opinion written afterwards."""


class PointsLeft(Refused):
    """A point without its answer or without its verdict."""


@transaction.atomic
def ask_revision(
    pk: int, *, after: SpecialStep, points: Sequence[str], wanted_by: date, by: User, at: datetime, key: str = ""
) -> Application:
    """请申请人修改: each point of what the experts or the assessors said, once their opinion is filed."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("ask_revision", by, application, timezone.localdate(at))
    if guards.open_revision(application) is not None:
        raise RevisionOpen(_("已请申请人修改，还没有办完。"))
    full_text = application.procedure.full_text
    before = queries.files(application, full_text).last() if full_text else None
    if before is None or not points or after.application_id != application.pk or after.filed_on is None:
        raise NothingToRevise(_("专家意见或者技术评估报告登记以后，才能据此请申请人修改。"))
    revision = Revision.objects.create(
        application=application, round=application.revisions.count() + 1, after=after, wanted_by=wanted_by,
        asked_by=by, asked_at=at, before=before,
    )  # fmt: skip
    RevisionPoint.objects.bulk_create(
        RevisionPoint(revision=revision, position=n, what=what) for n, what in enumerate(points, 1)
    )
    since = timezone.localdate(at) + timedelta(days=1)
    clocks.pause(
        application.case, Ground.REVISION, since=since, until=None, letter=None, by=by, confirmed_by=None, at=at,
        waiting_for=application.owner.name[:100], planned_until=max(wanted_by, since),
    )  # fmt: skip
    note(application, "revision_asked", by=by, at=at, key=key, round=revision.round, points=list(points))
    tell_applicant(application, "revision_asked", at=at, on=timezone.localdate(at), revision=revision)
    return application


def answer_revision(
    pk: int, *, file: UploadedFile[bytes], public: UploadedFile[bytes] | None = None, answers: Sequence[Change],
    by: User, at: datetime, key: str = "",
) -> Application:  # fmt: skip
    """提交修改后的文件: the files are read before anything is locked."""
    if log.already(key):
        return Application.objects.get(pk=pk)
    taken = read_revised(pk, file=file, public=public, by=by, at=at)
    return answered(pk, taken, answers=answers, by=by, at=at, key=key)


def read_revised(
    pk: int, *, file: UploadedFile[bytes], public: UploadedFile[bytes] | None, by: User, at: datetime
) -> list[Document]:
    """The full text and, where the public reads a version of its own, that one, too."""
    application = Application.objects.select_related("case__enterprise").get(pk=pk)
    rules.require("answer_revision", by, application, timezone.localdate(at))
    revision, case = _waiting(application), application.case
    if public is None and queries.files(application, FileKind.PUBLIC).exists():
        raise PublicVersionMissing(_("公开本也要一并修改、提交：公众看到的应当是修改后的文件。"))
    given = [(file, revision.before.kind), *([(public, FileKind.PUBLIC)] if public is not None else [])]
    return [
        documents.take_in(one, case=case, owner=case.enterprise, kind=kind, by=by, at=at) for one, kind in given
    ]  # fmt: skip


@transaction.atomic
def answered(
    pk: int, taken: Sequence[Document], *, answers: Sequence[Change], by: User, at: datetime, key: str,
    signed: Document | None = None,
) -> Application:  # fmt: skip
    """The new versions stand for the old ones, which stay to be read; at the counter by a page they `signed`."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("answer_revision", by, application, on)
    require_signature(by, signed, at)
    revision = _waiting(application)
    _answer_points(revision, answers)
    document, *others = [_stand_in(application, one, by=by, at=at) for one in taken]
    revision.document, revision.answered_by, revision.answered_at = document, by, at
    revision.save()
    clocks.resume(application.case, Ground.REVISION, last_paused_day=on, by=by, at=at)
    facts = {"round": revision.round, "file": document.name, "sha256": document.sha256, **paper(signed)}
    facts["public_sha256"] = [one.sha256 for one in others]
    note(application, "revision_answered", by=by, at=at, key=key, **facts)
    tell(application, "revision_answered", queries.review_people(application), at=at, revision=revision)
    return application


def _stand_in(application: Application, taken: Document, *, by: User, at: datetime) -> Document:
    """One file in the place of the one that stands; the same one again is no revision."""
    standing = list(queries.files(application, taken.kind))
    if any(one.sha256 == taken.sha256 for one in standing):
        raise NotRevised(_("“%(name)s”与现在的版本完全相同，请选择修改后的文件。") % {"name": taken.name})
    document = documents.enter(taken)
    if document.kind == FileKind.PUBLIC:
        document.is_public = True
        document.save(update_fields=["is_public"])
    for one in standing:
        documents.replace(one, document, by=by, at=at)
    return document


def _answer_points(revision: Revision, answers: Sequence[Change]) -> None:
    points = list(revision.points.all())
    if len(points) != len(answers) or not all(one["change"] for one in answers):
        raise PointsLeft(_("每一条都要写明怎么改的、在第几页。"))
    for point, said in zip(points, answers, strict=True):
        point.page, point.change = said["page"], said["change"]
        point.save(update_fields=["page", "change"])


@transaction.atomic
def judge_revision(
    pk: int, *, verdicts: Sequence[Judged], by: User, at: datetime, key: str = ""
) -> Application:  # fmt: skip
    """认定: each point is settled, or says what is missing; what is not may be asked for once more."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("judge_revision", by, application, on)
    revision = guards.open_revision(application)
    if revision is None or revision.answered_at is None:
        raise NoRevision(_("没有等待认定的修改。"))
    points = list(revision.points.all())
    if len(points) != len(verdicts) or not all(one["why"] or one["verdict"] == Verdict.SETTLED for one in verdicts):
        raise PointsLeft(_("每一条都要认定；没有解决的，写明还缺什么。"))
    for point, said in zip(points, verdicts, strict=True):
        point.verdict, point.why = said["verdict"], said["why"]
        point.save(update_fields=["verdict", "why"])
    revision.judged_by, revision.judged_at = by, at
    revision.save()
    left = sum(one["verdict"] == Verdict.OPEN for one in verdicts)
    note(application, "revision_judged", by=by, at=at, key=key, round=revision.round, left=left)
    tell_applicant(application, "revision_judged", at=at, on=on, revision=revision, left=left)
    return application


@transaction.atomic
def call_off_revision(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Application:
    """取消: it is not needed any more, or never came; no case waits for ever. What came is judged, not called off."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("call_off_revision", by, application, on)
    revision = guards.open_revision(application)
    if revision is None:
        raise NoRevision(_("没有等待修改的文件。"))
    if revision.answered_at is not None:
        raise AnsweredMeanwhile(_("申请人已经提交修改后的文件，不能再取消；请逐条认定。"))
    revision.called_off_at, revision.called_off_why = at, reason
    revision.save()
    clocks.resume(application.case, Ground.REVISION, last_paused_day=on, by=by, at=at)
    note(application, "revision_called_off", by=by, at=at, key=key, round=revision.round, reason=reason)
    tell_applicant(application, "revision_called_off", at=at, on=on, revision=revision, reason=reason)
    return application


def _waiting(application: Application) -> Revision:
    revision = guards.open_revision(application)
    if revision is None or revision.answered_at is not None:
        raise NoRevision(_("没有等待修改的文件。"))
    return revision
