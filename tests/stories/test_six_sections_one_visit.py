"""Six sections want to see the same enterprise; it is visited once, by two."""

from __future__ import annotations

from datetime import date

import pytest

from enforcement.inspections import visiting
from enforcement.planning import actions, queries
from enforcement.planning.models import PlannedVisit
from tests.builders import moment
from tests.inspections.rows import squad
from tests.planning import rows

pytestmark = pytest.mark.django_db
SECTIONS = ("大气科", "水科", "固废科", "辐射科", "监测科", "应急科")


def test_six_sections_one_visit():
    of = squad()
    skills = {"大气科": (visiting.Skill.AIR,), "水科": (visiting.Skill.WATER,)}
    for name in SECTIONS:
        rows.asked(of, name, skills=skills.get(name, ()))

    plan = rows.draft(of)
    assert (plan.state, plan.demands, plan.visits, plan.bound, plan.left_bound) == ("draft", 6, 1, 1, 0)
    [planned] = PlannedVisit.objects.all()
    assert planned.demands.count() == 6
    assert {one.user for one in planned.people.all()} == {of.lead, of.second}

    actions.confirm(plan.pk, by=of.lead, at=moment("2026-11-03", "14:00"))

    [visit] = visiting.visits_of(of.world.owner, 2026)
    assert (visit.demands.count(), visit.people.count(), visit.counts_for_cap) == (6, 2, True)
    assert not visiting.demands_open(of.world.bureau).exists()
    sums = [(row["asked"], row["merged"], row["planned"], row["saved"]) for row in queries.ledger(of.world.bureau)]
    assert [sum(column) for column in zip(*sums, strict=True)] == [6, 6, 1, 5]
    assert date(2026, 11, 4) <= visit.day <= date(2026, 11, 20)
