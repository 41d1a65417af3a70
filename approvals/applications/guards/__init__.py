"""What must be over before a decision: named refusals, each with its sentence and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from approvals.applications.guards.asked import (
    AskedTooLate,
    DefectUnsaid,
    Item,
    NothingAsked,
    NotJudged,
    NotWalked,
    may_be_asked_again,
    walked,
)
from approvals.applications.guards.ending import (
    HEARD,
    HearingNotHeld,
    NoRevocation,
    NotYetHeard,
    enterprise_heard,
    heard_until,
    open_revocation,
    the_revocation,
)
from approvals.applications.guards.found import (
    held_hearing,
    lacks_acceptance_letter,
    lacks_acceptance_notice,
    lacks_opinion_after_hearing,
    open_revision,
    opinion_to_sign,
    running_hearing,
    running_step,
    standing_proposal,
    waiting_legal_review,
    waits_to_be_taken,
)
from approvals.applications.guards.later import LaterMaterialMissing, later_materials_filed
from approvals.applications.guards.noticed import (
    CommentsNotConsidered,
    HearingRequestOpen,
    HearingRequestWaits,
    HearingRightNotServed,
    NotProposed,
    acceptance_notice_over,
    comments_considered,
    hearing_request_over,
    hearing_requests_taken,
    proposal_stands,
    proposed_notice_over,
)
from approvals.applications.guards.reviewed import (
    LEGALLY_REVIEWED,
    AcceptanceLetterMissing,
    AssessmentRuns,
    ExpertReviewRuns,
    HearingRuns,
    LegalReviewFailed,
    LegalReviewMissing,
    LegalReviewWaits,
    OpinionBeforeHearing,
    OpinionBeforeRevision,
    RevisionRuns,
    acceptance_complete,
    assessment_over,
    expert_review_over,
    hearing_over,
    legally_reviewed,
    opinion_follows_hearing,
    revision_over,
)
from approvals.applications.guards.weighed import (
    access_allows,
    consulted_as_it_should,
    departments_answered,
    is_simplified,
    may_be_accepted,
    meeting_held,
    needed_totals,
    opinion_follows_meeting,
    quota_covers_need,
    zone_lets_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from approvals.applications.models import Application

__all__ = [
    "BEFORE_DECISION",
    "BEFORE_PROPOSAL",
    "HEARD",
    "LEGALLY_REVIEWED",
    "OF_NOTICES",
    "AcceptanceLetterMissing",
    "AskedTooLate",
    "AssessmentRuns",
    "CommentsNotConsidered",
    "DefectUnsaid",
    "ExpertReviewRuns",
    "HearingNotHeld",
    "HearingRequestOpen",
    "HearingRequestWaits",
    "HearingRightNotServed",
    "HearingRuns",
    "Item",
    "LaterMaterialMissing",
    "LegalReviewFailed",
    "LegalReviewMissing",
    "LegalReviewWaits",
    "NoRevocation",
    "NotJudged",
    "NotProposed",
    "NotWalked",
    "NotYetHeard",
    "NothingAsked",
    "OpinionBeforeHearing",
    "OpinionBeforeRevision",
    "RevisionRuns",
    "acceptance_complete",
    "acceptance_notice_over",
    "access_allows",
    "assessment_over",
    "before_decision",
    "comments_considered",
    "consulted_as_it_should",
    "departments_answered",
    "enterprise_heard",
    "expert_review_over",
    "heard_until",
    "hearing_over",
    "hearing_request_over",
    "hearing_requests_taken",
    "held_hearing",
    "hold",
    "is_simplified",
    "lacks_acceptance_letter",
    "lacks_acceptance_notice",
    "lacks_opinion_after_hearing",
    "later_materials_filed",
    "legally_reviewed",
    "may_be_accepted",
    "may_be_asked_again",
    "meeting_held",
    "needed_totals",
    "open_revision",
    "open_revocation",
    "opinion_follows_hearing",
    "opinion_follows_meeting",
    "opinion_to_sign",
    "proposal_stands",
    "proposed_notice_over",
    "quota_covers_need",
    "revision_over",
    "running_hearing",
    "running_step",
    "standing_proposal",
    "the_revocation",
    "waiting_legal_review",
    "waits_to_be_taken",
    "walked",
    "zone_lets_in",
]

# In the order a case meets them. Each raises its refusal, or returns; the gate shows all, an action stops at the first.
BEFORE_PROPOSAL: tuple[Callable[[Application, date], None], ...] = (
    acceptance_complete,
    later_materials_filed,
    expert_review_over,
    assessment_over,
    revision_over,
    opinion_follows_hearing,
    meeting_held,
    opinion_follows_meeting,
    access_allows,
    consulted_as_it_should,
    departments_answered,
)
BEFORE_DECISION: tuple[Callable[[Application, date], None], ...] = (
    *BEFORE_PROPOSAL,
    quota_covers_need,
    zone_lets_in,
    proposal_stands,
    acceptance_notice_over,
    proposed_notice_over,
    comments_considered,
    hearing_request_over,
    hearing_requests_taken,
    hearing_over,
    legally_reviewed,
)
# Who consulted as everybody does is asked nothing about a park.
WITHOUT_A_PARK = tuple(guard for guard in BEFORE_DECISION if guard is not consulted_as_it_should)
# What a kind of document that is not put before the public has nothing of.
OF_NOTICES = frozenset({
    acceptance_notice_over, proposed_notice_over, comments_considered, hearing_request_over, hearing_requests_taken,
    hearing_over,
})  # fmt: skip


def before_decision(application: Application) -> tuple[Callable[[Application, date], None], ...]:
    """The guards of this application's decision, by the kind of its document."""
    noticed = application.procedure.is_noticed
    asked = BEFORE_DECISION if is_simplified(application) else WITHOUT_A_PARK
    return tuple(guard for guard in asked if noticed or guard not in OF_NOTICES)


def hold(guards: tuple[Callable[[Application, date], None], ...], application: Application, on: date) -> None:
    """Raise the first refusal of these guards."""
    for guard in guards:
        guard(application, on)
