"""Two people of one bureau in the same instant."""

from __future__ import annotations

from collections import deque
from datetime import date

import pytest

from approvals.meetings import actions, rules
from approvals.meetings.actions.convening import NotWaiting, SlotTaken
from approvals.meetings.models import Meeting, Opinion
from approvals.meetings.states import View
from tests.builders import moment
from tests.deadlines.test_race import at_once
from tests.meetings import rows

pytestmark = pytest.mark.django_db(transaction=True)
EIGHT = moment("2026-09-18", "08:00")


def test_a_slot_convened_twice_in_the_same_instant_holds_one_meeting() -> None:
    room = rows.room()

    def convene() -> str:
        try:
            rows.convened(room)
        except SlotTaken:
            return "taken"
        return "convened"

    assert sorted(at_once(convene, workers=2)) == ["convened", "taken"]
    assert Meeting.objects.count() == 1


def test_a_case_put_on_two_agendas_in_the_same_instant_stands_on_one() -> None:
    room = rows.room()
    application = rows.report(room)
    meetings = deque([rows.convened(room).pk, rows.convened(room, on=date(2026, 9, 21)).pk])

    def put_on() -> str:
        try:
            actions.put_on(
                meetings.pop(), cases=[application.pk], by=room.world.clerk, at=moment("2026-09-17", "18:00")
            )  # fmt: skip
        except NotWaiting:
            return "elsewhere"
        return "on"

    assert sorted(at_once(put_on, workers=2)) == ["elsewhere", "on"]


def test_a_member_heard_and_speaking_in_the_same_instant_has_one_opinion() -> None:
    room = rows.room()
    item = rows.opened(room, rows.report(room)).items.get()
    said = [{"user": room.water, "view": View.AGREE, "words": ""}]
    ways = deque(
        [
            lambda: actions.opine(item.pk, view=View.AGREE, by=room.water, at=EIGHT),
            lambda: actions.record(item.pk, said=said, by=room.world.clerk, at=EIGHT),  # type: ignore[arg-type]
        ]
    )

    def speak() -> str:
        try:
            ways.pop()()
        except rules.SpokenBefore:
            return "before"
        return "spoke"

    assert sorted(at_once(speak, workers=2)) == ["before", "spoke"]
    assert Opinion.objects.count() == 1
