"""A plan in the portal: what it is made from, what the planner may change, what confirming asks."""

from __future__ import annotations

from datetime import date, time

import pytest

from enforcement.inspections import visiting
from enforcement.planning import actions, guards, queries
from enforcement.planning.models import Absence, Plan, PlannedVisit
from enforcement.planning.rules import solver
from envportal.refusals import NotYours
from tests import builders
from tests.builders import moment
from tests.inspections.rows import squad
from tests.planning import rows
from tests.planning.rows import PLANNED

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY = date(2026, 11, 10), date(2026, 11, 11)


@pytest.fixture
def of():
    return squad()


def two(of, **told):
    rows.asked(of, "大气科", skills=(visiting.Skill.AIR,), **told)
    rows.asked(of, "水科", **told)
    rows.draft(of)
    return PlannedVisit.objects.get()


def capped(of, visits, year=2026):
    cap = actions.propose_cap(
        year=year, risk="general", visits=visits, basis="云环〔2026〕15号", by=of.lead, at=PLANNED
    )
    return actions.agree_cap(cap.pk, by=of.world.leader, at=PLANNED)


def confirm(of, plan):
    return actions.confirm(plan.pk, by=of.lead, at=PLANNED)


# COMPUTING --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 11, 2), date(2026, 11, 9)),
        (TUESDAY, date(2026, 11, 9)),
        (TUESDAY, date(2027, 1, 5)),
        (date(2028, 1, 3), date(2028, 1, 4)),
    ],
    ids=["yesterday", "backwards", "over two years", "after the next year"],
)
def test_a_period_begins_today_at_the_earliest_and_ends_in_its_year(of, first, last):
    rows.asked(of, "大气科")

    with pytest.raises(guards.NotPossible):
        actions.ask_plan(first=first, last=last, by=of.lead, at=PLANNED)


def test_nothing_asked_for_is_nothing_to_plan(of):
    with pytest.raises(guards.NothingToPlan):
        actions.ask_plan(first=TUESDAY, last=WEDNESDAY, by=of.lead, at=PLANNED)


def test_only_who_plans_asks_for_a_plan(of):
    rows.asked(of, "大气科")

    with pytest.raises(NotYours):
        actions.ask_plan(first=TUESDAY, last=WEDNESDAY, by=of.world.officer, at=PLANNED)


def test_a_plan_another_worker_has_is_left_to_it_until_it_is_lost(of):
    rows.asked(of, "大气科")
    plan = actions.ask_plan(first=TUESDAY, last=WEDNESDAY, by=of.lead, at=PLANNED)
    assert actions.waiting(at=PLANNED) == [plan.pk]

    def killed(_question, _tell):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.compute(plan.pk, solve=killed, clock=lambda: PLANNED)

    assert actions.waiting(at=moment("2026-11-03", "09:14")) == []
    later = moment("2026-11-03", "09:16")
    assert actions.waiting(at=later) == [plan.pk]
    assert actions.compute(plan.pk, solve=solver.solve, clock=lambda: later).state == "draft"


def test_what_breaks_is_said_and_the_plan_may_be_dropped(of):
    rows.asked(of, "大气科")
    plan = actions.ask_plan(first=TUESDAY, last=WEDNESDAY, by=of.lead, at=PLANNED)

    def broken(_question, _tell):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        actions.compute(plan.pk, solve=broken, clock=lambda: PLANNED)

    assert Plan.objects.get().state == "failed"
    assert actions.drop(plan.pk, by=of.lead, at=PLANNED).state == "dropped"


def test_a_cap_counts_the_visits_of_the_year_and_leaves_out_what_is_lawful(of):
    capped(of, 1)
    rows.asked(of, "大气科")
    confirm(of, rows.draft(of))
    rows.asked(of, "水科", earliest=date(2026, 11, 23), latest=date(2026, 11, 27))
    rows.asked(of, "固废科", purpose="complaint", earliest=date(2026, 11, 28), latest=date(2026, 11, 30))

    plan = rows.draft(of)

    assert [one.why for one in queries.left(plan)] == ["cap"]
    assert [one.demand.purpose for one in plan.planned_demands.exclude(planned=None)] == ["complaint"]


def test_a_cap_nobody_agreed_to_holds_nobody_back_and_who_proposed_it_does_not_agree(of):
    cap = actions.propose_cap(
        year=2026, risk="general", visits=0, basis="云环〔2026〕15号", by=of.world.leader, at=PLANNED
    )
    rows.asked(of, "大气科")

    with pytest.raises(guards.SamePerson):
        actions.agree_cap(cap.pk, by=of.world.leader, at=PLANNED)

    assert rows.draft(of).visits == 1


def test_days_off_and_visits_that_stand_take_peoples_time(of):
    Absence.objects.create(user=of.lead, first=date(2026, 11, 4), last=date(2026, 11, 19))
    rows.asked(of, "大气科", skills=(visiting.Skill.AIR,))

    rows.draft(of)

    assert PlannedVisit.objects.get().day == date(2026, 11, 20)


# CHANGING ---------------------------------------------------------------------------------
def test_a_visit_moves_within_the_days_of_all_it_serves(of):
    visit = two(of)

    assert actions.move(visit.pk, day=TUESDAY, begins_at=time(14), by=of.lead, at=PLANNED).day == TUESDAY
    for day in (date(2026, 11, 21), date(2026, 11, 15), date(2026, 11, 3)):
        with pytest.raises(guards.NotOnThatDay):
            actions.move(visit.pk, day=day, begins_at=time(9), by=of.lead, at=PLANNED)


def test_people_change_as_far_as_skills_ties_and_certificates_let_them(of):
    visit = two(of)
    actions.restaff(visit.pk, people=[of.lead, of.third], lead=of.third, by=of.lead, at=PLANNED)
    assert [(one.user, one.is_lead) for one in visit.people.all()] == [(of.third, True), (of.lead, False)]

    visiting.Tie.objects.create(user=of.second, enterprise=of.world.owner, why="亲属")
    for people in ([of.second, of.third], [of.lead], [of.lead, of.second], [of.lead, builders.staff("inspector")]):
        with pytest.raises(guards.NotOnThatDay):
            actions.restaff(visit.pk, people=people, lead=people[0], by=of.lead, at=PLANNED)


def test_a_visit_is_split_for_a_reason_and_the_reason_goes_with_both(of):
    visit = two(of)
    air = visiting.Demand.objects.get(section__name="大气科")
    told = {"demands": [air], "day": WEDNESDAY, "begins_at": time(9), "by": of.lead, "at": PLANNED}
    with pytest.raises(guards.NeedsReason):
        actions.split(visit.pk, why=" ", **told)

    fresh = actions.split(visit.pk, why="夜间采样", **told)
    confirm(of, visit.plan)

    visit.refresh_from_db()
    assert (fresh.day, visit.apart_why, fresh.apart_why) == (WEDNESDAY, "夜间采样", "夜间采样")
    assert visiting.visits_of(of.world.owner, 2026).count() == 2
    assert set(visiting.Demand.objects.values_list("apart_why", flat=True)) == {"夜间采样"}


def test_split_visits_over_the_cap_are_not_confirmed(of):
    capped(of, 1)
    visit = two(of)
    air = visiting.Demand.objects.get(section__name="大气科")
    actions.split(visit.pk, why="夜间采样", demands=[air], day=WEDNESDAY, begins_at=time(9), by=of.lead, at=PLANNED)

    with pytest.raises(guards.OverTheCap):
        confirm(of, visit.plan)


def test_what_was_withdrawn_meanwhile_is_left_out_and_the_rest_is_planned(of):
    visit = two(of)
    water = visiting.Demand.objects.get(section__name="水科")
    visiting.withdraw(water.pk, reason="不需要了", by=rows.officer_of(of, "水科"), at=PLANNED)

    confirm(of, visit.plan)

    [made] = visiting.visits_of(of.world.owner, 2026)
    assert [one.section.name for one in made.demands.all()] == ["大气科"]


def test_what_is_confirmed_changes_no_more_and_is_confirmed_once(of):
    visit = two(of)
    confirm(of, visit.plan)

    with pytest.raises(guards.OutOfOrder):
        actions.move(visit.pk, day=TUESDAY, begins_at=time(9), by=of.lead, at=PLANNED)
    with pytest.raises(guards.OutOfOrder):
        confirm(of, visit.plan)


def test_two_visits_that_could_not_be_one_say_why_by_themselves(of):
    rows.asked(of, "大气科", minutes=240)
    rows.asked(of, "水科", minutes=240)

    plan = rows.draft(of)
    assert {row.apart_why for row in plan.planned_visits.all()} == {"合在一起一天查不完"}

    assert confirm(of, plan).state == "confirmed"
