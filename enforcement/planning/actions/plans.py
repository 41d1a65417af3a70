"""A plan from the wish for it to its visits."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.inspections import visiting
from enforcement.planning import queries, rules
from enforcement.planning.actions.common import as_planned, locked, staff
from enforcement.planning.enums import PlanState, Why
from enforcement.planning.guards import NothingToPlan, NotOnThatDay
from enforcement.planning.models import Plan, PlannedDemand, PlannedVisit
from enforcement.planning.rules import question as asking
from enforcement.planning.rules.hours import hours
from envportal.audit import log
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from enforcement.planning.rules.wants import Planned, Question, Solved
    from envportal.accounts.models import User

    Solve = Callable[[Question, Callable[[int], None]], Solved]

# A worker that has not come back by then was killed; another one takes the plan.
LOST: Final = timedelta(minutes=15)


@transaction.atomic
def ask_plan(*, first: date, last: date, by: User, at: datetime, key: str = "") -> Plan:
    """排检查计划: a worker will compute it."""
    if event := log.already(key):
        return Plan.objects.get(pk=event.facts["plan"])
    rules.may(by, rules.PLAN)
    rules.is_period(first, last, timezone.localdate(at))
    bureau = by.bureau
    if bureau is None or not queries.demands_between(bureau, first, last):
        raise NothingToPlan(_("这段时间里没有待排定的检查需求。"))
    plan = Plan.objects.create(bureau=bureau, first=first, last=last, asked_by=by, asked_at=at)
    facts = {"plan": plan.pk, "first": first, "last": last}
    log.record(None, "plan_asked", by=by, at=at, key=key or None, facts=facts)
    return plan


def waiting(*, at: datetime) -> list[int]:
    """Plans to be computed, also those a worker took and left."""
    return queries.to_compute(at - LOST)


def compute(pk: int, *, solve: Solve, clock: Callable[[], datetime]) -> Plan:
    """Work a plan out: taken, solved without a lock, written down; what goes wrong is told and flies on."""
    plan, is_taken = _take(pk, clock())
    if not is_taken:
        return plan
    begun = clock()
    try:
        question = asking.ask(plan.bureau, plan.first, plan.last)
        solved = solve(question, lambda percent: _tell(pk, percent))
        return _propose(pk, solved, question, begun=begun, at=clock())
    except Exception:
        _fail(pk, at=clock())
        raise


@transaction.atomic
def _take(pk: int, at: datetime) -> tuple[Plan, bool]:
    """The plan, and whether it is ours to compute; not where another worker has it."""
    plan = locked(pk)
    is_lost = plan.taken_at is None or plan.taken_at < at - LOST
    if plan.state != PlanState.ASKED and not (plan.state == PlanState.COMPUTING and is_lost):
        return plan, False
    plan.take()
    plan.taken_at, plan.percent = at, 0
    plan.save()
    return plan, True


def _tell(pk: int, percent: int) -> None:
    Plan.objects.filter(pk=pk).update(percent=percent)


@transaction.atomic
def _fail(pk: int, *, at: datetime) -> None:
    plan = locked(pk)
    if plan.state != PlanState.COMPUTING:
        return
    plan.fail()
    plan.save()
    log.record(None, "plan_failed", by=None, at=at, facts={"plan": pk})


@transaction.atomic
def _propose(pk: int, solved: Solved, question: Question, *, begun: datetime, at: datetime) -> Plan:
    """Write the plan down as a draft; not where it was dropped, or another worker was quicker."""
    plan, answer = locked(pk), solved.answer
    if plan.state != PlanState.COMPUTING:
        return plan
    plan.propose()
    plan.percent, plan.seconds = 100, round((at - begun).total_seconds(), 1)
    plan.demands, plan.visits = answer.placed + len(answer.left), len(answer.visits)
    plan.greedy_visits, plan.bound, plan.left_bound = len(solved.greedy.visits), solved.bound.visits, solved.bound.left
    plan.save()
    begins = hours(question, answer.visits)
    for visit, begins_at in zip(answer.visits, begins, strict=True):
        why = _why_apart(visit, answer.visits, question)
        row = PlannedVisit.objects.create(
            plan=plan, enterprise_id=visit.group.enterprise, day=visit.day, begins_at=begins_at, apart_why=why
        )
        staff(row, visit.people)
        PlannedDemand.objects.bulk_create(
            PlannedDemand(plan=plan, demand_id=want.id, planned=row) for want in visit.group.wants
        )
    PlannedDemand.objects.bulk_create(
        PlannedDemand(plan=plan, demand_id=demand, why=why) for demand, why in answer.left.items()
    )
    facts = {"plan": pk, "demands": plan.demands, "visits": plan.visits, "bound": plan.bound, "left": len(answer.left)}
    log.record(None, "plan_computed", by=None, at=at, facts=facts)
    return plan


def _why_apart(visit: Planned, visits: Sequence[Planned], question: Question) -> str:
    """Two visits whose days meet could not be one, and the solver knows why."""
    group = visit.group
    near = [
        other
        for other in visits
        if other is not visit
        and other.group.enterprise == group.enterprise
        and other.group.wants[0].unannounced == group.wants[0].unannounced
        and group.earliest <= other.day <= group.latest
    ]
    if not near:
        return ""
    way = question.roads.there_and_back(question.roads.township(group.enterprise))
    minutes = min(other.group.minutes for other in near) + group.minutes + way
    return str(_("合在一起一天查不完") if minutes > asking.MINUTES else _("没有一组当天有空的人员能一次查完"))


@transaction.atomic
def drop(pk: int, *, by: User, at: datetime, key: str = "") -> Plan:
    """放弃计划: the demands wait for another."""
    plan = locked(pk)
    if log.already(key):
        return plan
    rules.may(by, rules.PLAN, plan.bureau)
    rules.can("drop", plan)
    plan.drop()
    plan.save()
    log.record(None, "plan_dropped", by=by, at=at, key=key or None, facts={"plan": pk})
    return plan


@transaction.atomic
def confirm(pk: int, *, by: User, at: datetime, key: str = "") -> Plan:
    """确认计划: each of its visits is planned; what was withdrawn, planned or made impossible meanwhile is left out."""
    plan = locked(pk)
    if log.already(key):
        return plan
    rules.may(by, rules.PLAN, plan.bureau)
    rules.can("confirm", plan)
    plan.planned_demands.exclude(demand__state=visiting.DemandState.ASKED).delete()
    planned, rows = as_planned(plan), list(queries.planned(plan))
    left = asking.caps(plan.bureau, plan.first.year, timezone.localdate(at))
    rules.within_caps(list(planned.values()), left, {row.enterprise_id: row.enterprise.name for row in rows})
    gone = _plan_visits(plan, [row for row in rows if row.pk in planned], planned, by=by, at=at)
    plan.confirm()
    plan.confirmed_by, plan.confirmed_at = by, at
    plan.save()
    facts = {"plan": pk, "visits": len(planned) - len(gone), "left_out": gone}
    log.record(None, "plan_confirmed", by=by, at=at, key=key or None, facts=facts)
    return plan


def _plan_visits(
    plan: Plan, rows: Sequence[PlannedVisit], planned: Mapping[int, Planned], *, by: User, at: datetime
) -> list[str]:
    """Plan every visit that is still possible; the names of those that are not, refused where none is."""
    question = asking.ask(plan.bureau, plan.first, plan.last)
    kept: dict[date, list[Planned]] = defaultdict(list)
    gone: dict[PlannedVisit, str] = {}
    for row in rows:
        try:
            rules.fits(question, kept[row.day], planned[row.pk])
            _plan_visit(row, by=by, at=at)
        except Refused as no:
            gone[row] = str(no)
        else:
            kept[row.day].append(planned[row.pk])
    names = [row.enterprise.name for row in gone]
    if gone and len(gone) == len(rows):
        words = {"names": "、".join(names), "why": next(iter(gone.values()))}
        raise NotOnThatDay(_("没有一次检查还能这样排（%(names)s）：%(why)s") % words)
    plan.planned_demands.filter(planned__in=list(gone)).update(planned=None, why=Why.CHANGED)
    plan.planned_visits.filter(pk__in=[row.pk for row in gone]).delete()
    return names


def _plan_visit(row: PlannedVisit, *, by: User, at: datetime) -> None:
    people = [one.user for one in row.people.all()]
    row.visit = visiting.plan_visit(
        [one.demand for one in row.demands.all()], day=row.day, begins_at=row.begins_at, people=people,
        lead=people[0], by=by, at=at, apart_why=row.apart_why,
    )  # fmt: skip
    row.save(update_fields=["visit"])
