"""What a case that goes first takes from others at the meeting: a place, and whoever waits behind it there."""

from __future__ import annotations

from decimal import Decimal

import pytest

from approvals.green import queries, rules
from approvals.green.models import GreenChannel
from approvals.meetings.actions import cancel
from disclosure.board import board
from tests import world
from tests.builders import moment
from tests.green.test_channel import ON, asked, define, granted
from tests.meetings import rows
from tests.meetings.rows import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    of = world.world()
    define(of)
    return rows.room(of)


def test_on_an_agenda_it_takes_a_place_and_goes_before_those_promised_earlier_that_have_none(room: Room) -> None:
    world.accepted(room.world, investment=Decimal(60000))  # a table, promised earlier, that has to come
    report = rows.report(room)
    assert (rules.effect(report.case, ON).places, rules.effect(report.case, ON).behind) == (0, 0)
    meeting = rows.convened(room, report)

    assert (rules.effect(report.case, ON).places, rules.effect(report.case, ON).behind) == (1, 1)
    found = granted(room.world, report)
    world.publish(room.world, report, board.Kind.GREEN_CHANNEL, moment("2026-09-18", "17:00"))
    assert (found.behind, queries.published().get().places) == (1, 1)

    cancel(meeting.pk, reason="人数不足", by=room.world.clerk, at=moment("2026-09-18", "09:30"))
    assert queries.published().get().places == 0


def test_nobody_waits_behind_it_who_has_a_place_at_the_same_meeting(room: Room) -> None:
    table = world.accepted(room.world, investment=Decimal(60000))
    report = rows.report(room)
    rows.convened(room, report, table)

    assert rules.effect(report.case, ON).behind == 0


def test_a_meeting_before_it_was_let_in_is_no_place_of_the_channel(room: Room) -> None:
    report = rows.report(room)
    rows.resolved(room, report)
    channel = asked(room.world, report)
    GreenChannel.objects.filter(pk=channel.pk).update(asked_at=moment("2026-09-21"))

    assert [vars(one)["places"] for one in queries.with_places(GreenChannel.objects.all())] == [0]
