"""What each expert says, and what they say together: typed by themselves, or taken in as a signed paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from approvals.experts import rules
from approvals.experts.actions.common import locked, locked_draw, note, tell_officer, working_days
from approvals.experts.enums import JOINT_PAPER, OPINION_DAYS, OPINION_PAPER, SeatState
from approvals.experts.models import Draw, Seat
from envportal.audit import log
from envportal.documents import actions as documents

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document


@transaction.atomic
def opine(pk: int, *, opinion: str, by: User, at: datetime, key: str = "") -> Seat:
    """个人意见: each for themselves, not changed afterwards."""
    seat = locked(pk)
    if log.already(key):
        return seat
    rules.require(rules.check_opinion(by, seat))
    rules.is_free(seat, timezone.localdate(at))
    seat.state, seat.opinion, seat.opined_at = SeatState.OPINED, opinion, at
    seat.due_on = working_days(seat.draw, OPINION_DAYS, at)
    seat.save()
    note(seat, "expert_opined", by=by, at=at, key=key)
    return seat


def take_in_paper(
    pk: int, *, opinion: str, file: UploadedFile[bytes], by: User, at: datetime, key: str = ""
) -> Seat:  # fmt: skip
    """个人意见, signed on paper by who has no account; who took it in stands in the log.

    Not one transaction: a child process reads the file for seconds, and nothing may be locked meanwhile.
    """
    seat = Seat.objects.select_related("draw__case", "expert").get(pk=pk)
    if log.already(key):
        return seat
    rules.require_paper(by, seat, timezone.localdate(at))
    case = seat.draw.case
    paper = documents.take_in(file, case=case, owner=None, kind=OPINION_PAPER, by=by, at=at, is_inside=True)
    return _taken_in(pk, opinion, paper, by=by, at=at, key=key)


@transaction.atomic
def _taken_in(pk: int, opinion: str, paper: Document, *, by: User, at: datetime, key: str) -> Seat:
    seat = locked(pk)
    if log.already(key):
        return seat
    rules.require_paper(by, seat, timezone.localdate(at))
    seat.paper, seat.taken_by = documents.enter(paper), by
    seat.state, seat.opinion, seat.opined_at = SeatState.OPINED, opinion, at
    seat.due_on = working_days(seat.draw, OPINION_DAYS, at)
    seat.save()
    note(seat, "expert_opinion_taken_in", by=by, at=at, key=key, sha256=seat.paper.sha256)
    return seat


@transaction.atomic
def join(pk: int, *, opinion: str, by: User, at: datetime, key: str = "") -> Draw:
    """专家组意见: by the first of the panel, once everybody's own opinion is in."""
    seat = locked(pk)
    drawn = seat.draw
    if log.already(key):
        return drawn
    rules.require(rules.check_joint(by, seat, timezone.localdate(at)))
    return _joined(drawn, seat, opinion, by=by, at=at, key=key)


def take_in_joint_paper(
    pk: int, *, opinion: str, file: UploadedFile[bytes], by: User, at: datetime, key: str = ""
) -> Draw:  # fmt: skip
    """专家组意见, signed on paper by a panel of which nobody has an account. The file is read before anything locks."""
    drawn = Draw.objects.select_related("case").get(pk=pk)
    if log.already(key):
        return drawn
    rules.require_joint_paper(by, drawn, timezone.localdate(at))
    paper = documents.take_in(file, case=drawn.case, owner=None, kind=JOINT_PAPER, by=by, at=at, is_inside=True)
    return _joined_on_paper(pk, opinion, paper, by=by, at=at, key=key)


@transaction.atomic
def _joined_on_paper(pk: int, opinion: str, paper: Document, *, by: User, at: datetime, key: str) -> Draw:
    drawn = locked_draw(pk)
    if log.already(key):
        return drawn
    lead = rules.require_joint_paper(by, drawn, timezone.localdate(at))
    drawn.joint_paper, drawn.joint_taken_by = documents.enter(paper), by
    return _joined(drawn, lead, opinion, by=by, at=at, key=key, sha256=drawn.joint_paper.sha256)


def _joined(drawn: Draw, lead: Seat, opinion: str, *, by: User, at: datetime, key: str, **facts: object) -> Draw:
    drawn.joint_opinion, drawn.joint_by, drawn.joint_at = opinion, lead.expert, at
    drawn.save()
    note(lead, "experts_joined", by=by, at=at, key=key, **facts)
    tell_officer(drawn, "experts_joined", at=at)
    return drawn
