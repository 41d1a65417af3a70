"""How experts are drawn, so that anyone can draw them again; who may do what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from approvals.experts import queries
from approvals.experts.enums import SITTING, SeatState
from approvals.experts.enums import Tie as TieKind
from envportal.accounts import rules as accounts
from envportal.cases import rules as case_rules
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from approvals.experts.models import Draw, Expert, Seat, Tie
    from envportal.accounts.models import User
    from envportal.cases.models import Case

KEEP, DRAW = "expert.keep", "expert.draw"


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


class HasAccount(Refused):
    """Who has an account writes for themselves; nobody takes in a paper for them."""


class Tied(Refused):
    """An expert with a tie to who applies or drafted takes no part."""


class EnteredAlready(Refused):
    """The same tie from the same day stands already, or this one was struck."""


class EndsTooEarly(Refused):
    """A tie ends on the day it began at the earliest."""


def pool_for(
    case: Case, specialities: str, avoided: dict[str, str], codes: Iterable[str], on: date
) -> tuple[list[Expert], list[dict[str, str]]]:
    """Who may be drawn, and who of the fitting ones stays away with why: tied to an enterprise, or left out."""
    wanted = set(specialities.split())
    fitting = [one for one in queries.experts(case.bureau) if one.is_active and wanted & set(one.specialities.split())]
    why = {tie.expert.code: str(tie.kind) for tie in queries.ties_on(case.bureau, codes, on)} | avoided
    pool = [one for one in fitting if one.code not in why]
    return pool, [{"code": one.code, "why": why[one.code]} for one in fitting if one.code in why]


def may_draw(user: User, case: Case, on: date) -> None:
    case_rules.require(user, DRAW, case, on)
    if case.closed_on is not None or case.opened_on is None:
        raise CaseIsOver(_("本件不在办理中，不能抽取专家。"))


# TIES ---------------------------------------------------------------------------
def keeps(user: User, expert: Expert) -> bool:
    """Whether somebody keeps the register an expert stands in."""
    return user.bureau_id == expert.bureau_id and bool(accounts.codes(user, KEEP))


def may_enter_tie(user: User, expert: Expert) -> bool:
    """Who keeps the register, and the expert of themselves; only the keeper ends or strikes one."""
    return keeps(user, expert) or expert.person_id == user.pk


def tied(draw: Draw, on: date) -> dict[int, Tie]:
    """Who of a register is tied to somebody the draw looked at, whenever that became known."""
    return tied_in([draw], on)[draw.pk]


def tied_in(draws: Sequence[Draw], on: date) -> dict[int, dict[int, Tie]]:
    """The same of several draws, by their keys, in one query."""
    codes = {draw.pk: {one["uscc"] for one in draw.against} for draw in draws}
    found = queries.ties_on(None, set().union(*codes.values()), on)
    return {pk: {tie.expert_id: tie for tie in found if tie.uscc in wanted} for pk, wanted in codes.items()}


def is_free(seat: Seat, on: date) -> None:
    """Raise where an expert is tied: they stand down, and write nothing."""
    tie = tied(seat.draw, on).get(seat.expert_id)
    if tie is not None:
        told = {"who": seat.expert.name, "unit": tie.name, "kind": TieKind(tie.kind).label}
        raise Tied(_("%(who)s与%(unit)s有登记的利害关系（%(kind)s），只能回避。") % told)


# ANSWERS AND OPINIONS -------------------------------------------------------------
def require_answer(user: User, seat: Seat, on: date, *, accepts: bool = False) -> None:
    """By the expert alone, or by the section for one who cannot sign in, who is tied, or whose day went by.

    Who accepted may still stand down until the own opinion is in, and who is tied until the joint one is.
    """
    is_tied = seat.expert_id in tied(seat.draw, on)
    if seat.expert.person_id != user.pk:
        if seat.expert.signs_in and (accepts or not (is_tied or seat.is_late(on))):
            raise NotYours(
                _("这位专家有账号，由本人答复；到期没有答复、没有提交意见的，可以登记不能参加。"),
                "review.expert_opinion",
            )
        case_rules.require(user, DRAW, seat.draw.case, on)
    is_open(seat.draw)
    if seat.state not in _answerable(accepts=accepts, is_tied=is_tied):
        raise AnsweredAlready(_("这份邀请已经答复。"))
    if accepts:
        is_free(seat, on)


def _answerable(*, accepts: bool, is_tied: bool) -> set[SeatState]:
    if accepts:
        return {SeatState.INVITED}
    return {SeatState.INVITED, SeatState.ACCEPTED} | ({SeatState.OPINED} if is_tied else set())


def check_opinion(user: User, seat: Seat) -> bool:
    """False for anybody but the expert; refused before they accepted, and once the opinion is in."""
    if seat.expert.person_id != user.pk:
        return False
    owes_opinion(seat)
    return True


def require_paper(user: User, seat: Seat, on: date) -> None:
    """The section takes in what an expert who cannot sign in signed on paper."""
    case_rules.require(user, DRAW, seat.draw.case, on)
    if seat.expert.signs_in:
        raise HasAccount(_("%(who)s有账号，由本人登录提交意见。") % {"who": seat.expert.name})
    owes_opinion(seat)
    is_free(seat, on)


def owes_opinion(seat: Seat) -> None:
    is_open(seat.draw)
    if seat.state != SeatState.ACCEPTED:
        raise AnsweredAlready(_("同意参加以后、提交以前，才能提交意见；提交以后不能更改。"))


def is_open(draw: Draw) -> None:
    """Raise once the joint opinion is in, or the review this panel was drawn for was called off."""
    if draw.joint_at is not None:
        raise AnsweredAlready(_("专家组意见已经提交。"))
    if draw.closed_at is not None:
        raise AnsweredAlready(_("这次专家评审已经取消，不再需要答复和意见。"))


def sitting(draw: Draw, out: Collection[int]) -> list[Seat]:
    """Who sits on the panel, those left out by a tie that came out later."""
    return [seat for seat in draw.seats.all() if seat.state in SITTING and seat.expert_id not in out]


def leads(draw: Draw, out: Collection[int]) -> Seat | None:
    """Who writes the joint opinion: the first of the order who sits and can sign in, else the first who sits."""
    there = sitting(draw, out)
    return next((seat for seat in there if seat.expert.signs_in), there[0] if there else None)


def joint_is_late(draw: Draw, out: Collection[int], on: date) -> bool:
    """Whether all own opinions are in and the days for the joint one went by in silence."""
    return all(seat.state == SeatState.OPINED and on > seat.due_on for seat in sitting(draw, out))


def check_joint(user: User, seat: Seat, on: date) -> bool:
    """False for anybody but the lead; refused until all opinions are in, and once the joint one is."""
    out = tied(seat.draw, on)
    lead = leads(seat.draw, out)
    if lead is None or lead.pk != seat.pk or seat.expert.person_id != user.pk:
        return False
    is_whole(seat.draw, out)
    return True


def require_joint_paper(user: User, draw: Draw, on: date) -> Seat:
    """The section takes in a joint opinion signed on paper, where nobody can sign in or the lead says nothing."""
    case_rules.require(user, DRAW, draw.case, on)
    out = tied(draw, on)
    lead = leads(draw, out)
    if lead is not None and lead.expert.signs_in and not joint_is_late(draw, out, on):
        raise HasAccount(_("专家组意见由%(who)s登录提交。") % {"who": lead.expert.name})
    is_whole(draw, out)
    if lead is None:
        raise PanelIncomplete(_("还没有专家同意参加。"))
    return lead


def is_whole(draw: Draw, out: Collection[int]) -> None:
    """Raise until everybody of the panel has handed in an opinion, and once the joint one is in."""
    is_open(draw)
    there = sitting(draw, out)
    if len(there) < draw.needed:
        told = {"size": draw.needed, "n": len(there)}
        raise PanelIncomplete(_("要 %(size)d 位专家，现在同意参加的有 %(n)d 位，不能提交专家组意见。") % told)
    waiting = _("、").join(one.expert.name for one in there if one.state != SeatState.OPINED)
    if waiting:
        raise PanelIncomplete(_("%(who)s还没有提交个人意见，不能提交专家组意见。") % {"who": waiting})


def may_be_fewer(user: User, draw: Draw, on: date) -> list[Seat]:
    """Who would be the panel where nobody of the order is left to ask; refused while somebody is, or all sit."""
    case_rules.require(user, DRAW, draw.case, on)
    is_open(draw)
    asked, there = list(draw.seats.all()), sitting(draw, tied(draw, on))
    if len(asked) < len(draw.order) or any(one.state == SeatState.INVITED for one in asked):
        raise PanelIncomplete(_("还有专家可以递补，或者还没有答复，不能减少人数。"))
    if not 0 < len(there) < draw.needed:
        raise PanelIncomplete(_("没有专家同意参加，或者人数已够，不能减少人数。"))
    return there


def require(is_allowed: bool) -> None:
    if not is_allowed:
        raise NotYours(_("这一步不由您办理。"))
