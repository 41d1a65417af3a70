"""The two lists: in which order, how many questions they ask, found and taken away."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from approvals.prereview import actions, queries
from approvals.prereview.models import PreReview
from envportal.accounts.models import User
from tests import world
from tests.accounts.conftest import queries_of, signed_in
from tests.builders import moment
from tests.prereview import rows

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 1)


@pytest.fixture
def yunxi() -> world.World:
    return world.world()


def some(of: world.World) -> dict[str, PreReview]:
    """One of each place in a list."""
    gone = rows.asked(of, project_name="撤回的")
    return {
        "draft": rows.draft(of, project_name="草稿"),
        "closed early": actions.withdraw(gone.pk, reason="缓建", by=of.applicant, at=moment("2026-08-18")),
        "closed late": rows.answered(of, project_name="答复的"),
        "due late": rows.asked(of, moment("2026-08-20"), project_name="后到期"),
        "due early": rows.asked(of, moment("2026-08-19"), project_name="先到期"),
    }


def test_the_desk_has_what_is_due_first_on_top_and_what_is_closed_below_newest_first(yunxi: world.World) -> None:
    found = some(yunxi)

    listed = list(queries.on_desk(yunxi.officer, ON))

    assert listed == [found[name] for name in ("due early", "due late", "closed late", "closed early")]


def test_who_asked_has_drafts_on_top_then_the_newest(yunxi: world.World) -> None:
    found = some(yunxi)

    listed = list(queries.of_asker(yunxi.applicant, ON))

    assert listed == [found[name] for name in ("draft", "due late", "due early", "closed late", "closed early")]


@pytest.mark.parametrize(("part", "page"), [("applicant", "/my/pre-reviews/"), ("officer", "/desk/pre-reviews/")])
def test_a_list_of_three_costs_as_much_as_a_list_of_one(yunxi: world.World, part: str, page: str) -> None:
    reader = signed_in(getattr(yunxi, part))

    with time_machine.travel(moment("2026-08-20"), tick=True):
        rows.taken(yunxi)
        one = queries_of(reader, page)
        rows.asked(yunxi, project_name="第二个")
        rows.answered(yunxi, project_name="第三个")

        assert queries_of(reader, page) == one


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {rows.NAME, "另一个"}),
        ("?q=另一", {"另一个"}),
        ("?q=前审", {rows.NAME, "另一个"}),
        ("?q=%00", {rows.NAME, "另一个"}),
        ("?state=in_hand", {"另一个"}),
        ("?state=draft", {rows.NAME, "另一个"}),
        ("?state=nonsense&page=-1&sort=case__holder__password", {rows.NAME, "另一个"}),
        ("?q=没有的", set()),
    ],
)
def test_the_desk_finds_by_word_and_state_and_shrugs_at_nonsense(
    yunxi: world.World, query: str, names: set[str]
) -> None:
    rows.asked(yunxi)
    rows.taken(yunxi, project_name="另一个")
    rows.draft(yunxi, project_name="草稿")

    with time_machine.travel(moment("2026-08-20"), tick=True):
        answer = signed_in(yunxi.officer).get("/desk/pre-reviews/" + query)

    assert answer.status_code == 200
    assert {row.case.title for row in answer.context["rows"]} == names


@pytest.mark.parametrize(
    ("part", "page", "status"),
    [
        ("applicant", "/my/pre-reviews/", 200),
        ("head", "/desk/pre-reviews/", 200),
        ("supervisor", "/desk/pre-reviews/", 200),
        ("officer", "/desk/pre-reviews/", 403),
    ],
)
def test_a_list_is_taken_away_by_whom_the_matrix_names(yunxi: world.World, part: str, page: str, status: int) -> None:
    found = rows.answered(yunxi)
    person: User = getattr(yunxi, part)

    with time_machine.travel(moment("2026-08-28"), tick=True):
        answer = signed_in(person).get(f"{page}?format=csv")

    assert answer.status_code == status
    assert (str(found.case.number) in answer.content.decode()) is (status == 200)
