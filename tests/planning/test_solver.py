"""The solver on cases made by hand, whose best plan is known; and a small year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from enforcement.planning.enums import Why
from enforcement.planning.rules import days, greedy, merging, solver
from enforcement.planning.rules.desk import Desk, smallest
from enforcement.planning.rules.wants import Bound, Group, Planned
from tests.planning import year
from tests.planning.rows import MONDAY, WEEK, person, question, want


def plan(*wants, **told):
    return solver.solve(question(*wants, **told))


def test_what_six_sections_want_within_the_same_days_is_one_visit_of_two():
    solved = plan(*(want(n, minutes=45) for n in range(6)))

    assert [len(visit.group.wants) for visit in solved.answer.visits] == [6]
    assert (solved.answer.attendances, solved.saved, solved.bound.visits, solved.gap) == (2, 5, 1, 0.0)


def test_three_wants_whose_days_meet_two_by_two_are_two_visits():
    solved = plan(want(1, 0, 1), want(2, 1, 3), want(3, 3, 4))

    assert (len(solved.answer.visits), solved.bound.visits) == (2, 2)


def test_by_hand_the_cap_is_spent_on_what_ends_first_and_the_solver_sees_more():
    """One visit left: the want that ends first stands alone, the two after it go together."""
    solved = plan(want(1, 0, 0), want(2, 2, 4), want(3, 2, 4), caps={1: 1})

    assert (solved.greedy.placed, solved.answer.placed) == (1, 2)
    assert solved.answer.left == {1: Why.CAP}
    assert (solved.bound.left, solved.gap) == (1, 0.0)


def test_a_want_on_its_last_day_is_seen_and_the_day_after_it_is_not():
    friday = want(1, 4, 4)
    gone = want(2)
    outside = gone.__class__(3, 1, 1, WEEK[4] + timedelta(1), WEEK[4] + timedelta(2))

    solved = plan(friday, outside)

    assert [visit.day for visit in solved.answer.visits] == [WEEK[4]]
    assert solved.answer.left == {3: Why.DAYS}


def test_a_third_goes_along_only_where_two_lack_a_skill():
    people = (person(1, "air"), person(2, "water"), person(3, "noise"))
    air, water, noise = (want(n, skills=frozenset({skill})) for n, skill in enumerate(("air", "water", "noise")))

    assert plan(air, water, people=people).answer.attendances == 2
    assert plan(air, water, noise, people=people).answer.attendances == 3


@pytest.mark.parametrize(
    "second",
    [
        person(2, certified_to=MONDAY - timedelta(1)),
        person(2, certified_from=WEEK[4] + timedelta(1)),
        person(2, ties=frozenset({1})),
        person(2, off=frozenset(WEEK)),
    ],
    ids=["expired yesterday", "certified from tomorrow", "tied", "away"],
)
def test_two_certified_without_a_tie_or_nobody(second):
    solved = plan(want(1), people=(person(1), second))

    assert (solved.answer.visits, solved.answer.left) == ((), {1: Why.SKILL})


def test_certified_on_the_last_day_is_certified():
    solved = plan(want(1), people=(person(1), person(2, certified_to=MONDAY)))

    assert [visit.day for visit in solved.answer.visits] == [MONDAY]


def test_announced_unannounced_and_apart_are_three_visits():
    solved = plan(want(1), want(2, unannounced=True), want(3, apart=True))

    assert (len(solved.answer.visits), solved.bound.visits) == (3, 3)


def test_a_cap_does_not_count_what_it_lawfully_leaves_out():
    solved = plan(want(1, counts=False), want(2), caps={1: 0})

    assert [visit.group.wants[0].id for visit in solved.answer.visits] == [1]
    assert solved.answer.left == {2: Why.CAP}


def test_what_fills_more_than_a_day_is_two_visits():
    solved = plan(want(1, minutes=200), want(2, minutes=200))

    assert (len(solved.answer.visits), solved.bound.visits) == (2, 2)
    assert plan(want(1, minutes=180), want(2, minutes=180)).bound.visits == 1
    assert plan(want(1, minutes=361)).answer.left == {1: Why.LONG}


def test_who_was_drawn_by_lot_goes():
    people = tuple(person(n) for n in range(1, 6))

    solved = plan(want(1, must=frozenset({4, 5})), want(2), people=people)

    assert [sorted(visit.people) for visit in solved.answer.visits] == [[4, 5]]


def test_a_week_that_is_full_is_planned_anew_for_what_found_no_place():
    """Two people; placing the free want on Monday first would leave nobody for the one that is Monday's only."""
    free, monday = want(1, minutes=300), want(2, 0, 0, enterprise=2, minutes=300)
    asked = question(free, monday)
    desk = Desk(asked)
    late = Group((monday,))
    first = Planned(Group((free,)), MONDAY, (1, 2))
    desk.book(first)

    made, failed = days.improve(desk, [first], [late], lambda _at, _of: None)

    on = {visit.group: visit.day for visit in made}
    assert (on[late], on[first.group] > MONDAY, failed) == (MONDAY, True, [])


def test_nobody_is_sent_for_longer_than_a_day():
    wants = [want(n, 0, 0, enterprise=n, minutes=150) for n in range(1, 4)]

    solved = plan(*wants)

    assert (len(solved.answer.visits), list(solved.answer.left.values())) == (2, [Why.PEOPLE])


def test_by_hand_the_bound_is_told_where_everything_has_its_place():
    both, one = question(want(1), want(2), caps={1: 1}), question(want(1, 0, 0), want(2, 4, 4), caps={1: 1})

    assert greedy.solve(both, lambda _percent: None).bound.visits == 1
    assert greedy.solve(one, lambda _percent: None).bound.visits == 0


def test_the_same_question_has_the_same_plan():
    asked = year.question(12, 3, seed=5)

    first, again = solver.solve(asked), solver.solve(asked)

    assert first.answer == again.answer


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(question(*(want(n) for n in range(13))), id="thirteen in one week"),
        pytest.param(year.crowded(), id="twenty-four over a year, cap 4"),
    ],
)
def test_where_the_solver_runs_out_of_time_each_want_is_still_planned_once(asked):
    solved = solver.solve(asked)

    assert solver.is_sound(asked, solved.answer)
    assert len(solved.answer.left) >= solved.bound.left
    assert solved.answer.cost <= solved.greedy.cost


def test_a_model_without_a_solution_is_planned_by_hand_and_bounds_no_more_than_that():
    asked = question(want(1, 0, 0), want(2, 2, 4), want(3, 2, 4), caps={1: 1})

    merged = merging.merge(Desk(asked), asked.wants, 1, effort=0)

    assert [len(group.wants) for group in merged.groups] == [2]
    assert ([one.id for one in merged.over], merged.bound) == ([1], Bound(0, 2, 4))


def test_a_team_of_many_skills_is_found_among_many_people():
    """Twenty-four with one skill each: teams of six are a hundred thousand, sets of skills a few."""
    people = tuple(person(n, year.SKILLS[n % 8]) for n in range(24))
    need, six = frozenset(year.SKILLS[:7]), frozenset(year.SKILLS[:6])

    assert smallest(need, frozenset(), people) is None
    assert [one.id for one in smallest(six, frozenset(), people) or ()] == [0, 1, 2, 3, 4, 5]


def test_one_person_who_knows_it_all_is_no_team():
    alone = person(1, *year.SKILLS[:2])

    assert smallest(frozenset(year.SKILLS[:2]), frozenset(), (alone,)) is None
    assert smallest(frozenset(year.SKILLS[:2]), frozenset({1}), (alone,)) is None


def test_no_visits_are_proved_where_more_is_left_than_must_be():
    solved = plan(*(want(n, 0, 0, enterprise=n, minutes=300) for n in range(5)))

    assert (len(solved.answer.visits), len(solved.answer.left), solved.bound.left) == (1, 4, 0)
    assert solved.gap is None


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_year_is_never_worse_than_by_hand_nor_better_than_its_bound(seed):
    asked = year.question(15, 6, seed=seed, people=8)

    solved = solver.solve(asked)

    assert solved.answer.cost <= solved.greedy.cost
    assert len(solved.answer.left) >= solved.bound.left
    if len(solved.answer.left) == solved.bound.left:
        assert len(solved.answer.visits) >= solved.bound.visits
    _keeps_every_rule(asked, solved.answer)


def _keeps_every_rule(asked, answer):
    people = {one.id: one for one in asked.people}
    load: dict[tuple[int, date], int] = {}
    counted: dict[int, int] = {}
    for visit in answer.visits:
        group, going = visit.group, [people[n] for n in visit.people]
        assert len({one.id for one in going}) >= 2
        assert group.skills <= frozenset().union(*(one.skills for one in going))
        assert group.earliest <= visit.day <= group.latest
        assert visit.day in asked.days
        assert {one.unannounced for one in group.wants} in ({True}, {False})
        counted[group.enterprise] = counted.get(group.enterprise, 0) + group.counts
        for one in going:
            assert one.certified_from <= visit.day <= one.certified_to
            assert visit.day not in one.off
            assert group.enterprise not in one.ties
            load[one.id, visit.day] = load.get((one.id, visit.day), 0) + group.minutes + asked.roads.default
    assert max(load.values()) <= asked.minutes
    assert all(visits <= asked.caps[enterprise] for enterprise, visits in counted.items())
    placed = [one.id for visit in answer.visits for one in visit.group.wants]
    assert sorted([*placed, *answer.left]) == sorted(one.id for one in asked.wants)
