"""What several verbs do the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enforcement.planning import queries
from enforcement.planning.models import Plan, PlannedPerson, PlannedVisit
from enforcement.planning.rules import question as asking
from enforcement.planning.rules.wants import Group, Planned

if TYPE_CHECKING:
    from collections.abc import Iterable


def locked(pk: int) -> Plan:
    """The plan as the last holder left it."""
    return Plan.objects.select_for_update(of=("self",)).select_related("bureau", "asked_by").get(pk=pk)


def as_planned(plan: Plan) -> dict[int, Planned]:
    """The visits of a plan as plain values, each with its row's key; the demands' own days count as they stand."""
    rows = list(queries.planned(plan))
    demands = [one.demand for row in rows for one in row.demands.all()]
    must = queries.drawn_people(demands)
    found = {}
    for row in rows:
        wants = tuple(asking.want_of(one.demand, must.get(one.demand_id, frozenset())) for one in row.demands.all())
        if wants:
            found[row.pk] = Planned(
                Group(wants), row.day, tuple(one.user_id for one in row.people.all()), row.begins_at
            )
    return found


def staff(row: PlannedVisit, people: Iterable[int]) -> None:
    """Who goes; the first leads."""
    row.people.all().delete()
    PlannedPerson.objects.bulk_create(
        PlannedPerson(planned=row, user_id=person, is_lead=not n) for n, person in enumerate(people)
    )
