"""What happens to a plan beside what changed meanwhile: dropped, broken, people taken, hours, certificates, ties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.urls import reverse

from enforcement.inspections import visiting
from enforcement.planning import actions, guards, tasks
from enforcement.planning.models import Absence, Plan, PlannedVisit
from enforcement.planning.rules import question as asking
from enforcement.planning.rules import solver
from enforcement.planning.rules.hours import hours
from enforcement.planning.rules.wants import Group, Planned
from envportal.accounts.models import Enterprise
from tests import builders
from tests.accounts.conftest import signed_in
from tests.builders import USCCS
from tests.inspections.rows import plan as plan_by_hand
from tests.inspections.rows import squad
from tests.planning import rows
from tests.planning.rows import MONDAY, PLANNED, question, want

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 11, 4), date(2026, 11, 30)


@pytest.fixture
def of():
    return squad()


def test_a_plan_dropped_while_it_is_computed_stays_dropped(of):
    rows.asked(of, "大气科")
    plan = actions.ask_plan(first=FIRST, last=LAST, by=of.lead, at=PLANNED)

    def slow(question, tell):
        actions.drop(plan.pk, by=of.lead, at=PLANNED)
        return solver.solve(question, tell)

    assert actions.compute(plan.pk, solve=slow, clock=lambda: PLANNED).state == "dropped"
    assert not PlannedVisit.objects.exists()


def test_a_plan_that_cannot_be_asked_or_written_fails_and_the_next_one_is_computed(of):
    rows.asked(of, "大气科")
    broken, good = (actions.ask_plan(first=FIRST, last=LAST, by=of.lead, at=PLANNED) for _n in range(2))
    Plan.objects.filter(pk=broken.pk).update(first=date(2150, 3, 1), last=date(2150, 3, 2))

    tasks.carry_on()

    assert [Plan.objects.get(pk=one.pk).state for one in (broken, good)] == ["failed", "draft"]


def test_an_answer_that_cannot_be_written_down_fails_its_plan(of):
    rows.asked(of, "大气科")
    plan = actions.ask_plan(first=FIRST, last=LAST, by=of.lead, at=PLANNED)

    def twice(question, tell):
        solved = solver.solve(question, tell)
        visits = (*solved.answer.visits, *solved.answer.visits)
        return replace(solved, answer=replace(solved.answer, visits=visits))

    with pytest.raises(IntegrityError):
        actions.compute(plan.pk, solve=twice, clock=lambda: PLANNED)

    assert Plan.objects.get().state == "failed"


# CONFIRMING -------------------------------------------------------------------------------
def test_who_went_on_leave_meanwhile_is_asked_again_and_the_other_visits_are_confirmed(of):
    rows.asked(of, "大气科", skills=(visiting.Skill.AIR,))
    other = builders.enterprise("东渡建材有限公司", uscc=USCCS[2])
    rows.asked(of, "水科", enterprise=other, earliest=date(2026, 11, 23), latest=date(2026, 11, 27))
    plan = rows.draft(of)
    gone = PlannedVisit.objects.get(enterprise=of.world.owner)
    Absence.objects.create(user=of.lead, first=gone.day, last=gone.day)

    actions.confirm(plan.pk, by=of.lead, at=PLANNED)

    assert visiting.visits_of(other, 2026).count() == 1
    assert not visiting.visits_of(of.world.owner, 2026).exists()
    [left] = plan.planned_demands.filter(planned=None)
    assert (left.why, left.demand.state) == ("changed", visiting.DemandState.ASKED)


def test_two_drafts_of_the_same_days_do_not_send_somebody_to_two_full_days(of):
    other = builders.enterprise("东渡建材有限公司", uscc=USCCS[2])
    day: dict[str, Any] = {"earliest": date(2026, 11, 10), "latest": date(2026, 11, 10), "minutes": 300}
    rows.asked(of, "大气科", skills=(visiting.Skill.AIR,), **day)
    first = rows.draft(of)
    rows.asked(of, "水科", enterprise=other, skills=(visiting.Skill.AIR,), **day)
    second = rows.draft(of)
    PlannedVisit.objects.filter(plan=second, enterprise=of.world.owner).delete()
    actions.confirm(first.pk, by=of.lead, at=PLANNED)

    if PlannedVisit.objects.filter(plan=second).exists():
        with pytest.raises(guards.NotOnThatDay, match=other.name):
            actions.confirm(second.pk, by=of.lead, at=PLANNED)
    assert not visiting.visits_of(other, 2026).exists()


# HOURS ------------------------------------------------------------------------------------
def pair(n, *people, minutes=150):
    return Planned(Group((want(n, enterprise=n, minutes=minutes),)), MONDAY, people)


def test_a_chain_of_pairs_is_over_before_the_evening():
    chain = [pair(1, 1, 2), pair(2, 2, 3), pair(3, 3, 4), pair(4, 4, 5)]

    assert hours(question(), chain) == [time(9), time(13, 30), time(9), time(13, 30)]


def test_a_visit_that_stands_already_takes_its_hours():
    asked = question(spans={(1, MONDAY): ((9 * 60, 10 * 60, ""),)})

    assert hours(asked, [pair(1, 1, 2, minutes=60)]) == [time(11)]


def test_nobody_is_moved_to_an_hour_they_are_out_or_into_the_night(of):
    rows.asked(of, "大气科", skills=(visiting.Skill.AIR,), minutes=120)
    rows.draft(of)
    visit = PlannedVisit.objects.get()
    elsewhere = builders.enterprise("东渡建材有限公司", uscc=USCCS[2])
    demand = rows.asked(of, "水科", enterprise=elsewhere, minutes=60)
    people = [one.user for one in visit.people.all()]
    plan_by_hand(of, demand, day=visit.day, begins_at=time(13, 30), people=people, lead=people[0])

    for begins in (time(14), time(12, 30), time(15, 30)):
        with pytest.raises(guards.NotOnThatDay):
            actions.move(visit.pk, day=visit.day, begins_at=begins, by=of.lead, at=PLANNED)
    actions.move(visit.pk, day=visit.day, begins_at=time(9), by=of.lead, at=PLANNED)


def test_an_enterprise_another_bureau_keeps_has_the_cap_of_its_class_too(of):
    there = builders.bureau("dongling", "东岭市生态环境局", "东环")
    other = builders.enterprise("东渡建材有限公司", uscc=USCCS[2])
    Enterprise.objects.filter(pk=other.pk).update(bureau=there)
    told = {"number": "云环审受〔2026〕9号", "opened_on": date(2026, 10, 8)}
    builders.case(enterprise=other, bureau=of.world.bureau, **told)
    rows.asked(of, "大气科", enterprise=other)
    cap = actions.propose_cap(year=2026, risk="general", visits=1, basis="云环〔2026〕15号", by=of.lead, at=PLANNED)
    actions.agree_cap(cap.pk, by=of.world.leader, at=PLANNED)

    assert asking.caps(of.world.bureau, 2026, FIRST)[other.pk] == 1


# CERTIFICATES AND TIES --------------------------------------------------------------------
def test_a_renewed_certificate_counts_beside_the_old_one(of):
    visiting.Certificate.objects.filter(user=of.third).update(valid_to=date(2026, 11, 9))
    visiting.Certificate.objects.create(
        user=of.third, number="990102-9", valid_from=date(2026, 11, 12), valid_to=date(2031, 1, 1)
    )

    people = asking.persons(visiting.inspectors(of.world.bureau), FIRST, LAST)

    [third] = [one for one in people if one.id == of.third.pk]
    there = [day for n in range(27) if not third.is_there(day := FIRST + timedelta(n))]
    assert there == [date(2026, 11, 10), date(2026, 11, 11)]


def test_a_tie_that_ends_within_the_period_ends_on_its_day(of):
    visiting.Tie.objects.create(user=of.third, enterprise=of.world.owner, why="曾任职", until=date(2026, 11, 10))

    people = asking.persons(visiting.inspectors(of.world.bureau), FIRST, LAST)

    [third] = [one for one in people if one.id == of.third.pk]
    assert [third.is_tied(of.world.owner.pk, date(2026, 11, day)) for day in (4, 10, 11)] == [True, True, False]


def test_an_absence_without_end_costs_no_more_than_the_period(of):
    Absence.objects.create(user=of.third, first=FIRST, last=date(9999, 12, 31))

    people = asking.persons(visiting.inspectors(of.world.bureau), FIRST, LAST)

    [third] = [one for one in people if one.id == of.third.pk]
    assert len(third.off) == 27


# THE PAGE ---------------------------------------------------------------------------------
def test_who_is_tied_reads_of_no_unannounced_visit_in_a_plan(of):
    visiting.Tie.objects.create(user=of.third, enterprise=of.world.owner, why="亲属")
    rows.asked(of, "大气科", unannounced=True, lawful_reason="投诉反复")
    plan = rows.draft(of)
    page, visit = reverse("planning:plan", args=[plan.pk]), PlannedVisit.objects.get()

    assert of.world.owner.name in signed_in(of.lead).get(page).content.decode()
    tied = signed_in(of.third)
    assert of.world.owner.name not in tied.get(page).content.decode()
    assert tied.get(reverse("planning:move", args=[visit.pk])).status_code == 404


def test_no_visits_are_proved_on_the_page_where_more_is_left_than_must_be(of):
    day: dict[str, Any] = {"earliest": date(2026, 11, 10), "latest": date(2026, 11, 10), "minutes": 300}
    for n, uscc in enumerate(USCCS):
        rows.asked(of, "大气科", enterprise=builders.enterprise(f"企业{n}", uscc=uscc), **day)
    visiting.Certificate.objects.filter(user=of.second).delete()
    plan = rows.draft(of)

    page = signed_in(of.lead).get(reverse("planning:plan", args=[plan.pk])).content.decode()

    assert plan.visits == 1
    assert "不可能少于" not in page


def test_a_day_beyond_the_calendar_is_told_in_its_place(of):
    typed = {"first": "2026-11-04", "last": "2101-01-01", "_key": "k"}

    answer = signed_in(of.lead).post(reverse("planning:new_plan"), typed)

    assert (answer.status_code, "2100年12月31日" in answer.content.decode()) == (422, True)
