"""The verbs of this room: one function, one transaction, the case row locked first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.experts import queries, rules
from approvals.experts.enums import SeatState, Speciality
from approvals.experts.models import Draw, Expert, Seat
from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from envportal.accounts.models import Bureau


@transaction.atomic
def enter(bureau: Bureau, row: Mapping[str, str], *, at: datetime) -> bool:
    """Enter an expert as a row of the bureau's table; False where the code is there already."""
    fields = " ".join(str(Speciality(one)) for one in row["specialities"].split())
    person = User.objects.filter(username=row["username"]).first() if row["username"] else None
    told = {"name": row["name"], "employer": row["employer"], "title": row["title"], "specialities": fields}
    _expert, is_new = Expert.objects.get_or_create(bureau=bureau, code=row["code"], defaults={**told, "person": person})
    if is_new:
        facts = {"bureau": bureau.code, "code": row["code"], "specialities": fields}
        log.record(None, "expert_entered", by=None, at=at, chain="experts", facts=facts)
    return is_new


@transaction.atomic
def draw(  # noqa: PLR0913  a draw is told with all of this
    pk: int, *, specialities: Iterable[str], size: int, seed: str, by: User, at: datetime, avoid: Iterable[Expert] = (),
    why_avoided: str = "", why_again: str = "", key: str = "",
) -> Draw:  # fmt: skip
    """随机抽取: who fits and has no tie, in the order of the seed; the first of them are invited."""
    case = lock(Case, pk)
    before = queries.latest(case)
    if log.already(key) and before is not None:
        return before
    on, wanted, avoided = timezone.localdate(at), " ".join(specialities), list(avoid)
    rules.may_draw(by, case, on)
    if (before is not None and not why_again) or (avoided and not why_avoided):
        raise rules.NeedsReason(_("重新抽取、要求回避的，写明理由。"))
    pool, left_out = rules.pool_for(case, wanted, {one.code: why_avoided for one in avoided}, on)
    if len(pool) < size:
        raise rules.TooFewExperts(_("符合条件又没有利益关系的专家只有 %(n)d 人。") % {"n": len(pool)})
    codes = sorted(one.code for one in pool)
    drawn = Draw.objects.create(
        case=case, number=before.number + 1 if before else 1, specialities=wanted, size=size, seed=seed, pool=codes,
        order=rules.shuffled(codes, seed), left_out=left_out, why_again=why_again if before else "", by=by, at=at,
    )  # fmt: skip
    facts = {"draw": drawn.number, "seed": seed, "pool": codes, "order": drawn.order[:size], "left_out": left_out}
    log.record(case, "experts_drawn", by=by, at=at, key=key or None, facts=facts | {"why_again": why_again})
    for position in range(1, size + 1):
        _invite(drawn, position, at=at)
    return drawn


def _invite(drawn: Draw, position: int, *, at: datetime) -> Seat | None:
    """Invite who stands at a place of the order; None where the order is at its end."""
    if position > len(drawn.order):
        return None
    expert = Expert.objects.select_related("person").get(bureau=drawn.case.bureau, code=drawn.order[position - 1])
    seat = Seat.objects.create(draw=drawn, expert=expert, position=position, invited_at=at)
    if expert.person is not None:
        context = {"seat": seat, "link": f"/desk/reviews/{seat.pk}/"}
        outbox.post(drawn.case, "expert_invited", to=[expert.person], context=context, at=at)
    return seat


@transaction.atomic
def answer(pk: int, *, accepts: bool, reason: str = "", by: User, at: datetime, key: str = "") -> Seat:
    """答复邀请; where somebody cannot come, the next of the order is invited."""
    seat = _locked(pk)
    if log.already(key):
        return seat
    rules.require_answer(by, seat, timezone.localdate(at))
    if not accepts and not reason:
        raise rules.NeedsReason(_("不能参加的，写明理由。"))
    seat.state = SeatState.ACCEPTED if accepts else SeatState.DECLINED
    seat.answered_at, seat.why_not = at, "" if accepts else reason
    seat.save()
    _note(seat, "expert_answered", by=by, at=at, key=key, state=seat.state, reason=seat.why_not)
    if not accepts:
        last = max(one.position for one in seat.draw.seats.all())
        if _invite(seat.draw, last + 1, at=at) is None:
            _tell_officer(seat.draw, "experts_run_out", at=at)
    return seat


@transaction.atomic
def opine(pk: int, *, opinion: str, by: User, at: datetime, key: str = "") -> Seat:
    """个人意见: each for themselves, not changed afterwards."""
    seat = _locked(pk)
    if log.already(key):
        return seat
    rules.require(rules.check_opinion(by, seat))
    seat.state, seat.opinion, seat.opined_at = SeatState.OPINED, opinion, at
    seat.save()
    _note(seat, "expert_opined", by=by, at=at, key=key)
    return seat


@transaction.atomic
def join(pk: int, *, opinion: str, by: User, at: datetime, key: str = "") -> Draw:
    """专家组意见: by the first of the panel, once everybody's own opinion is in."""
    seat = _locked(pk)
    drawn = seat.draw
    if log.already(key):
        return drawn
    rules.require(rules.check_joint(by, seat))
    drawn.joint_opinion, drawn.joint_by, drawn.joint_at = opinion, seat.expert, at
    drawn.save()
    _note(seat, "experts_joined", by=by, at=at, key=key)
    _tell_officer(drawn, "experts_joined", at=at)
    return drawn


def _locked(pk: int) -> Seat:
    """The seat afresh, its case locked: a draw's seats are answered one after another."""
    case = Seat.objects.values_list("draw__case_id", flat=True).get(pk=pk)
    lock(Case, case)
    return Seat.objects.select_related("draw__case__bureau", "draw__case__holder", "expert").get(pk=pk)


def _note(seat: Seat, name: str, *, by: User, at: datetime, key: str, **facts: object) -> None:
    about = {"draw": seat.draw.number, "expert": seat.expert.code}
    log.record(seat.draw.case, name, by=by, at=at, key=key or None, facts=about | facts)


def _tell_officer(drawn: Draw, template: str, *, at: datetime) -> None:
    case = drawn.case
    people = [case.holder] if case.holder else list(staff_with(case.bureau, Role.SECTION_HEAD))
    link = {"draw": drawn, "link": f"/desk/cases/{case.pk}/experts/"}
    outbox.post(case, template, to=people, context=link, at=at)
