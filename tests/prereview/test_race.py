"""Two people of one enterprise in the same instant."""

from collections import deque

import pytest

from approvals.prereview import actions
from approvals.prereview.rules import AskedAlready
from tests import world
from tests.builders import moment
from tests.deadlines.test_race import at_once
from tests.prereview import rows

AT = moment("2026-08-17", "10:00")


@pytest.mark.django_db(transaction=True)
def test_of_two_pre_reviews_of_one_project_asked_for_in_the_same_instant_the_bureau_gets_one():
    of = world.world()
    drafts = deque([rows.draft(of).pk, rows.draft(of).pk])

    def ask() -> str:
        try:
            actions.ask(drafts.pop(), by=of.applicant, at=AT)
        except AskedAlready:
            return "asked already"
        return "asked"

    assert sorted(at_once(ask, workers=2)) == ["asked", "asked already"]
