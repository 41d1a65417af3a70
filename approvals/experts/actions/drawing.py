"""A register is filled, experts are drawn and invited, and answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.experts import queries, rules
from approvals.experts.actions.common import locked, locked_draw, note, tell_officer, working_days
from approvals.experts.enums import ANSWER_DAYS, OPINION_DAYS, SeatState, Speciality
from approvals.experts.models import Draw, Expert, Seat
from envportal.accounts.models import User
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.lots import shuffled
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from envportal.accounts.models import Bureau, Enterprise


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
    why_avoided: str = "", why_again: str = "", against: Iterable[Enterprise | None] = (), key: str = "",
) -> Draw:  # fmt: skip
    """随机抽取: who fits and has no tie, in the order of the seed; the first of them are invited.

    Ties are looked for with the enterprise of the case, and with those `against` names beside it.
    """
    case = lock(Case, pk)
    before = queries.latest(case)
    if log.already(key) and before is not None:
        return before
    on, wanted, avoided = timezone.localdate(at), " ".join(specialities), list(avoid)
    rules.may_draw(by, case, on)
    if (before is not None and not why_again) or (avoided and not why_avoided):
        raise rules.NeedsReason(_("重新抽取、要求回避的，写明理由。"))
    concerned = {one.uscc: one.name for one in (case.enterprise, *against) if one is not None}
    pool, left_out = rules.pool_for(case, wanted, {one.code: why_avoided for one in avoided}, concerned, on)
    if len(pool) < size:
        raise rules.TooFewExperts(_("符合条件又没有利益关系的专家只有 %(n)d 人。") % {"n": len(pool)})
    codes = sorted(one.code for one in pool)
    drawn = Draw.objects.create(
        case=case, number=before.number + 1 if before else 1, specialities=wanted, size=size, seed=seed, pool=codes,
        order=shuffled(codes, seed), left_out=left_out, why_again=why_again if before else "", by=by, at=at,
        against=[{"uscc": uscc, "name": name} for uscc, name in concerned.items()],
    )  # fmt: skip
    facts = {"draw": drawn.number, "seed": seed, "pool": codes, "order": drawn.order[:size], "left_out": left_out}
    facts["against"] = list(concerned)
    log.record(case, "experts_drawn", by=by, at=at, key=key or None, facts=facts | {"why_again": why_again})
    for position in range(1, size + 1):
        _invite(drawn, position, at=at)
    return drawn


def _invite(drawn: Draw, position: int, *, at: datetime) -> Seat | None:
    """Invite who stands at a place of the order; None where the order is at its end."""
    if position > len(drawn.order):
        return None
    expert = Expert.objects.select_related("person").get(bureau=drawn.case.bureau, code=drawn.order[position - 1])
    due_on = working_days(drawn, ANSWER_DAYS, at)
    seat = Seat.objects.create(draw=drawn, expert=expert, position=position, invited_at=at, due_on=due_on)
    if expert.person is not None:
        context = {"seat": seat, "link": f"/desk/reviews/{seat.pk}/"}
        outbox.post(drawn.case, "expert_invited", to=[expert.person], context=context, at=at)
    return seat


@transaction.atomic
def answer(pk: int, *, accepts: bool, reason: str = "", by: User, at: datetime, key: str = "") -> Seat:
    """答复邀请; where somebody cannot come, or stands down, the next of the order is invited."""
    seat = locked(pk)
    if log.already(key):
        return seat
    rules.require_answer(by, seat, timezone.localdate(at), accepts=accepts)
    if not accepts and not reason:
        raise rules.NeedsReason(_("不能参加的，写明理由。"))
    seat.state = SeatState.ACCEPTED if accepts else SeatState.DECLINED
    seat.answered_at, seat.why_not = at, "" if accepts else reason
    if accepts:
        seat.due_on = working_days(seat.draw, OPINION_DAYS, at)
    seat.save()
    note(seat, "expert_answered", by=by, at=at, key=key, state=seat.state, reason=seat.why_not)
    if not accepts:
        last = max(one.position for one in seat.draw.seats.all())
        if _invite(seat.draw, last + 1, at=at) is None:
            tell_officer(seat.draw, "experts_run_out", at=at)
    return seat


@transaction.atomic
def settle_for_fewer(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Draw:
    """减少人数: nobody of the order is left to ask, so those who sit are the panel; for a reason."""
    drawn = locked_draw(pk)
    if log.already(key):
        return drawn
    there = rules.may_be_fewer(by, drawn, timezone.localdate(at))
    if not reason:
        raise rules.NeedsReason(_("减少人数的，写明理由。"))
    drawn.fewer, drawn.fewer_why = len(there), reason
    drawn.save(update_fields=["fewer", "fewer_why"])
    facts = {"draw": drawn.number, "size": drawn.size, "fewer": drawn.fewer, "reason": reason}
    log.record(drawn.case, "experts_fewer", by=by, at=at, key=key or None, facts=facts)
    return drawn


@transaction.atomic
def close(case: Case, *, reason: str, by: User, at: datetime) -> Draw | None:
    """终止: the review the panel was drawn for was called off; nobody waits for it. The caller holds the case row."""
    drawn = queries.latest(case)
    if drawn is None or not drawn.is_open:
        return None
    drawn.closed_at, drawn.closed_why = at, reason
    drawn.save(update_fields=["closed_at", "closed_why"])
    log.record(case, "experts_closed", by=by, at=at, facts={"draw": drawn.number, "reason": reason})
    return drawn
