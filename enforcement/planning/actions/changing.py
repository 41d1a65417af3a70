"""The planner changes a draft; every rule is asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.planning import rules
from enforcement.planning.actions.common import as_planned, locked, staff
from enforcement.planning.guards import NotPossible
from enforcement.planning.models import PlannedVisit
from enforcement.planning.rules import question as asking
from enforcement.planning.rules.wants import Group, Planned
from envportal.audit import log

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, time

    from enforcement.inspections.visiting import Demand
    from envportal.accounts.models import User


def _locked(pk: int, by: User) -> PlannedVisit:
    row = PlannedVisit.objects.get(pk=pk)
    row.plan = locked(row.plan_id)
    rules.may_change(by, row)
    return row


def _check(row: PlannedVisit, visit: Planned) -> None:
    """The visit as it would be, beside all others of the plan and those that stand already."""
    plan = row.plan
    others = [one for pk, one in as_planned(plan).items() if pk != row.pk]
    rules.fits(asking.ask(plan.bureau, plan.first, plan.last), others, visit)


def _record(row: PlannedVisit, name: str, *, by: User, at: datetime, key: str, **facts: Any) -> None:
    log.record(None, name, by=by, at=at, key=key or None, facts={"plan": row.plan_id, "planned": row.pk, **facts})


@transaction.atomic
def move(pk: int, *, day: date, begins_at: time, by: User, at: datetime, key: str = "") -> PlannedVisit:
    """改期."""
    if log.already(key):
        return PlannedVisit.objects.get(pk=pk)
    row = _locked(pk, by)
    now = as_planned(row.plan)[row.pk]
    _check(row, Planned(now.group, day, now.people, begins_at))
    before, row.day, row.begins_at = row.day, day, begins_at
    row.save(update_fields=["day", "begins_at"])
    _record(row, "planned_visit_moved", by=by, at=at, key=key, before=before, day=day)
    return row


@transaction.atomic
def restaff(pk: int, *, people: Sequence[User], lead: User, by: User, at: datetime, key: str = "") -> PlannedVisit:
    """换人."""
    if log.already(key):
        return PlannedVisit.objects.get(pk=pk)
    row = _locked(pk, by)
    now = as_planned(row.plan)[row.pk]
    going = tuple(dict.fromkeys([lead.pk, *(one.pk for one in people)]))
    _check(row, Planned(now.group, row.day, going, row.begins_at))
    staff(row, going)
    _record(row, "planned_visit_restaffed", by=by, at=at, key=key, people=list(going), before=list(now.people))
    return row


@transaction.atomic
def split(
    pk: int, *, demands: Sequence[Demand], day: date, begins_at: time, why: str, by: User, at: datetime, key: str = ""
) -> PlannedVisit:  # fmt: skip
    """单独检查: some demands of a joint visit get one of their own, by the same people, for a reason."""
    if log.already(key):
        return PlannedVisit.objects.get(pk=pk)
    row = _locked(pk, by)
    rules.has_reason(why)
    now, wanted = as_planned(row.plan)[row.pk], {one.pk for one in demands}
    apart = tuple(want for want in now.group.wants if want.id in wanted)
    if not apart or len(apart) == len(now.group.wants):
        raise NotPossible(_("选出要单独检查的需求，至少一项，也至少留一项。"))
    fresh = PlannedVisit.objects.create(
        plan=row.plan, enterprise_id=row.enterprise_id, day=day, begins_at=begins_at, apart_why=why
    )
    row.demands.filter(demand__in=wanted).update(planned=fresh)
    _check(fresh, Planned(Group(apart), day, now.people, begins_at))
    staff(fresh, now.people)
    row.apart_why = why
    row.save(update_fields=["apart_why"])
    _record(row, "planned_visit_split", by=by, at=at, key=key, demands=sorted(wanted), why=why)
    return fresh


@transaction.atomic
def explain(pk: int, *, why: str, by: User, at: datetime, key: str = "") -> PlannedVisit:
    """说明为什么单独检查: beside a visit that was planned before."""
    if log.already(key):
        return PlannedVisit.objects.get(pk=pk)
    row = _locked(pk, by)
    rules.has_reason(why)
    row.apart_why = why
    row.save(update_fields=["apart_why"])
    _record(row, "planned_visit_explained", by=by, at=at, key=key, why=why)
    return row
