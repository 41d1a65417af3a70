"""How experts are drawn, so that anyone can draw them again; who may do what."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from approvals.experts import queries
from approvals.experts.enums import SITTING, SeatState
from envportal.cases import rules as case_rules
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from approvals.experts.models import Draw, Expert, Seat
    from envportal.accounts.models import User
    from envportal.cases.models import Case


class TooFewExperts(Refused):
    """The register has not as many without a tie as are to be drawn."""


class NeedsReason(Refused):
    """Drawing again, leaving somebody out and declining each have a reason."""


class CaseIsOver(Refused):
    """Decided or ended otherwise; nobody reviews it any more."""


class AnsweredAlready(Refused):
    """The invitation was answered, or the opinion is in."""


class PanelIncomplete(Refused):
    """The joint opinion follows the opinions of all who sit on the panel."""


def shuffled(pool: Iterable[str], seed: str) -> list[str]:
    """The order of a draw: by the SHA-256 of seed, colon and code, smallest first. Anyone can repeat it."""
    return sorted(pool, key=lambda code: (sha256(f"{seed}:{code}".encode()).hexdigest(), code))


def pool_for(
    case: Case, specialities: str, avoided: dict[str, str], on: date
) -> tuple[list[Expert], list[dict[str, str]]]:
    """Who may be drawn, and who of the fitting ones stays away with why: tied to the enterprise, or left out."""
    wanted = set(specialities.split())
    fitting = [one for one in queries.experts(case.bureau) if one.is_active and wanted & set(one.specialities.split())]
    why = {tie.expert.code: str(tie.kind) for tie in queries.ties_on(case.bureau, case.enterprise_id, on)} | avoided
    pool = [one for one in fitting if one.code not in why]
    return pool, [{"code": one.code, "why": why[one.code]} for one in fitting if one.code in why]


def may_draw(user: User, case: Case, on: date) -> None:
    case_rules.require(user, "expert.draw", case, on)
    if case.closed_on is not None or case.opened_on is None:
        raise CaseIsOver(_("本件不在办理中，不能抽取专家。"))


def require_answer(user: User, seat: Seat, on: date) -> None:
    """By the expert alone, or by the section for one without an account who answered by telephone."""
    if seat.expert.person_id not in {None, user.pk}:
        raise NotYours(_("这位专家有账号，由本人答复。"), "review.expert_opinion")
    if seat.expert.person_id is None:
        case_rules.require(user, "expert.draw", seat.draw.case, on)
    if seat.state != SeatState.INVITED:
        raise AnsweredAlready(_("这份邀请已经答复。"))


def check_opinion(user: User, seat: Seat) -> bool:
    """False for anybody but the expert; refused before they accepted, and once the opinion is in."""
    if seat.expert.person_id != user.pk:
        return False
    if seat.state != SeatState.ACCEPTED:
        raise AnsweredAlready(_("同意参加以后、提交以前，才能提交意见；提交以后不能更改。"))
    return True


def leads(draw: Draw) -> Seat | None:
    """The first of the order who sits on the panel and has an account writes its joint opinion."""
    return next((seat for seat in draw.seats.all() if seat.state in SITTING and seat.expert.person_id), None)


def check_joint(user: User, seat: Seat) -> bool:
    """False for anybody but the lead; refused until all opinions are in, and once the joint one is.

    Who has no account gives the opinion signed on paper, to the lead: the portal waits for no word of theirs.
    """
    lead = leads(seat.draw)
    if lead is None or lead.pk != seat.pk or seat.expert.person_id != user.pk:
        return False
    if seat.draw.joint_at is not None:
        raise AnsweredAlready(_("专家组意见已经提交。"))
    sitting = [one for one in seat.draw.seats.all() if one.state in SITTING]
    if len(sitting) < seat.draw.size or any(_owes_opinion(one) for one in sitting):
        raise PanelIncomplete(_("还有专家没有提交个人意见，不能提交专家组意见。"))
    return True


def _owes_opinion(seat: Seat) -> bool:
    return seat.expert.person_id is not None and seat.state != SeatState.OPINED


def require(is_allowed: bool) -> None:
    if not is_allowed:
        raise NotYours(_("这一步不由您办理。"))
