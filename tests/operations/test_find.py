"""One box finds what its reader may read, in whatever room it lies, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from envportal.accounts.enums import Role
from envportal.cases import queries
from tests import builders, world
from tests.accounts.conftest import signed_in

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 17)


@pytest.fixture
def of():
    return world.world()


def case(of, title, **more):
    number = more.pop("number", f"云环〔2026〕{title[:4]}号")
    return builders.case(title=title, number=number, opened_on=date(2026, 9, 14), bureau=of.bureau, **more)


def titles(person, typed):
    return [one.title for one in queries.found(person, typed, ON)]


def test_every_word_has_to_stand_somewhere_in_the_case(of):
    case(of, "纸容器技改项目", enterprise=of.owner, holder=of.officer)
    case(of, "污水提标项目", holder=of.officer)
    assert titles(of.leader, f"技改 {of.owner.name[:4]}") == ["纸容器技改项目"]
    assert titles(of.leader, "技改 污水") == []
    assert sorted(titles(of.leader, of.officer.name)) == sorted(["纸容器技改项目", "污水提标项目"])


def test_part_of_a_number_or_a_credit_code_is_enough(of):
    case(of, "纸容器技改项目", number="云环收〔2026〕208号", enterprise=of.owner)
    assert titles(of.leader, "208") == ["纸容器技改项目"]
    assert titles(of.leader, of.owner.uscc[3:12].lower()) == ["纸容器技改项目"]


def test_what_is_open_stands_above_what_was_closed(of):
    old = case(of, "先办结的项目")
    old.closed_on = date(2026, 9, 16)
    old.save()
    case(of, "在办的项目")
    assert titles(of.leader, "项目") == ["在办的项目", "先办结的项目"]


@pytest.mark.parametrize("kind", ["eia_table", "petition", "penalty"])
def test_each_kind_is_found_by_those_alone_who_may_read_it(of, kind):
    mine = case(of, "清波路的事项", kind=kind, holder=of.officer)
    other = builders.staff(Role.OFFICER, "别科室的人", at=of.bureau)
    elsewhere = world.world(code="dongling")
    assert titles(of.leader, "清波路") == [mine.title]
    assert titles(other, "清波路") == []
    assert titles(elsewhere.leader, "清波路") == []


def test_a_draft_is_found_by_nobody(of):
    builders.case(title="草稿项目", bureau=of.bureau)
    assert titles(of.leader, "草稿") == []


def test_nothing_typed_finds_nothing(of):
    case(of, "纸容器技改项目")
    assert titles(of.leader, "  　 ") == []


def test_the_page_names_cases_enterprises_and_colleagues(of):
    case(of, "纸容器技改项目", enterprise=of.owner)
    page = signed_in(of.leader).get("/desk/find/", {"q": of.owner.name}).content.decode()
    assert "纸容器技改项目" in page
    assert of.owner.uscc in page
    assert 'id="h-people"' in signed_in(of.leader).get("/desk/find/", {"q": of.officer.name}).content.decode()


def test_too_long_a_question_is_answered_in_a_sentence(of):
    answer = signed_in(of.leader).get("/desk/find/", {"q": "长" * 101})
    assert answer.status_code == 200
    assert "govuk-error-message" in answer.content.decode()


def test_an_enterprise_has_no_such_page(of):
    assert signed_in(of.applicant).get("/desk/find/", {"q": "项目"}).status_code in (403, 404)
