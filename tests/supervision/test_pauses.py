"""What is odd about a pause, and how long cases took with and without their pauses."""

from datetime import date

import pytest

from envportal.audit import log
from envportal.cases.models import Case
from envportal.deadlines.enums import ClockState, EventKind, Ground, Matter
from envportal.deadlines.models import Clock, ClockEvent
from envportal.supervision.queries import pauses
from envportal.supervision.queries.pauses import Taken
from tests import builders
from tests.builders import moment
from tests.supervision.rows import clock, opened_case, team

pytestmark = pytest.mark.django_db
# The drawn case: received 2026-09-14, 30 calendar days.
TODAY = date(2026, 10, 28)


def pause(stopped: Clock, on: str, until: str | None = None, ground: str = Ground.TECHNICAL_ASSESSMENT) -> ClockEvent:
    return ClockEvent.objects.create(
        clock=stopped, kind=EventKind.PAUSED, on=date.fromisoformat(on), ground=ground, at=moment("2026-09-14"),
        until=date.fromisoformat(until) if until else None,
    )  # fmt: skip


def read(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def facts(*cases: Case, today: date = TODAY) -> list[pauses.Fact]:
    return pauses.facts([read(case) for case in cases], today)


def test_a_case_without_a_pause_took_as_long_as_the_calendar_says():
    started = clock(opened_case(closed_on=date(2026, 9, 24)), state=ClockState.STOPPED, stopped_on=date(2026, 9, 24))

    assert pauses.taken(read(started.case), TODAY) == Taken(raw=10, paused=0)


def test_days_two_pauses_share_count_once_and_days_after_the_end_not_at_all():
    started = clock(opened_case(closed_on=date(2026, 9, 24)), state=ClockState.STOPPED, stopped_on=date(2026, 9, 24))
    pause(started, "2026-09-16", "2026-09-18")
    pause(started, "2026-09-18", "2026-09-20", Ground.EXPERT_REVIEW)
    pause(started, "2026-09-24", "2026-09-30", Ground.HEARING)

    took = pauses.taken(read(started.case), TODAY)

    assert (took.raw, took.paused, took.net) == (10, 6, 4)


def test_a_pause_nobody_ended_holds_until_today():
    started = clock(state=ClockState.PAUSED)
    pause(started, "2026-10-20")

    assert pauses.taken(read(started.case), TODAY) == Taken(raw=44, paused=9)


def test_a_pause_that_was_voided_never_held():
    started = clock()
    wrong = pause(started, "2026-09-16", "2026-09-18")
    ClockEvent.objects.create(
        clock=started, kind=EventKind.VOIDED, on=date(2026, 9, 16), about=wrong, at=moment("2026-09-17")
    )

    assert (pauses.taken(read(started.case), TODAY).paused, facts(started.case)) == (0, [])


def test_a_step_that_stops_two_clocks_is_one_pause():
    case = opened_case()
    for matter in (Matter.STATUTORY, Matter.PLEDGED):
        pause(clock(case, matter=matter), "2026-09-16", "2026-09-18")

    assert (pauses.taken(read(case), TODAY).paused, len(facts(case))) == (3, 1)


def test_without_a_statutory_limit_the_pledged_one_counts():
    case = opened_case()
    pause(clock(case, matter=Matter.PLEDGED), "2026-09-16", "2026-09-18")

    assert len(facts(case)) == 1


@pytest.mark.parametrize(
    ("on", "left", "is_late"),
    [("2026-10-08", 7, False), ("2026-10-09", 6, True), ("2026-10-14", 1, True)],
)
def test_a_pause_is_late_once_a_fifth_of_the_term_or_less_is_left(on, left, is_late):
    started = clock()
    pause(started, on, "2026-10-20")

    [fact] = facts(started.case)

    assert (fact.left, fact.total, fact.is_late) == (left, 30, is_late)


def test_an_earlier_pause_leaves_more_of_the_term():
    started = clock()
    pause(started, "2026-09-15", "2026-09-24")
    pause(started, "2026-10-09", "2026-10-20", Ground.EXPERT_REVIEW)

    assert [fact.left for fact in facts(started.case)] == [16, 30]


def test_only_a_pause_on_the_same_ground_is_a_repetition():
    started = clock()
    pause(started, "2026-09-16", "2026-09-16")
    pause(started, "2026-09-18", "2026-09-18", Ground.EXPERT_REVIEW)
    pause(started, "2026-09-20", "2026-09-20")

    assert [(fact.first.day, fact.nth, fact.is_repeated) for fact in facts(started.case)] == [
        (20, 2, True), (18, 1, False), (16, 1, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("acted_on", "silent"), [("2026-09-15", True), ("2026-09-16", False), ("2026-09-18", False), ("2026-09-19", True)]
)
def test_an_act_of_the_applicant_counts_from_the_first_paused_day_to_the_last(acted_on, silent):
    started = clock()
    pause(started, "2026-09-16", "2026-09-18")
    log.record(started.case, "revised", by=builders.applicant(), at=moment(acted_on, "23:30"))

    assert [fact.is_silent for fact in facts(started.case)] == [silent]


def test_an_act_of_the_bureau_is_none_of_the_applicants():
    started = clock()
    pause(started, "2026-09-16", "2026-09-18")
    log.record(started.case, "noted", by=builders.staff("officer"), at=moment("2026-09-17"))

    assert [fact.is_silent for fact in facts(started.case)] == [True]


@pytest.mark.parametrize(("cases", "share"), [(4, ""), (5, "7%")])
def test_of_fewer_than_five_cases_no_share_is_given(cases, share):
    officer = team()["officer"]
    for _ in range(cases):
        pause(clock(opened_case(holder=officer, section=officer.section)), "2026-09-16", "2026-09-18")
    found = list(Case.objects.all())

    [row] = pauses.shares(found, pauses.facts(found, TODAY), pauses.by_holder, TODAY)

    assert (row.name, row.cases, row.pauses, row.paused, row.share) == ("周明远", cases, cases, 3 * cases, share)


def test_many_cases_are_read_with_as_few_questions_as_one(django_assert_num_queries):
    officer = team()["officer"]
    for _ in range(3):
        pause(clock(opened_case(holder=officer, section=officer.section)), "2026-09-16", "2026-09-18")
    found = list(
        Case.objects.select_related("section", "holder", "bureau").prefetch_related("clocks__rule", "clocks__events")
    )

    with django_assert_num_queries(3):  # the acts of applicants, the calendar of the bureau and its hours
        pauses.shares(found, pauses.facts(found, TODAY), pauses.by_section, TODAY)
