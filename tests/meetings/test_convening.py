"""A meeting is convened at a slot or urgently, cancelled, and its agenda changed."""

from __future__ import annotations

from datetime import date, time

import pytest

from approvals.meetings import actions, rules
from approvals.meetings.actions.convening import NoSlot, NotWaiting, SlotTaken
from approvals.meetings.models import AgendaItem, Meeting
from approvals.meetings.states import Conclusion, ItemState
from envportal.deadlines import clocks
from envportal.messaging.models import Message
from tests.builders import moment
from tests.meetings import rows
from tests.meetings.rows import FRIDAY, Room

pytestmark = pytest.mark.django_db
EIGHT = moment("2026-09-18", "08:00")


@pytest.fixture
def room() -> Room:
    return rows.room()


def names(template: str) -> set[str]:
    return set(Message.objects.filter(template=template).values_list("to_user__name", flat=True))


# CONVENING --------------------------------------------------------------------
def test_a_meeting_has_a_number_its_members_and_its_agenda(room: Room) -> None:
    meeting = rows.convened(room, rows.report(room))

    assert (meeting.case.number, str(meeting)) == ("云环会审〔2026〕1号", "2026年第1次会审会")
    assert (meeting.on, meeting.starts, meeting.ends, meeting.place) == (FRIDAY, time(7, 50), time(8, 30), "三楼会议室")
    assert [row.user.name for row in meeting.attendance.all()] == ["韩松年", "许望舒", "程砚秋", "陆九思"]
    assert names("meeting_convened") == {"韩松年", "许望舒", "程砚秋", "陆九思", "罗静"}


def test_a_day_without_a_slot_is_refused_and_the_next_slot_named(room: Room) -> None:
    with pytest.raises(NoSlot, match="2026-09-18"):
        rows.convened(room, on=date(2026, 9, 17))
    with pytest.raises(NoSlot, match="2026-09-21"):
        rows.convened(room, on=date(2026, 9, 20))  # a make-up Sunday, worked for a Tuesday


def test_an_urgent_meeting_needs_no_slot_but_a_reason(room: Room) -> None:
    meeting = rows.convened(
        room, rows.report(room), on=date(2026, 9, 17), urgent_why="承诺明天到期", starts=time(15, 0), ends=time(15, 30)
    )

    assert (meeting.urgent_why, meeting.starts, meeting.case.number) == (
        "承诺明天到期",
        time(15, 0),
        "云环会审〔2026〕1号",
    )


def test_a_slot_holds_one_meeting_and_a_case_waits_on_one_agenda(room: Room) -> None:
    application = rows.report(room)
    rows.convened(room, application)

    with pytest.raises(SlotTaken):
        rows.convened(room)
    with pytest.raises(NotWaiting):
        rows.convened(room, application, on=rows.MONDAY)


def test_what_was_taken_off_an_agenda_may_come_back_to_it(room: Room) -> None:
    application = rows.report(room)
    meeting = rows.convened(room, application)
    actions.take_off(meeting.items.get().pk, reason="材料未齐", by=room.world.clerk, at=moment("2026-09-17", "18:00"))

    actions.put_on(meeting.pk, cases=[application.pk], by=room.world.clerk, at=moment("2026-09-17", "18:10"))

    item = meeting.items.get()
    assert (item.state, item.reason, item.ended_at) == (ItemState.PENDING, "", None)


def test_who_leaves_in_mid_meeting_hands_the_chair_on(room: Room) -> None:
    meeting = rows.opened(room, rows.report(room))
    actions.attend(meeting.pk, absent={room.chair.pk: "接市里通知离会"}, by=room.world.clerk, at=EIGHT)

    assert Meeting.objects.get().chair == room.world.head
    rows.speak(room, meeting.items.get(), EIGHT, chair=("", ""), head=("", ""))
    with pytest.raises(rules.ItemsLeft, match="许望舒"):
        actions.conclude(
            meeting.items.get().pk, conclusion=Conclusion.APPROVE, text="同意", by=room.world.clerk, at=EIGHT
        )  # fmt: skip


def test_a_meeting_in_the_past_is_refused(room: Room) -> None:
    with pytest.raises(NoSlot):
        rows.convened(room, at=moment("2026-09-21"))


def test_the_same_form_convenes_one_meeting(room: Room) -> None:
    key = "5f3b7f2e-0f4d-4a57-9f37-6f1f3a8f9a01"
    first = rows.convened(room, key=key)

    assert rows.convened(room, key=key) == first
    assert Meeting.objects.count() == 1


def test_a_cancelled_meeting_gives_its_cases_back_stops_no_clock_and_tells_who_waits(room: Room) -> None:
    application = rows.report(room)
    before = clocks.promised(application.case)
    meeting = rows.convened(room, application)

    actions.cancel(meeting.pk, reason="主持人外出开会", by=room.world.clerk, at=moment("2026-09-17", "18:00"))

    item = AgendaItem.objects.get()
    assert (item.state, item.reason) == (ItemState.TAKEN_OFF, "主持人外出开会")
    assert clocks.promised(application.case) == before
    assert clocks.open_clock(application.case, clocks.Matter.STATUTORY).state == "running"
    assert names("meeting_cancelled") >= {"周明远", "韩松年"}
    assert rows.convened(room, application, on=rows.MONDAY).items.count() == 1
