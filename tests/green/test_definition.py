"""The published definition of who may go first."""

from __future__ import annotations

from datetime import date

import pytest

from approvals.green import actions, rules
from envportal.refusals import NotYours
from tests import world
from tests.green.test_channel import NINE, UNTIL, define

pytestmark = pytest.mark.django_db


@pytest.fixture
def yunxi() -> world.World:
    of = world.world()
    define(of)
    return of


def test_a_definition_begins_on_a_day_to_come_by_a_leader(yunxi: world.World) -> None:
    for changes in ({}, {"valid_from": date(2026, 8, 30)}):
        with pytest.raises(rules.NoDefinition):
            define(yunxi, **changes)
    with pytest.raises(NotYours):
        actions.define(
            yunxi.bureau.pk, valid_from=UNTIL, criteria="x", source="y", longest=1, by=yunxi.head, at=NINE
        )  # fmt: skip
