"""A zone's plan is told late, and followed by the next one: days and totals stay those that were."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from approvals.applications.models import Application
from approvals.zones import actions as zones
from approvals.zones import zoning
from approvals.zones.guards import NotPossible, OverTotal
from approvals.zones.models import Plan, Total
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.stories.test_zone_from_survey_to_opinion import SIGNED, TOLD, begun, concluded, proposed, reviewed, unmet
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> World:
    return world.world()


def renewed(of: World, old: Plan, day: str, **told: Any) -> Plan:
    """The next plan of the same zone, concluded on a day."""
    new = zones.begin(old.zone, by=of.officer, at=moment(day, "08:00"))
    for verb in ("draft", "submit"):
        zones.step(new.pk, verb=verb, note="修编", by=of.officer, at=moment(day, "08:30"))
    anew = {**TOLD, "opinion_number": "新", "opinion_on": date.fromisoformat(day), **told}
    return zones.conclude(new.pk, by=of.leader, at=moment(day, "09:00"), **anew)


def free(of: World, application: Application) -> None:
    zoning.release(application.case, by=of.leader, at=moment("2026-10-20", "15:30"), reason="批准已撤销")


def test_limits_count_from_the_day_it_happened_not_from_that_of_typing(of):
    plan = begun(of)
    zones.step(plan.pk, verb="draft", note="监测完成", by=of.officer, at=moment("2026-05-06"))
    with time_machine.travel(moment("2026-07-10"), tick=False):
        address = reverse("zones:step", args=[plan.pk, "submit"])
        assert signed_in(of.officer).post(address, {"note": "送审", "on": "2026-07-06"}).status_code == 302
    review = clocks.open_clock(plan.case, Matter.ZONE_PLAN)

    zones.conclude(plan.pk, by=of.leader, at=moment("2026-08-12"), **TOLD)

    drafting, reviewed_, follow_up = clocks.of(plan.case)[1:]
    assert (review.started_on, review.due_on) == (date(2026, 7, 6), date(2026, 8, 5))
    assert (drafting.stopped_on, reviewed_.stopped_on) == (date(2026, 7, 6), date(2026, 8, 3))
    assert (follow_up.started_on, follow_up.due_on) == (date(2026, 8, 3), date(2031, 8, 4))  # the 3rd is a Sunday


def test_an_opinion_older_than_its_case_is_followed_up_from_its_own_day(of):
    plan = reviewed(of)

    zones.conclude(plan.pk, by=of.leader, at=moment("2026-08-03"), **{**TOLD, "opinion_on": date(2023, 5, 8)})

    clock = clocks.open_clock(plan.case, Matter.ZONE_PLAN)
    assert (clock.started_on, clock.due_on) == (date(2023, 5, 8), date(2028, 5, 8))


def test_no_step_is_dated_ahead(of):
    plan = begun(of)

    with pytest.raises(NotPossible, match="今天或者以前"):
        zones.step(plan.pk, verb="draft", note="x", on=date(2026, 5, 7), by=of.officer, at=moment("2026-05-06"))


def test_what_approved_projects_took_counts_against_the_total_of_the_next_plan(of):
    old = concluded(of)
    first, second = (proposed(of, emission_cod=Decimal(tonnes)) for tonnes in (12, "8.0001"))
    world.sign(of, first, SIGNED)

    new = renewed(of, old, "2026-10-20")

    assert [(one.plan, one.left) for one in Total.objects.order_by("pk")] == [(old, Decimal(20)), (new, Decimal(8))]
    assert unmet(second) == ["云溪工业园规划环评的化学需氧量（COD）总量还剩 8 吨，项目需要 8.0001 吨（新）。"]
    free(of, first)
    assert Total.objects.get(plan=new).left == 20


def test_a_next_plan_may_allow_less_than_is_taken_and_lets_nobody_else_in(of):
    old = concluded(of)
    first, second = proposed(of, emission_cod=Decimal(12)), proposed(of, emission_cod=Decimal("0.1"))
    world.sign(of, first, SIGNED)

    new = renewed(of, old, "2026-10-20", totals={"cod": Decimal(10)})

    assert Total.objects.get(plan=new).left == 0
    with pytest.raises(OverTotal, match="还剩 0 吨"):
        world.sign(of, second, moment("2026-10-20", "16:00"))
    free(of, first)
    assert Total.objects.get(plan=new).left == 10
