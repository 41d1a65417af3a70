"""The review: who holds the case, expert review, the officer's opinion, the head's proposal."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import guards, queries, rules
from approvals.applications.actions.common import issue, note, tell, tell_applicant
from approvals.applications.models import Application, ExpertReview, Opinion, Proposal
from approvals.applications.states import Conclusion, FileKind
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Ground, Matter
from envportal.documents import actions as documents
from envportal.documents.enums import LetterKind
from envportal.refusals import Refused

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document


class NotAnOfficer(Refused):
    """The person cannot hold the case."""


class ReviewRuns(Refused):
    """One expert review at a time."""


class NoReviewRuns(Refused):
    """No expert review waits for this step."""


class NoOpinion(Refused):
    """The officer has not concluded yet."""


class GroundMissing(Refused):
    """A refusal names one of five grounds."""


@transaction.atomic
def assign(pk: int, *, officer: User, by: User, at: datetime, key: str = "") -> Application:
    """Give the case to another officer of the section."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("assign", by, application, timezone.localdate(at))
    case = application.case
    if officer not in queries.officers(case.section):
        raise NotAnOfficer(_("%(name)s不是本科室的经办人。") % {"name": officer.name})
    before, case.holder = case.holder, officer
    case.save(update_fields=["holder"])
    note(application, "assigned", by=by, at=at, key=key, to=officer.name, before=before.name if before else "")
    tell(application, "handed_to_you", [officer], at=at)
    return application


@transaction.atomic
def commission_expert_review(
    pk: int, *, reason: str, experts: str, planned_days: int, by: User, at: datetime, key: str = ""
) -> Application:
    """Ask for an expert review; no clock stops until the head has confirmed it and the letter is served."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("commission_expert_review", by, application, timezone.localdate(at))
    if guards.running_review(application) is not None:
        raise ReviewRuns(_("已有一次专家评审没有结束。"))
    ExpertReview.objects.create(
        application=application,
        reason=reason,
        experts=experts,
        planned_days=planned_days,
        commissioned_by=by,
        commissioned_at=at,
    )
    note(application, "expert_review_commissioned", by=by, at=at, key=key, experts=experts, planned_days=planned_days)
    tell(application, "confirm_expert_review", staff_with(application.case.bureau, Role.SECTION_HEAD), at=at)
    return application


@transaction.atomic
def confirm_expert_review(pk: int, *, by: User, at: datetime, key: str = "") -> Application:
    """The second person: the special-step letter goes out; once served, both clocks stop (行政许可法第45条)."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("confirm_expert_review", by, application, on)
    review = guards.running_review(application)
    if review is None or review.confirmed_by_id:
        raise NoReviewRuns(_("没有等待确认的专家评审。"))
    since = on + timedelta(days=1)
    review.confirmed_by = by
    review.letter = issue(
        application,
        LetterKind.SPECIAL_STEP,
        by=by,
        at=at,
        on=on,
        step="专家评审",
        planned=f"{review.planned_days} 日",
        since=since,
        resumes_on=on + timedelta(days=review.planned_days + 1),
        reasons=review.reason,
    )
    review.save()
    if review.letter.served_on is not None:
        pause_for(review, since=since, at=at)
    note(application, "expert_review_started", by=by, at=at, key=key, letter=review.letter.number)
    tell_applicant(application, "expert_review_started", at=at, on=on, review=review)
    return application


def pause_for(review: ExpertReview, *, since: date, at: datetime) -> None:
    """Stop the clocks for a confirmed review whose letter was served; the caller holds the case row."""
    clocks.pause(
        review.application.case,
        Ground.EXPERT_REVIEW,
        since=since,
        until=None,
        letter=review.letter,
        by=review.commissioned_by,
        confirmed_by=review.confirmed_by,
        at=at,
        waiting_for=review.experts,
        planned_until=since + timedelta(days=review.planned_days - 1),
    )
    review.paused_from = since
    review.save(update_fields=["paused_from"])


def file_expert_opinion(
    pk: int, *, opinion: str, file: UploadedFile[bytes] | None = None, by: User, at: datetime, key: str = ""
) -> Application:
    """The experts have answered; their paper, if there is one, is read before anything is locked."""
    application = Application.objects.select_related("case").get(pk=pk)
    document = None
    if file is not None and not log.already(key):
        rules.require("file_expert_opinion", by, application, timezone.localdate(at))
        document = documents.take_in(
            file, case=application.case, owner=None, kind=FileKind.EXPERT_OPINION, by=by, at=at
        )
    return _file_expert_opinion(pk, opinion=opinion, document=document, by=by, at=at, key=key)


@transaction.atomic
def _file_expert_opinion(
    pk: int, *, opinion: str, document: Document | None, by: User, at: datetime, key: str
) -> Application:
    """The day of the answer is the last one not counted; the clocks go on the day after."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("file_expert_opinion", by, application, on)
    review = guards.running_review(application)
    if review is None or review.confirmed_by_id is None:
        raise NoReviewRuns(_("没有正在进行的专家评审。"))
    review.filed_on, review.opinion = on, opinion
    review.document = documents.enter(document) if document is not None else None
    review.save()
    if review.paused_from is not None:
        clocks.resume(application.case, Ground.EXPERT_REVIEW, last_paused_day=on, by=by, at=at)
    note(application, "expert_opinion_filed", by=by, at=at, key=key)
    tell_applicant(application, "expert_opinion_filed", at=at, on=on, promise=clocks.promised(application.case))
    return application


@transaction.atomic
def call_off_expert_review(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Application:
    """The head does not confirm it, or the experts never answer: no case waits for ever, its clocks go on tomorrow."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("call_off_expert_review", by, application, on)
    review = guards.running_review(application)
    if review is None:
        raise NoReviewRuns(_("没有正在进行的专家评审。"))
    review.cancelled_at = at
    review.save(update_fields=["cancelled_at"])
    if review.paused_from is not None:
        clocks.resume(application.case, Ground.EXPERT_REVIEW, last_paused_day=on, by=by, at=at)
    note(application, "expert_review_called_off", by=by, at=at, key=key, reason=reason)
    told = {"reason": reason, "promise": clocks.promised(application.case)}
    if review.letter_id is not None:
        tell_applicant(application, "expert_review_called_off", at=at, on=on, **told)
    tell(application, "expert_review_called_off", [review.commissioned_by], at=at, **told)
    return application


@transaction.atomic
def write_opinion(
    pk: int,
    *,
    conclusion: str,
    text: str,
    conditions: str = "",
    ground: str = "",
    by: User,
    at: datetime,
    key: str = "",
) -> Application:
    """The officer's conclusion; a new version stands beside the old one, never in its place."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("write_opinion", by, application, timezone.localdate(at))
    if conclusion == Conclusion.REFUSE and not ground:
        raise GroundMissing(_("不予批准须选定一项法定理由。"), "生态环境法典第105条")
    version = application.opinions.count() + 1
    Opinion.objects.create(
        application=application, version=version, conclusion=conclusion, text=text, by=by, at=at,
        conditions=conditions if conclusion == Conclusion.APPROVE else "",
        ground=ground if conclusion == Conclusion.REFUSE else "",
    )  # fmt: skip
    note(application, "opinion_written", by=by, at=at, key=key, version=version, conclusion=conclusion)
    tell(application, "opinion_written", staff_with(application.case.bureau, Role.SECTION_HEAD), at=at)
    return application


@transaction.atomic
def propose(pk: int, *, by: User, at: datetime, key: str = "") -> Application:
    """拟审批: put the latest opinion before the public; tell the applicant of its hearing right (行政许可法第47条)."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("propose", by, application, on)
    guards.hold(guards.BEFORE_PROPOSAL, application, on)
    opinion = application.opinions.order_by("-version").first()
    if opinion is None:
        raise NoOpinion(_("经办人还没有提出审查意见。"))
    application.propose()
    application.save()
    proposal = Proposal(application=application, opinion=opinion, by=by, at=at)
    if application.procedure.is_noticed:
        _put_before_the_public(proposal, at=at, on=on)
    proposal.save()
    note(application, "proposed", by=by, at=at, key=key, conclusion=opinion.conclusion)
    return application


def _put_before_the_public(proposal: Proposal, *, at: datetime, on: date) -> None:
    """The notice for everybody, the letter on its hearing right for the applicant."""
    application, opinion, by = proposal.application, proposal.opinion, proposal.by
    proposal.notice = board.submit(
        application.case,
        Notice.Kind.PROPOSED_DECISION,
        title=application.case.title,
        facts=queries.proposed_facts(application, opinion),
        files=queries.public_files(application),
        by=by,
        at=at,
    )
    letter = issue(
        application, LetterKind.HEARING_RIGHT, by=by, at=at, on=on, **queries.hearing_fields(application, opinion)
    )
    proposal.hearing_letter = letter
    proposal.hearing_until = hearing_until(application, on) if letter.served_on else None
    tell_applicant(application, "proposed", at=at, on=on, opinion=opinion)
    tell(application, "notice_to_publish", staff_with(application.case.bureau, Role.EDITOR), at=at)


def hearing_until(application: Application, served_on: date) -> date:
    """The last day on which the applicant may ask for a hearing: 5 working days from service (行政许可法第47条)."""
    bureau = application.case.bureau
    return clocks.due_day(bureau, Matter.HEARING_REQUEST, application.document_kind, on=served_on)
