"""What must be over before a decision: named refusals, each with its sentence and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from approvals.access import screening
from approvals.applications.states import Conclusion, DocumentKind
from approvals.departments import consultation
from disclosure.board import board
from disclosure.board.models import Notice
from disclosure.participation import participation
from envportal.deadlines.enums import Ground, Matter
from envportal.documents.models import Letter
from envportal.refusals import Refused
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from approvals.applications.models import Application, Hearing, Opinion, Proposal, SpecialStep

# A report is put before the public by a rule of its own; of a table the Licensing Law speaks.
CONSULTED = "环境影响评价公众参与办法第25、26条"
HEARD = "行政许可法第36条"


class ExpertReviewRuns(Refused):
    """The experts have not answered yet; the decision would not rest on their opinion."""


class AssessmentRuns(Refused):
    """The technical assessment has not been filed yet."""


class HearingRuns(Refused):
    """A hearing was asked for in time; the decision must rest on its transcript."""


class OpinionBeforeHearing(Refused):
    """The officer has not said yet what the transcript changes."""


class NotProposed(Refused):
    """The section head has not put a proposal before the public."""


class HearingRequestOpen(Refused):
    """The applicant may still ask for a hearing."""


class HearingRightNotServed(Refused):
    """The hearing-right letter has not reached the applicant."""


class CommentsNotConsidered(Refused):
    """What the public said within the window has not been weighed yet."""


class HearingRequestWaits(Refused):
    """Somebody asked for a hearing on the public page, and nobody has taken that up."""


class AcceptanceLetterMissing(Refused):
    """A silent acceptance still lacks its letter and its notice."""


def proposal_stands(application: Application, _on: date) -> None:
    if standing_proposal(application) is None:
        raise NotProposed(_("科室负责人还没有提出拟审批意见。"), "")


def expert_review_over(application: Application, _on: date) -> None:
    running = running_step(application, Ground.EXPERT_REVIEW)
    if running is not None:
        raise ExpertReviewRuns(
            _("专家评审还没有提交意见：%(who)s。") % {"who": running.entrusted_to}, "行政许可法第45条"
        )


def assessment_over(application: Application, _on: date) -> None:
    running = running_step(application, Ground.TECHNICAL_ASSESSMENT)
    if running is not None:
        raise AssessmentRuns(_("技术评估还没有提交报告：%(who)s。") % {"who": running.entrusted_to}, "行政许可法第45条")


def hearing_over(application: Application, _on: date) -> None:
    if running_hearing(application) is not None:
        raise HearingRuns(_("已有人依法申请听证；听证笔录签字登记以前，不能作出决定。"), "行政许可法第48条")


def opinion_follows_hearing(application: Application, _on: date) -> None:
    if lacks_opinion_after_hearing(application):
        raise OpinionBeforeHearing(_("听证以后，经办人还没有根据听证笔录提出或者维持审查意见。"), "行政许可法第48条")


def acceptance_complete(application: Application, _on: date) -> None:
    if lacks_acceptance_letter(application):
        raise AcceptanceLetterMissing(_("视为受理的申请还没有补发受理通知书和受理公示。"), "行政许可法第32条")


def acceptance_notice_over(application: Application, on: date) -> None:
    board.window_closed(application.case, Notice.Kind.ACCEPTANCE, on)


def proposed_notice_over(application: Application, on: date) -> None:
    board.window_closed(application.case, Notice.Kind.PROPOSED_DECISION, on)


def hearing_request_over(application: Application, on: date) -> None:
    proposal = standing_proposal(application)
    if proposal is None or proposal.hearing_until is None:
        raise HearingRightNotServed(_("听证告知书还没有送达申请人。"), "行政许可法第47条")
    if on <= proposal.hearing_until:
        day = days.brief(proposal.hearing_until)
        raise HearingRequestOpen(_("申请人到 %(day)s 还可以申请听证。") % {"day": day}, "行政许可法第47条")


def comments_considered(application: Application, _on: date) -> None:
    """Each comment of the windows is marked with a reason, or the signatory goes on without, for a reason."""
    waiting = participation.unconsidered(application.case).count()
    if waiting:
        raise CommentsNotConsidered(
            _("公示期内还有 %(n)s 条公众意见没有处理。") % {"n": waiting},
            CONSULTED if application.document_kind == DocumentKind.REPORT else HEARD,
        )


def hearing_requests_taken(application: Application, _on: date) -> None:
    """One that came late waits too, for its written answer, and does not hold up the decision."""
    if participation.hearing_requests(application.case).filter(is_late=False).exists():
        raise HearingRequestWaits(_("网上有人申请听证，还没有登记。"), "行政许可法第47条")


def departments_answered(application: Application, _on: date) -> None:
    """What other departments were asked is answered, called off, or answered for by a published rule on silence."""
    consultation.all_answered(application.case)


def access_allows(application: Application, on: date) -> None:
    """No approval against an access rule, whoever signs; a refusal is never held up by one."""
    opinion = _opinion(application)
    refused = opinion is not None and opinion.conclusion == Conclusion.REFUSE
    if application.procedure.full_text is not None and not refused:
        screening.allows_approval(application.case, on)


def may_be_accepted(application: Application, on: date) -> None:
    """Access rules wait for the decision, but for the order of a suspension that names acceptance."""
    if application.procedure.full_text is not None:
        screening.allows_acceptance(application.case, on)


# In the order a case meets them. Each raises its refusal, or returns; the gate shows all, an action stops at the first.
BEFORE_PROPOSAL: tuple[Callable[[Application, date], None], ...] = (
    acceptance_complete,
    expert_review_over,
    assessment_over,
    opinion_follows_hearing,
    departments_answered,
    access_allows,
)
BEFORE_DECISION: tuple[Callable[[Application, date], None], ...] = (
    *BEFORE_PROPOSAL,
    proposal_stands,
    acceptance_notice_over,
    proposed_notice_over,
    comments_considered,
    hearing_request_over,
    hearing_requests_taken,
    hearing_over,
)
# What a kind of document that is not put before the public has nothing of.
OF_NOTICES = frozenset({
    acceptance_notice_over, proposed_notice_over, comments_considered, hearing_request_over, hearing_requests_taken,
    hearing_over,
})  # fmt: skip


def before_decision(application: Application) -> tuple[Callable[[Application, date], None], ...]:
    """The guards of this application's decision, by the kind of its document."""
    noticed = application.procedure.is_noticed
    return tuple(guard for guard in BEFORE_DECISION if noticed or guard not in OF_NOTICES)


def hold(guards: tuple[Callable[[Application, date], None], ...], application: Application, on: date) -> None:
    """Raise the first refusal of these guards."""
    for guard in guards:
        guard(application, on)


def lacks_acceptance_letter(application: Application) -> bool:
    """Silence writes no letter; until a person has, it is owed."""
    letters = Letter.objects.filter(case=application.case, kind=Letter.Kind.ACCEPTANCE)
    return application.accepted_by_silence and not letters.exists()


def lacks_acceptance_notice(application: Application) -> bool:
    """None is on the board or waits for it: it never went there, or it was taken down."""
    if not application.procedure.is_noticed:
        return False
    notices = board.notices_of(application.case).filter(kind=Notice.Kind.ACCEPTANCE)
    return not notices.filter(state__in=[board.State.PENDING, board.State.PUBLISHED]).exists()


def running_step(application: Application, kind: str) -> SpecialStep | None:
    """The special step of a kind that waits for its answer, or for the head to confirm it."""
    return application.special_steps.filter(kind=kind, filed_on=None, cancelled_at=None).first()


def running_hearing(application: Application) -> Hearing | None:
    return application.hearings.filter(filed_at=None, ended_at=None).select_related("proposal", "chair").first()


def held_hearing(application: Application) -> Hearing | None:
    """The latest hearing that took place: what is decided rests on its transcript."""
    held = application.hearings.filter(filed_at__isnull=False).select_related("chair", "transcript")
    return held.order_by("-filed_at").first()


def lacks_opinion_after_hearing(application: Application) -> bool:
    """What would be signed was written before the transcript, and nobody has said what that changes."""
    held, opinion = held_hearing(application), _opinion(application)
    return held is not None and held.filed_at is not None and (opinion is None or opinion.at <= held.filed_at)


def _opinion(application: Application) -> Opinion | None:
    """The opinion that would be signed, or, with nothing proposed, put forward."""
    proposal = standing_proposal(application)
    return proposal.opinion if proposal else application.opinions.order_by("-version").first()


def standing_proposal(application: Application) -> Proposal | None:
    return application.proposals.filter(sent_back_at=None).select_related("opinion", "notice").first()


def waits_to_be_taken(application: Application) -> bool:
    """Whether the window has handed the case over and its section has not taken it."""
    return application.case.clocks.filter(matter=Matter.HANDOVER, stopped_on=None).exists()
