"""Who may do which verb with a visit, and what each asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from enforcement.inspections import guards, queries
from enforcement.inspections.queries import caps
from enforcement.inspections.states import (
    ADVICE_UNDONE,
    UNCOUNTED,
    DemandState,
    Outcome,
    Purpose,
    Skill,
    State,
)
from envportal.accounts.rules import codes
from envportal.cases import rules as cases
from envportal.duties import register
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from enforcement.inspections.models import Certificate, Demand, Visit
    from envportal.accounts.models import Bureau, Enterprise, User

VIEW, ASK, PLAN, APPROVE = queries.VIEW, "visit.ask", "inspection.plan", "visit.approve"
NOTICE, RECORD, END_ADVICE = "visit.notice", "enforce.record_inspection", "visit.end_advice"
ORDER, ANSWER, VERIFY, KEEP = "enforce.open_case", "feedback.answer", "visit.verify", "inspection.keep_people"
CANCEL = "visit.cancel"
PROPOSE_LIST, AGREE_LIST = "inspection.propose_list", "inspection.agree_list"
# Verb → the row of the matrix; when it is possible, the flow says, or the states beside it.
VERBS: Final[dict[str, str]] = {
    "approve": APPROVE,
    "notice": NOTICE,
    "enter": RECORD,
    "leave": RECORD,
    "close": RECORD,
    "cancel": CANCEL,
}
# Verbs of who is on the spot.
ON_THE_SPOT = frozenset({"enter", "leave"})
FEWEST = 2


def require(name: str, user: User, visit: Visit, on: date) -> None:
    """Whether this person may do the verb with this visit in its state."""
    cases.require(user, VERBS[name], visit.case, on)
    if not can_proceed(getattr(visit, name)):
        raise guards.OutOfOrder(_("这一步现在不能办：检查处在“%(state)s”。") % {"state": State(visit.state).label})
    if name in ON_THE_SPOT:
        is_on_the_team(user, visit)
    if name == "approve":
        is_second_person(user, visit)


def available(user: User, visit: Visit, on: date) -> list[str]:
    """The verbs that are possible now, for this person."""
    return [
        name
        for name, action in VERBS.items()
        if can_proceed(getattr(visit, name))
        and cases.may(user, action, visit.case, on)
        and (name not in ON_THE_SPOT or on_the_team(user, visit))
        and (name != "approve" or not (user.pk == visit.written_by_id or on_the_team(user, visit)))
        and not (name == "notice" and visit.unannounced)
        and not (name == "enter" and visit.state == State.APPROVED and not visit.unannounced)
    ]


def may(user: User, action: str, bureau: Bureau | None = None) -> None:
    """Raise NotYours unless the matrix lets the person do this in their own bureau."""
    if not codes(user, action) or user.bureau_id is None or (bureau is not None and bureau.pk != user.bureau_id):
        raise NotYours(_("这件事不由您办理。"), action)


def on_the_team(user: User, visit: Visit) -> bool:
    return any(one.user_id == user.pk for one in visit.people.all())


def is_on_the_team(user: User, visit: Visit) -> None:
    if not on_the_team(user, visit):
        raise guards.NotOnTheTeam(_("只有通知企业的检查人员能办这一步。"), guards.STRICT)


def is_second_person(user: User, visit: Visit) -> None:
    """四眼: who planned it, and who makes it, does not approve it."""
    if user.pk == visit.written_by_id or on_the_team(user, visit):
        raise guards.SamePerson(_("排定检查的人和检查人员不能自己批准，请另一位负责人批准。"), guards.STRICT)


def is_under_way(visit: Visit) -> None:
    if visit.state != State.UNDER_WAY:
        raise guards.OutOfOrder(_("检查不在进行：现在是“%(state)s”。") % {"state": State(visit.state).label})


def is_to_come(day: date, today: date) -> None:
    if day < today:
        raise guards.NotPossible(_("最后一天不能早于今天。"))


# DEMANDS --------------------------------------------------------------------------------
def is_asked(demand: Demand) -> None:
    if demand.state != DemandState.ASKED:
        state = DemandState(demand.state).label
        raise guards.NotPossible(_("这项需求已经是“%(state)s”，请刷新页面。") % {"state": state})


def may_withdraw(user: User, demand: Demand) -> None:
    """One's own section, or a planner; what a lot drew, a head or leader who did not draw it, with a reason to read."""
    may(user, ASK, demand.bureau)
    if demand.drawn.exists():
        if not codes(user, APPROVE) or user.pk == demand.asked_by_id:
            raise guards.DrawnByLot(_("双随机抽中的，由没有参加抽取的负责人写明理由撤回。"), guards.STRICT)
    elif user.section_id != demand.section_id and not codes(user, PLAN):
        raise NotYours(_("这项需求由提出的科室或者排定检查的人撤回。"), ASK)


def still_owed(demands: Iterable[Demand]) -> None:
    """Raise NotPossible where the duty a demand was asked for has ended: nobody is visited for what is over."""
    for demand in demands:
        if demand.duty is not None and demand.duty.state not in register.UNDONE:
            raise guards.NotPossible(
                _("%(what)s：所依据的任务已经结束，请撤回需求；已经排定的，取消检查后撤回。") % {"what": demand}
            )


def goes_as_drawn(demands: Sequence[Demand], people: Sequence[User], why: str) -> None:
    """Who was drawn by lot goes; where one cannot, the reason is there for whoever approves the visit."""
    going = {one.pk for one in people}
    missing = [one.name for demand in demands for one in demand.drawn.all() if one.pk not in going]
    if missing and not why.strip():
        names = "、".join(dict.fromkeys(missing))
        raise guards.DrawnByLot(
            _("双随机抽中的是%(names)s；不能由他们检查的，写明理由，由批准人核对。") % {"names": names}, guards.STRICT
        )


def is_known_here(user: User, enterprise: Enterprise) -> None:
    if not queries.enterprises_for(user.bureau).filter(pk=enterprise.pk).exists():
        raise guards.NotPossible(_("%(name)s不归本局管。") % {"name": enterprise.name})


def has_days(earliest: date, latest: date, today: date) -> None:
    if latest < earliest or latest < today:
        raise guards.NotPossible(_("最晚日期不能早于最早日期，也不能早于今天。"))


def has_lawful_reason(reason: str, *, unannounced: bool) -> None:
    if unannounced and not reason.strip():
        raise guards.NoLawfulReason(_("不事先通知是例外，写明依据和理由。"), guards.STRICT)


def go_together(demands: Sequence[Demand]) -> None:
    """One bureau, one enterprise; what is unannounced is not announced along with the rest."""
    if not demands:
        raise guards.NotTogether(_("至少选一项检查需求。"))
    for demand in demands:
        is_asked(demand)
    if len({(one.bureau_id, one.enterprise_id) for one in demands}) > 1:
        raise guards.NotTogether(_("一次检查只去一家企业，所选需求不是同一家的。"))
    if len({one.unannounced for one in demands}) > 1:
        raise guards.NotTogether(_("不事先通知的需求不能与要通知的合在一次检查里。"), guards.STRICT)


def in_time(demands: Sequence[Demand], day: date) -> None:
    for demand in demands:
        if not demand.earliest <= day <= demand.latest:
            words = {"what": demand, "first": demand.earliest.isoformat(), "last": demand.latest.isoformat()}
            raise guards.DayOutside(_("%(what)s要在 %(first)s 到 %(last)s 之间检查。") % words)


def counts(demands: Sequence[Demand]) -> bool:
    """Whether the yearly cap counts the visit: any part of it that is no lawful exception makes it count.

    That it comes without notice is no exception: the purpose is.
    """
    return any(Purpose(one.purpose) not in UNCOUNTED for one in demands)


def within_cap(demands: Sequence[Demand], day: date) -> None:
    """Raise OverTheCap where the enterprise has had, or is to have, as many visits in the year as were published."""
    if counts(demands) and caps.left(demands[0].bureau, demands[0].enterprise, day) == 0:
        name = demands[0].enterprise.name
        raise guards.OverTheCap(_("%(name)s今年的检查次数已到公布的上限。") % {"name": name}, guards.STRICT)


# PEOPLE ---------------------------------------------------------------------------------
def fit(
    people: Sequence[User], lead: User, wanted: frozenset[Skill], enterprise: Enterprise, on: date
) -> dict[int, Certificate]:
    """Two or more, each with a certificate, every skill among them, nobody tied; gives person → certificate."""
    if len({one.pk for one in people}) < FEWEST or lead.pk not in {one.pk for one in people}:
        raise guards.TooFewPeople(_("至少两名执法人员，带队的在其中。"), guards.TWO)
    found = queries.certificates_on(people, on)
    without = [one.name for one in people if one.pk not in found]
    if without:
        raise guards.NoCertificate(
            _("%(names)s在检查当日没有有效的执法证。") % {"names": "、".join(without)}, guards.TWO
        )
    near = queries.tied(people, enterprise, on).first()
    if near is not None:
        raise guards.Tied(_("%(name)s应当回避：%(why)s。") % {"name": near.user.name, "why": near.why}, guards.TIED)
    missing = wanted - queries.skills_of(people)
    if missing:
        names = "、".join(str(one.label) for one in sorted(missing))
        raise guards.SkillMissing(_("检查人员中没有懂“%(names)s”的。") % {"names": names})
    return found


# ON THE SPOT ------------------------------------------------------------------------------
def is_the_day(visit: Visit, on: date) -> None:
    if visit.day != on:
        raise guards.WrongDay(_("检查定在 %(day)s，不是今天。") % {"day": visit.day.isoformat()}, guards.STRICT)


def opens_the_gate(visit: Visit, code: str, why: str) -> None:
    """The code the enterprise reads out; without it the reason is written down."""
    if code and queries.hash_of(code) != visit.entry_code_hash:
        raise guards.WrongCode(_("入企码不对，请企业人员再念一遍；确实没有的，写明原因。"), guards.STRICT)
    if not code and not why.strip() and not visit.unannounced:
        raise guards.WrongCode(_("填写企业念出的入企码，或者写明为什么没有核对。"), guards.STRICT)


# AFTERWARDS -------------------------------------------------------------------------------
def may_be_ordered(visit: Visit) -> None:
    if visit.state != State.LEFT or visit.outcome != Outcome.ORDERED:
        raise guards.OutOfOrder(_("检查结果是“发现问题，责令改正”的，书面反馈以后起草责令改正。"))
    if (standing := queries.order_of(visit)) is not None:
        raise guards.OutOfOrder(_("已经起草了责令改正（%(order)s）。") % {"order": standing.number})


def all_told(visit: Visit) -> None:
    """What was found is ordered, and what a re-inspection saw is told to its order."""
    if visit.outcome == Outcome.ORDERED and queries.order_of(visit) is None:
        raise guards.AdviceLeft(_("检查结果是责令改正，还没有起草责令改正决定书。"))
    if queries.unreported(visit).exists():
        raise guards.AdviceLeft(_("还没有登记复查结果。"))


def nothing_left(visit: Visit) -> None:
    left = visit.advice.filter(state__in=ADVICE_UNDONE).count()
    if left:
        raise guards.AdviceLeft(_("还有 %(n)s 条建议没有结果。") % {"n": left})
