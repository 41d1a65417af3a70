"""A visit an enterprise was told of and nobody made: somebody hears of it, once."""

from __future__ import annotations

import pytest

from enforcement.inspections import actions, tasks
from envportal.audit import log
from envportal.messaging.models import Message
from tests.builders import moment
from tests.inspections.rows import noticed, squad, under_way

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return squad()


def told() -> set[str]:
    return {one.to_user.name for one in Message.objects.filter(template="visit_not_made")}


def test_its_people_and_their_head_are_told_once_on_the_day_after(of):
    visit = noticed(of)
    assert actions.tell_missed(at=moment("2026-11-10", "23:50")) == 0

    assert actions.tell_missed(at=moment("2026-11-11", "00:10")) == 1
    assert actions.tell_missed(at=moment("2026-11-12")) == 0

    assert told() == {of.lead.name, of.second.name, of.head.name}
    assert [one.name for one in log.history(visit.case)].count("visit_not_made") == 1


def test_a_visit_that_was_made_or_called_off_is_none_that_was_missed(of):
    under_way(of)
    other = noticed(of, what="另一次")
    actions.cancel(other.pk, reason="停产", by=of.head, at=moment("2026-11-09"))

    tasks.tell_missed()

    assert told() == set()
