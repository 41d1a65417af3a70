"""Ways between townships: what the planner reckons with, and how the bureau writes them down."""

from __future__ import annotations

from datetime import date, time
from uuid import uuid4

import pytest

from enforcement.planning import actions, queries
from enforcement.planning.models import Road
from enforcement.planning.rules import hours, solver
from enforcement.planning.rules import question as asking
from enforcement.planning.rules.desk import Desk
from enforcement.planning.rules.roads import Roads
from enforcement.planning.rules.wants import Group, Planned
from envportal.cases.models import Project
from envportal.refusals import NotYours
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.inspections.rows import squad
from tests.planning import year
from tests.planning.rows import MONDAY, question, want

NEAR, FAR = "河口镇", "青石镇"
TWICE = "本局 河口镇 9\n河口镇,本局,8"
# Two enterprises near, one far off: twenty and fifty minutes from the seat, forty between.
MAP = Roads({1: NEAR, 2: NEAR, 3: FAR}, {("", NEAR): 20, ("", FAR): 50, (NEAR, FAR): 40})


def test_a_way_nobody_wrote_down_is_an_hour_there_and_back_and_leads_over_the_seat():
    unknown = Roads({1: NEAR, 3: FAR})

    assert (unknown.there_and_back(NEAR), unknown.between(NEAR, FAR)) == (60, 60)
    assert (MAP.there_and_back(FAR), MAP.between(FAR, NEAR), MAP.between(NEAR, NEAR)) == (100, 40, 10)
    assert (MAP.township(9), MAP.there_and_back(""), MAP.between("", "")) == ("", 60, 60)


def test_the_way_to_a_township_counts_once_a_day_whichever_visit_came_first():
    desk = Desk(question(want(1), want(2, enterprise=2), roads=MAP))
    first, second = (Planned(Group((one,)), MONDAY, (1, 2)) for one in desk.question.wants)
    for visit in (first, second):
        desk.book(visit)
    assert desk.load[1, MONDAY] == 60 + 60 + 40 + 10

    desk.book(first, -1)
    assert desk.load[1, MONDAY] == 60 + 40
    desk.book(second, -1)
    assert desk.load[1, MONDAY] == 0


def test_visits_in_one_township_are_made_on_one_day():
    """The far one is placed first, and one near could go with it; the two near together are one way less."""
    wants = [want(n, 0, 1, enterprise=of, minutes=120) for n, of in enumerate((3, 1, 2))]
    solved = solver.solve(question(*wants, roads=MAP))

    days = {visit.group.enterprise: visit.day for visit in solved.answer.visits}
    assert days[1] == days[2] != days[3]
    assert solved.answer.journeys(MAP) == 4


def test_a_visit_far_off_is_no_longer_than_the_way_there_leaves():
    lengths = [want(1, enterprise=3, minutes=minutes) for minutes in (320, 321)]

    assert [len(solver.solve(question(one, roads=MAP)).answer.visits) for one in lengths] == [1, 0]


def test_between_two_visits_there_is_time_for_the_way_and_no_more():
    asked = question(roads=MAP)
    taken = hours.busy(asked, [Planned(Group((want(1),)), MONDAY, (1, 2), time(9, 0))])
    near, far = (Planned(Group((want(2, enterprise=of),)), MONDAY, (1, 2)) for of in (2, 3))

    assert [hours.is_free(near, at, taken, asked) for at in (609, 610)] == [False, True]
    assert [hours.is_free(far, at, taken, asked) for at in (639, 640)] == [False, True]
    # Back by six: an hour there, a hundred minutes on the way.
    assert [hours.is_free(far, at, {}, asked) for at in (920, 921)] == [True, False]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_year_with_townships_is_never_worse_than_by_hand(seed):
    asked = year.question(15, 6, seed=seed, people=8, townships=4)

    solved = solver.solve(asked)

    assert solver.is_sound(asked, solved.answer)
    assert solved.answer.cost <= solved.greedy.cost
    _days_are_long_enough(asked, solved.answer)


def _days_are_long_enough(asked, answer):
    """Reckoned apart from the desk: minutes, the way once a township, the step from door to door."""
    days: dict[tuple[int, date], list[tuple[str, int]]] = {}
    for visit in answer.visits:
        for one in visit.people:
            township = asked.roads.township(visit.group.enterprise)
            days.setdefault((one, visit.day), []).append((township, visit.group.minutes))
    for seen in days.values():
        places = {township for township, _minutes in seen}
        way = sum(asked.roads.there_and_back(one) for one in places)
        steps = sum(asked.roads.within(township) for township, _minutes in seen) - sum(map(asked.roads.within, places))
        assert sum(minutes for _township, minutes in seen) + way + steps <= asked.minutes


# WRITTEN DOWN -----------------------------------------------------------------------------
@pytest.fixture
def of(db):
    return squad()


def placed(of, name: str = NEAR) -> None:
    Project.objects.create(enterprise=of.world.owner, name="纸容器技改", division=name)


def test_the_table_is_written_as_a_whole_and_the_plan_goes_by_it(of):
    placed(of)
    at = moment("2026-11-02")
    actions.write_roads(ways={("", NEAR): 25, (NEAR, NEAR): 5}, by=of.head, at=at)
    assert asking.roads_of(of.world.bureau).there_and_back(NEAR) == 50
    actions.write_roads(ways={("", NEAR): 30}, by=of.head, at=at, key="k")
    actions.write_roads(ways={}, by=of.head, at=at, key="k")

    assert [str(one) for one in queries.roads(of.world.bureau)] == [f"—{NEAR} 30"]
    with pytest.raises(NotYours):
        actions.write_roads(ways={}, by=of.world.officer, at=at)


def test_the_page_takes_a_pasted_table_and_says_which_line_is_wrong(of):
    placed(of)
    head, page = signed_in(of.head), "/desk/plan/roads/edit/"
    wrong = ("河口镇 25", "本局 河口镇 二十", "本局 无名镇 25", "本局 河口镇 181", "本局 本局 9", TWICE)
    for line in wrong:
        answer = head.post(page, {"_key": str(uuid4()), "ways": line})
        assert answer.status_code == 422, line
        assert answer.context["form"].errors["ways"], line
    assert not Road.objects.exists()

    assert head.post(page, {"_key": str(uuid4()), "ways": "河口镇，本局，25\n\n河口镇 河口镇 5"}).status_code == 302
    assert list(Road.objects.values_list("first", "second", "minutes")) == [("", NEAR, 25), (NEAR, NEAR, 5)]
    assert "本局 河口镇 25" in head.get(page).content.decode()
    assert "河口镇" in head.get("/desk/plan/roads/").content.decode()
    assert signed_in(of.world.officer).get(page).status_code == 403
