"""专家评审 and 技术评估 (行政许可法第45条): asked for by the officer, confirmed by the head, answered from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import guards, queries, rules
from approvals.applications.actions.common import issue, note, tell, tell_applicant
from approvals.applications.models import Application, SpecialStep
from approvals.applications.states import FileKind
from approvals.experts import panel
from envportal.accounts.enums import Power
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Ground
from envportal.documents import actions as documents
from envportal.documents.enums import LetterKind
from envportal.refusals import Refused

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document


class ReviewRuns(Refused):
    """One special step of a kind at a time; of two kinds both may run, and their days count once."""


class NoReviewRuns(Refused):
    """No special step of this kind waits for this."""


@dataclass(frozen=True)
class Kind:
    """How one kind of special step is called in the rules, in the log and among the files."""

    ground: Ground
    name: str
    filing: str
    filed: str
    file: FileKind


EXPERTS = Kind(
    Ground.EXPERT_REVIEW, "expert_review", "file_expert_opinion", "expert_opinion_filed", FileKind.EXPERT_OPINION
)
ASSESSMENT = Kind(
    Ground.TECHNICAL_ASSESSMENT, "assessment", "file_assessment", "assessment_filed", FileKind.ASSESSMENT_REPORT
)


def commission_expert_review(
    pk: int, *, reason: str, experts: str, planned_days: int, by: User, at: datetime, key: str = ""
) -> Application:
    """Ask for an expert review; no clock stops until the head has confirmed it and the letter is served."""
    return _commission(EXPERTS, pk, reason=reason, who=experts, planned_days=planned_days, by=by, at=at, key=key)


def commission_assessment(
    pk: int, *, reason: str, assessor: str, planned_days: int, by: User, at: datetime, key: str = ""
) -> Application:
    """Ask for a technical assessment; the bureau pays, the assessor may not charge (建设项目环境保护管理条例第9条)."""
    return _commission(ASSESSMENT, pk, reason=reason, who=assessor, planned_days=planned_days, by=by, at=at, key=key)


def confirm_expert_review(pk: int, *, by: User, at: datetime, key: str = "") -> Application:
    """The second person: the special-step letter goes out; once served, both clocks stop (行政许可法第45条)."""
    return _confirm(EXPERTS, pk, by=by, at=at, key=key)


def confirm_assessment(pk: int, *, by: User, at: datetime, key: str = "") -> Application:
    """As for an expert review: nobody stops a clock alone."""
    return _confirm(ASSESSMENT, pk, by=by, at=at, key=key)


def file_expert_opinion(
    pk: int, *, opinion: str, file: UploadedFile[bytes] | None = None, by: User, at: datetime, key: str = ""
) -> Application:
    """The experts have answered; with their paper, if there is one."""
    return _file(EXPERTS, pk, opinion=opinion, file=file, by=by, at=at, key=key)


def file_assessment(
    pk: int, *, opinion: str, file: UploadedFile[bytes], by: User, at: datetime, key: str = ""
) -> Application:
    """The assessment report has come."""
    return _file(ASSESSMENT, pk, opinion=opinion, file=file, by=by, at=at, key=key)


def call_off_expert_review(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Application:
    """The head does not confirm it, or the experts never answer."""
    return _call_off(EXPERTS, pk, reason=reason, by=by, at=at, key=key)


def call_off_assessment(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Application:
    """The head does not confirm it, or no report ever comes."""
    return _call_off(ASSESSMENT, pk, reason=reason, by=by, at=at, key=key)


@transaction.atomic
def _commission(
    kind: Kind, pk: int, *, reason: str, who: str, planned_days: int, by: User, at: datetime, key: str
) -> Application:
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require(f"commission_{kind.name}", by, application, timezone.localdate(at))
    if guards.running_step(application, kind.ground) is not None:
        raise ReviewRuns(_("已有一次%(step)s没有结束。") % {"step": kind.ground.label})
    step = SpecialStep.objects.create(
        application=application, kind=kind.ground, reason=reason, entrusted_to=who, planned_days=planned_days,
        commissioned_by=by, commissioned_at=at,
    )  # fmt: skip
    note(application, f"{kind.name}_commissioned", by=by, at=at, key=key, experts=who, planned_days=planned_days)
    people = queries.heads_and_deputies(application, Power.PAUSE, timezone.localdate(at), but=by)
    tell(application, "confirm_special_step", people, at=at, step=step)
    return application


@transaction.atomic
def _confirm(kind: Kind, pk: int, *, by: User, at: datetime, key: str) -> Application:
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require(f"confirm_{kind.name}", by, application, on)
    step = guards.running_step(application, kind.ground)
    if step is None or step.confirmed_by_id:
        raise NoReviewRuns(_("没有等待确认的%(step)s。") % {"step": kind.ground.label})
    since, last = on + timedelta(days=1), on + timedelta(days=step.planned_days)
    step.confirmed_by = by
    step.letter = issue(
        application, LetterKind.SPECIAL_STEP, by=by, at=at, on=on, step=kind.ground.label,
        planned=f"{step.planned_days} 日", since=since, resumes_on=last + timedelta(days=1),
        reasons=step.reason, **queries.sheet(application, on, (kind.ground, since, last)),
    )  # fmt: skip
    step.save()
    if step.letter.served_on is not None:
        pause_for(step, since=since, at=at)
    note(application, f"{kind.name}_started", by=by, at=at, key=key, letter=step.letter.number)
    tell_applicant(application, "special_step_started", at=at, on=on, step=step)
    return application


def pause_for(step: SpecialStep, *, since: date, at: datetime, until: date | None = None) -> None:
    """Stop the clocks for a confirmed step whose letter was served; the caller holds the case row.

    `until` is the last day of a step that is over by the time its letter's service is recorded.
    """
    clocks.pause(
        step.application.case,
        step.kind,
        since=since,
        until=until,
        letter=step.letter,
        by=step.commissioned_by,
        confirmed_by=step.confirmed_by,
        at=at,
        waiting_for=step.entrusted_to[:100],
        planned_until=since + timedelta(days=step.planned_days - 1),
    )
    step.paused_from = since
    step.save(update_fields=["paused_from"])


def _file(
    kind: Kind, pk: int, *, opinion: str, file: UploadedFile[bytes] | None, by: User, at: datetime, key: str
) -> Application:
    """A paper is read before anything is locked."""
    application = Application.objects.select_related("case").get(pk=pk)
    document = None
    if file is not None and not log.already(key):
        rules.require(kind.filing, by, application, timezone.localdate(at))
        document = documents.take_in(file, case=application.case, owner=None, kind=kind.file, by=by, at=at)
    return _answered(kind, pk, opinion=opinion, document=document, by=by, at=at, key=key)


@transaction.atomic
def _answered(
    kind: Kind, pk: int, *, opinion: str, document: Document | None, by: User, at: datetime, key: str
) -> Application:
    """The day of the answer is the last one not counted; the clocks go on the day after."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require(kind.filing, by, application, on)
    step = guards.running_step(application, kind.ground)
    if step is None or step.confirmed_by_id is None:
        raise NoReviewRuns(_("没有正在进行的%(step)s。") % {"step": kind.ground.label})
    if kind is EXPERTS:
        panel.finished(application.case)
    step.filed_on, step.opinion = on, opinion
    step.document = documents.enter(document) if document is not None else None
    step.save()
    if step.paused_from is not None:
        clocks.resume(application.case, kind.ground, last_paused_day=on, by=by, at=at)
    note(application, kind.filed, by=by, at=at, key=key)
    promise = clocks.promised(application.case)
    tell_applicant(application, "special_step_filed", at=at, on=on, step=step, promise=promise)
    return application


@transaction.atomic
def _call_off(kind: Kind, pk: int, *, reason: str, by: User, at: datetime, key: str) -> Application:
    """No case waits for ever: its clocks go on tomorrow."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require(f"call_off_{kind.name}", by, application, on)
    step = guards.running_step(application, kind.ground)
    if step is None:
        raise NoReviewRuns(_("没有正在进行的%(step)s。") % {"step": kind.ground.label})
    step.cancelled_at = at
    step.save(update_fields=["cancelled_at"])
    if step.paused_from is not None:
        clocks.resume(application.case, kind.ground, last_paused_day=on, by=by, at=at)
    if kind is EXPERTS:
        panel.close(application.case, reason=reason, by=by, at=at)
    note(application, f"{kind.name}_called_off", by=by, at=at, key=key, reason=reason)
    told = {"reason": reason, "step": step, "promise": clocks.promised(application.case)}
    if step.letter_id is not None:
        tell_applicant(application, "special_step_called_off", at=at, on=on, **told)
    tell(application, "special_step_called_off", [step.commissioned_by], at=at, **told)
    return application
