"""The last meeting that keeps the promise, and whether the meetings before it have room."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals.applications import actions as applications
from approvals.meetings import queries
from approvals.meetings.rules import ahead
from approvals.meetings.rules.waiting import Ahead, Sitting, waiting
from envportal.deadlines import clocks
from tests.builders import moment
from tests.meetings import rows
from tests.meetings.rows import Room

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 18)


@pytest.fixture
def room() -> Room:
    return rows.room()


def test_after_a_meeting_come_five_working_days_of_notice_and_the_decision_on_the_next(room: Room) -> None:
    after = Ahead(room.world.bureau, TODAY).after("report")

    assert after.window(clocks.calendar_of(room.world.bureau.pk), date(2026, 9, 28)) == (
        date(2026, 9, 29), date(2026, 10, 10),
    )  # fmt: skip
    assert after.decided_on(clocks.calendar_of(room.world.bureau.pk), date(2026, 9, 28)) == date(2026, 10, 12)


def test_the_last_meeting_leaves_the_notice_and_one_day_to_the_earlier_limit(room: Room) -> None:
    """Pledged for Wednesday 4 November: the notice has to begin before, so Monday the 2nd is the last meeting."""
    application = rows.report(room)
    [row] = waiting(room.world.bureau, TODAY)

    assert (row.docket.case, row.due_on) == (application.case, clocks.promised(application.case).due_on)
    assert row.last_on == date(2026, 11, 2)
    view = Ahead(room.world.bureau, TODAY)
    own = queries.deciding(row.docket.case)
    assert ahead.keeps(own, view.calendar, view.after("report"), row.last_on)
    following = next(one.on for one in view.sittings(date(2026, 12, 31)) if one.on > row.last_on)
    assert not ahead.keeps(own, view.calendar, view.after("report"), following)


def test_the_pledge_stops_for_the_notice_and_the_statute_does_not(room: Room) -> None:
    rows.report(room)
    [row] = waiting(room.world.bureau, TODAY)
    view = Ahead(room.world.bureau, TODAY)
    pledged = [one for one in queries.deciding(row.docket.case) if one.matter == "pledged"]
    statutory = [one for one in queries.deciding(row.docket.case) if one.matter == "statutory"]
    days = [one.on for one in view.sittings(date(2026, 12, 31))]

    by_pledge = ahead.last_meeting(pledged, view.calendar, view.after("report"), days)
    by_statute = ahead.last_meeting(statutory, view.calendar, view.after("report"), days)

    # The pledge leaves one counted day after the notice; the statute all the days of the notice, too.
    assert (pledged[0].due_on, by_pledge) == (date(2026, 11, 4), date(2026, 11, 2))
    assert (statutory[0].due_on, by_statute) == (date(2026, 11, 13), date(2026, 11, 4))


def test_too_late_is_said_when_no_slot_keeps_the_promise_any_more(room: Room) -> None:
    rows.report(room)

    [row] = waiting(room.world.bureau, date(2026, 11, 12))

    assert row.last_on is None
    assert "too_late" in row.marks


def test_an_overdue_case_stands_first_and_is_late(room: Room) -> None:
    rows.report(room)

    [row] = waiting(room.world.bureau, date(2026, 12, 1))

    assert {"overdue", "too_late"} <= row.marks
    assert (row.tone, row.unit) == ("late", "calendar_day")


def test_cases_that_do_not_fit_before_their_last_meeting_overflow() -> None:
    """One item a meeting, two cases, and a day on which one slot is left before the last day."""
    room = rows.room(capacity=8)
    first = rows.report(room)
    second = rows.report(room, at=moment("2026-09-17", "11:00"))
    last = waiting(room.world.bureau, TODAY)[0].last_on

    assert last is not None
    both = {row.docket.case: row for row in waiting(room.world.bureau, last)}

    assert sorted("overflows" in row.marks for row in both.values()) == [False, True]
    assert set(both) == {first.case, second.case}


def test_a_convened_meeting_takes_the_room_of_what_stands_on_its_agenda(room: Room) -> None:
    application = rows.report(room)
    meeting = rows.convened(room, application)

    sitting = Ahead(room.world.bureau, TODAY).sittings(date(2026, 9, 21))[0]

    assert (sitting.meeting, sitting.items, sitting.minutes, sitting.room, sitting.share) == (meeting, 1, 8, 4, "20")
    assert waiting(room.world.bureau, TODAY)[0].meeting == meeting


def test_a_meeting_longer_than_its_time_is_over(room: Room) -> None:
    assert Sitting(TODAY, room.rule, None, 6).is_over
    assert not Sitting(TODAY, room.rule, None, 5).is_over


def test_over_spring_festival_the_slots_before_it_are_the_last_ones() -> None:
    """Cancelled or fallen away, a missing slot stops no clock: the last meeting moves before the holiday."""
    room = rows.room(valid_from=date(2026, 9, 1))
    view = Ahead(room.world.bureau, date(2026, 9, 1))

    assert view.rule_on(date(2026, 9, 1)) == room.rule
    assert [one.on for one in view.sittings(date(2026, 10, 12)) if date(2026, 9, 28) <= one.on] == [
        date(2026, 9, 28), date(2026, 9, 30), date(2026, 10, 9), date(2026, 10, 12),
    ]  # fmt: skip


def test_what_is_withdrawn_waits_no_longer(room: Room) -> None:
    application = rows.report(room)
    applications.withdraw(application.pk, reason="改址", by=room.world.applicant, at=moment("2026-09-18"))

    assert waiting(room.world.bureau, TODAY) == []


def test_one_case_or_three_wait_under_the_same_number_of_queries(room: Room) -> None:
    rows.report(room)
    with CaptureQueriesContext(
        connection,
    ) as one:
        waiting(room.world.bureau, TODAY)
    for hour in ("11:00", "12:00"):
        rows.report(room, at=moment("2026-09-17", hour))
    with CaptureQueriesContext(connection) as three:
        assert len(waiting(room.world.bureau, TODAY)) == 3

    assert len(one) == len(three)
