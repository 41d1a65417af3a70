"""What a case has and lacks, asked by guards, actions and pages alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.board import board
from disclosure.board.models import Notice
from envportal.deadlines.enums import Matter
from envportal.documents.models import Letter

if TYPE_CHECKING:
    from approvals.applications.models import (
        Application,
        Hearing,
        LegalReview,
        Opinion,
        Proposal,
        Revision,
        SpecialStep,
    )


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


def open_revision(application: Application) -> Revision | None:
    """The revision that waits for the applicant, or for the officer's word on it."""
    found = application.revisions.filter(judged_at=None, called_off_at=None)
    return found.select_related("before", "document").first()


def last_revision(application: Application) -> Revision | None:
    """The latest revision the officer has judged."""
    return application.revisions.filter(judged_at__isnull=False).order_by("-round").first()


def running_hearing(application: Application) -> Hearing | None:
    return application.hearings.filter(filed_at=None, ended_at=None).select_related("proposal", "chair").first()


def waiting_legal_review(application: Application) -> LegalReview | None:
    return application.legal_reviews.filter(reviewed_at=None).select_related("asked_by").first()


def held_hearing(application: Application) -> Hearing | None:
    """The latest hearing that took place: what is decided rests on its transcript."""
    held = application.hearings.filter(filed_at__isnull=False).select_related("chair", "transcript")
    return held.order_by("-filed_at").first()


def lacks_opinion_after_hearing(application: Application) -> bool:
    """What would be signed was written before the transcript, and nobody has said what that changes."""
    held, opinion = held_hearing(application), opinion_to_sign(application)
    return held is not None and held.filed_at is not None and (opinion is None or opinion.at <= held.filed_at)


def opinion_to_sign(application: Application) -> Opinion | None:
    """The opinion that would be signed, or, with nothing proposed, put forward."""
    proposal = standing_proposal(application)
    return proposal.opinion if proposal else application.opinions.order_by("-version").first()


def standing_proposal(application: Application) -> Proposal | None:
    return application.proposals.filter(sent_back_at=None).select_related("opinion", "notice").first()


def waits_to_be_taken(application: Application) -> bool:
    """Whether the window has handed the case over and its section has not taken it."""
    return application.case.clocks.filter(matter=Matter.HANDOVER, stopped_on=None).exists()
