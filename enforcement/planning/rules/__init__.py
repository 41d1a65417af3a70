"""Who may plan and draw, and what a visit of a plan asks. What computes a plan stands in `solver`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from enforcement.planning import guards
from enforcement.planning.enums import DrawState, PlanState, Risk
from enforcement.planning.rules import draws, hours
from enforcement.planning.rules.desk import FEWEST, Desk
from envportal.accounts.rules import codes
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from enforcement.planning.models import Cap, Draw, Plan, PlannedVisit
    from enforcement.planning.rules.draws import Lists
    from enforcement.planning.rules.wants import Group, Person, Planned, Question
    from envportal.accounts.models import Bureau, User

VIEW, PLAN = "plan.view", "inspection.plan"
SET_CAP, AGREE_CAP = "plan.propose_cap", "plan.agree_cap"
CLASSIFY, DRAW = "plan.classify", "plan.draw"
# Nobody plans further ahead than the year after this one: the calendar of working days is not known.
AHEAD: Final = 1


def may(user: User, action: str, bureau: Bureau | None = None) -> None:
    """Raise NotYours unless the matrix lets the person do this in their own bureau."""
    if not codes(user, action) or user.bureau_id is None or (bureau is not None and bureau.pk != user.bureau_id):
        raise NotYours(_("这件事不由您办理。"), action)


# PLANS ------------------------------------------------------------------------------------
def is_period(first: date, last: date, today: date) -> None:
    if not today <= first <= last:
        raise guards.NotPossible(_("期间从今天或者以后开始，并且不早于它的开始结束。"))
    if first.year != last.year:
        raise guards.NotPossible(_("年度检查次数按年计算：期间不能跨年，请分两次排。"), guards.STRICT)
    if first.year > today.year + AHEAD:
        raise guards.NotPossible(_("最远排到明年。"))


def can(verb: str, plan: Plan) -> None:
    if not can_proceed(getattr(plan, verb)):
        raise guards.OutOfOrder(_("这份计划现在是“%(state)s”，不能这样办。") % {"state": PlanState(plan.state).label})


def is_draft(plan: Plan) -> None:
    if plan.state != PlanState.DRAFT:
        raise guards.OutOfOrder(_("这份计划现在是“%(state)s”，不能再改。") % {"state": PlanState(plan.state).label})


def may_change(user: User, planned: PlannedVisit) -> None:
    may(user, PLAN, planned.plan.bureau)
    is_draft(planned.plan)


def fits(question: Question, taken: Sequence[Planned], visit: Planned) -> None:
    """Raise NotOnThatDay unless these people can make this visit on this day beside the visits that stand."""
    group, day = visit.group, visit.day
    if day not in question.days or not group.earliest <= day <= group.latest:
        words = {"first": group.earliest.isoformat(), "last": group.latest.isoformat()}
        raise guards.NotOnThatDay(_("检查日期要是 %(first)s 到 %(last)s 之间、本计划期间内的工作日。") % words)
    desk = Desk(question)
    for other in taken:
        desk.book(other)
    chosen = [person for person in question.people if person.id in visit.people]
    _are_enough(group, chosen, visit.people)
    free = {person.id for person in desk.pool(group, day)}
    if not set(visit.people) <= free or not desk.fits_a_day(group):
        raise guards.NotOnThatDay(_("有人当天没有有效的执法证、请假、应当回避，或者时间排不下。"), guards.TIED)
    _is_at_an_hour(question, taken, visit)


def _is_at_an_hour(question: Question, taken: Sequence[Planned], visit: Planned) -> None:
    begins, busy = visit.begins, hours.busy(question, taken)
    if begins is not None and not hours.is_free(visit, hours.minute(begins), busy, question):
        raise guards.NotOnThatDay(_("这个时间有人还在另一处检查，或者晚上六点以前回不来，请换开始时间。"))


def _are_enough(group: Group, chosen: Sequence[Person], asked: Collection[int]) -> None:
    if len(chosen) < FEWEST or len(chosen) < len(set(asked)):
        raise guards.NotOnThatDay(_("至少两名有执法证的人员。"), guards.TWO)
    if group.skills - frozenset[str]().union(*(person.skills for person in chosen)):
        raise guards.NotOnThatDay(_("所选人员缺少这次检查需要的专长。"))
    if not group.must <= {person.id for person in chosen}:
        raise guards.NotOnThatDay(_("双随机抽中的人员不能换掉。"))


def has_reason(why: str) -> None:
    if not why.strip():
        raise guards.NeedsReason(_("能合并的检查单独进行，写明理由。"), guards.STRICT)


def within_caps(planned: Sequence[Planned], left: Mapping[int, int], names: Mapping[int, str]) -> None:
    """Raise OverTheCap where the visits of a plan that count are more than a cap lets in; all enterprises are named."""
    counted = Counter(visit.group.enterprise for visit in planned if visit.group.counts)
    over = [of for of, visits in counted.items() if of in left and visits > left[of]]
    if over:
        each = [_("%(name)s（%(n)s 次）") % {"name": names.get(of, ""), "n": left[of]} for of in over]
        raise guards.OverTheCap(
            _("计划排多了。这些企业本年度还能检查的次数：%(each)s。") % {"each": "、".join(each)}, guards.STRICT
        )


# CAPS -------------------------------------------------------------------------------------
def may_agree(user: User, cap: Cap) -> None:
    """四眼: who proposed a cap does not agree to it."""
    may(user, AGREE_CAP, cap.bureau)
    if cap.agreed_by_id is not None:
        raise guards.OutOfOrder(_("这项上限已经同意过了。"))
    if cap.proposed_by_id == user.pk:
        raise guards.SamePerson(_("提出上限的人不能自己同意。"))


# DRAWS ------------------------------------------------------------------------------------
def can_be_drawn(lists: Lists, names: Mapping[str, str]) -> None:
    """Raise NotPossible for an empty list, or an object nobody could be drawn for."""
    if not lists.objects or len(lists.inspectors) < draws.PAIR:
        raise guards.NotPossible(_("名单里至少要有一家企业和两名持证的执法人员。"), guards.TWO)
    lonely = [names[code] for code in lists.objects if len(lists.free(code)) < draws.PAIR]
    if lonely:
        raise guards.NotPossible(
            _("%(names)s没有两名不须回避的人员可抽。") % {"names": "、".join(lonely[:5])}, guards.TIED
        )


def is_drawn_later(seed_on: date, latest: date, today: date) -> None:
    """Raise NotPossible where the number could be known already, or only when the days to inspect are over."""
    if not today < seed_on <= latest:
        raise guards.NotPossible(_("种子要用明天以后、检查最后一天以前才产生的公开数字。"))


def none_waits(waiting: Draw | None) -> None:
    """Raise NotPossible while the number of another draw is known: nobody looks what comes out and freezes anew."""
    if waiting is not None:
        raise guards.NotPossible(
            _("“%(name)s”的数字已经产生：先抽取它，或者由另一个人写明理由公布不抽。") % {"name": waiting.name}
        )


def may_end(user: User, draw: Draw) -> None:
    """Whoever froze the lists neither types the number nor gives the draw up."""
    may(user, DRAW, draw.bureau)
    if draw.state != DrawState.LISTED:
        raise guards.OutOfOrder(_("这次抽取已经是“%(state)s”，抽过的不重抽。") % {"state": DrawState(draw.state).label})
    if user.pk == draw.listed_by_id:
        raise guards.SamePerson(_("冻结名单的人不能抽取，请另一个人来。"))


def may_draw(user: User, draw: Draw, today: date) -> None:
    may_end(user, draw)
    if today < draw.seed_on:
        raise guards.NotPossible(_("数字到 %(day)s 才产生。") % {"day": draw.seed_on.isoformat()})


def is_number(digits: str) -> None:
    if len(digits) < draws.SHORTEST:
        raise guards.NotPossible(_("抄录公布的数字，至少 %(n)s 位。") % {"n": draws.SHORTEST})


def shares_are_whole(shares: Mapping[str, int]) -> None:
    if set(shares) - set(Risk.values) or not any(shares.values()):
        raise guards.NotPossible(_("至少给一类企业写上抽取比例。"))
