"""The page of who may do what is made from the file that decides."""

from __future__ import annotations

import pytest

from envportal.accounts import rules
from envportal.accounts.enums import Reach, Role
from envportal.operations import queries
from tests import world
from tests.accounts.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return world.world()


def page(person, **asked):
    return signed_in(person).get("/desk/permissions/", asked)


def test_every_code_of_the_file_has_its_word():
    assert {code for row in rules.matrix().values() for code in row.values()} <= set(Reach.values)


def test_it_opens_with_what_the_reader_may_do(of):
    found = page(of.clerk)
    rows = found.context["page"].paginator.object_list
    assert {row.action for row in rows} == {name for name, row in rules.matrix().items() if row[Role.CLERK] != "-"}


def test_another_role_and_a_word_narrow_it(of):
    rows = page(of.clerk, role="leader", q="签发").context["page"].paginator.object_list
    assert rows
    assert all(row.role == Role.LEADER and "签发" in row.opens for row in rows)


def test_what_a_role_may_not_do_is_listed_when_asked(of):
    rows = page(of.clerk, role="clerk", every="on").context["page"].paginator.object_list
    assert len(rows) == len(rules.matrix())


def test_an_unknown_role_is_answered_with_ones_own(of):
    assert page(of.clerk, role="emperor").status_code == 200


def test_the_file_has_all_roles_side_by_side(of):
    told = page(of.clerk, format="csv").content.decode("utf-8-sig")
    assert all(str(role.label) in told.splitlines()[0] for role in Role)


def test_nearly_every_action_of_a_page_is_named_by_what_it_opens():
    assert "查找" in [str(title) for title in queries.opened_by()["case.find"]]


def test_no_enterprise_reads_it(of):
    assert page(of.applicant).status_code in (403, 404)
