"""Hours that are booked, changed, cancelled and paused; never more than there are places."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from approvals.appointments import actions
from approvals.appointments.guards import Full, NotOpen, OutOfOrder, Paused, TooLate
from approvals.appointments.models import Appointment, Slot, Visitor
from approvals.appointments.queries import hours, visits
from envportal.deadlines.actions import add_days
from envportal.deadlines.models import CalendarDay
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import builders
from tests.appointments import rows
from tests.builders import moment

pytestmark = pytest.mark.django_db
NOW = rows.NOW


@pytest.fixture(name="of")
def _of() -> rows.Desk:
    return rows.desk()


def free(of: rows.Desk, now: object = NOW) -> dict[date, list[str]]:
    return {
        day: [f"{one.starts:%H:%M}/{one.left}" for one in pieces]
        for day, pieces in hours.free(of.service, now).items()  # type: ignore[arg-type]
    }


# WHAT IS OPEN ------------------------------------------------------------------------------
def test_every_working_day_has_its_hours_with_the_places_left(of):
    rows.booked(of)

    found = free(of)
    assert found[rows.TUESDAY] == ["09:00/1", "09:30/2", "10:00/2", "10:30/2"]
    assert found[rows.WEDNESDAY][0] == "09:00/2"
    assert len(found) == 11  # today, and ten working days ahead
    assert date(2026, 11, 7) not in found


def test_what_has_begun_today_cannot_be_booked_any_more(of):
    assert free(of, moment("2026-11-02", "09:30"))[rows.MONDAY] == ["10:00/2", "10:30/2"]
    with pytest.raises(NotOpen):
        rows.booked(of, day=rows.MONDAY, hour="09:30", at=moment("2026-11-02", "09:30"))


def test_a_make_up_saturday_is_open_and_a_holiday_is_not(of):
    made = [
        CalendarDay(date=date(2026, 11, 7), is_workday=True, name="调休", notice="测试通知"),
        CalendarDay(date=date(2026, 11, 5), is_workday=False, name="放假", notice="测试通知"),
    ]
    add_days(made, by=None, at=NOW)
    found = free(of)
    assert date(2026, 11, 7) in found
    assert date(2026, 11, 5) not in found


def test_hours_set_anew_end_the_old_ones_the_day_before(of):
    actions.set_hours(
        counter=of.counter, starts=time(9), ends=time(10), minutes=60, capacity=5, valid_from=rows.WEDNESDAY,
        by=of.head, at=NOW,
    )  # fmt: skip

    found = free(of)
    assert found[rows.TUESDAY][0] == "09:00/2"
    assert found[rows.WEDNESDAY] == ["09:00/5"]


def test_who_sets_hours_is_the_head_and_not_the_clerk(of):
    with pytest.raises(NotYours):
        actions.close_day(day=rows.TUESDAY, why="停电", by=of.clerk, at=NOW)


# BOOKED ------------------------------------------------------------------------------------
def test_the_last_place_is_taken_once(of):
    rows.booked(of, "k1")
    rows.booked(of, "k2")

    with pytest.raises(Full):
        rows.booked(of, "k3")
    assert Appointment.objects.count() == 2
    with transaction.atomic(), pytest.raises(IntegrityError, match="slot_is_never_overbooked"):
        Slot.objects.update(taken=3)


def test_the_same_form_twice_makes_one_appointment(of):
    assert rows.booked(of).pk == rows.booked(of).pk
    assert Slot.objects.get().taken == 1


def test_who_comes_stands_apart_and_the_case_names_nobody(of):
    one = rows.booked(of)

    assert one.case.title == "预约：提交环评申请"
    assert "13912345678" not in one.party_key
    assert Visitor.objects.get().name == "金丝雀"


def test_an_enterprise_books_for_itself_and_its_case_is_its_own(of):
    one = rows.own(of)

    assert (one.case.enterprise, one.booked_by) == (of.owner.enterprise, of.owner)


# CHANGED AND CANCELLED ----------------------------------------------------------------------
def test_another_hour_frees_the_old_place_at_once(of):
    one = rows.booked(of)
    actions.change(one.pk, piece=of.piece(rows.WEDNESDAY, "10:00"), by=None, at=NOW)

    one = rows.fresh(one)
    assert (one.day, one.slot.starts, one.state) == (rows.WEDNESDAY, time(10), "booked")
    assert {(slot.day, slot.taken) for slot in Slot.objects.all()} == {(rows.TUESDAY, 0), (rows.WEDNESDAY, 1)}


def test_a_change_to_a_full_hour_keeps_the_old_one(of):
    one = rows.booked(of, "k1", hour="10:00")
    rows.booked(of, "k2")
    rows.booked(of, "k3")

    with pytest.raises(Full):
        actions.change(one.pk, piece=of.piece(), by=None, at=NOW)
    assert rows.fresh(one).slot.starts == time(10)


@pytest.mark.parametrize(("clock", "is_in_time"), [("07:00", True), ("07:01", False)])
def test_it_is_cancelled_until_two_hours_before(of, clock, is_in_time):
    one = rows.booked(of)
    at = moment("2026-11-03", clock)

    if not is_in_time:
        with pytest.raises(TooLate):
            actions.cancel(one.pk, by=None, at=at)
        return
    one = actions.cancel(one.pk, by=None, at=at)
    assert (one.state, one.case.closed_on, Slot.objects.get().taken) == ("cancelled", rows.TUESDAY, 0)


def test_the_clerk_cancels_at_any_time_and_another_enterprise_never(of):
    one = rows.own(of)
    other = builders.applicant(builders.enterprise("别家", uscc=builders.USCCS[1]))

    with pytest.raises(NotYours):
        actions.cancel(one.pk, by=other, at=NOW)
    actions.cancel_for(one.pk, by=of.clerk, at=moment("2026-11-03", "08:59"))
    with pytest.raises(OutOfOrder):
        actions.cancel(one.pk, by=of.owner, at=NOW)


# NOT COME ------------------------------------------------------------------------------------
def test_after_three_no_shows_in_ninety_days_booking_online_pauses_thirty_days(of):
    rows.missed(of, 3)

    with pytest.raises(Paused, match="2026年12月2日"):
        rows.booked(of, "k9", date(2026, 12, 3), at=moment("2026-12-02"))
    assert rows.booked(of, "k9", date(2026, 12, 4), at=moment("2026-12-03")).state == "booked"


def test_two_no_shows_pause_nothing(of):
    rows.missed(of, 2)

    assert rows.booked(of, "k9", at=moment("2026-11-02", "12:00")).state == "booked"


def test_another_telephone_is_another_person(of):
    rows.missed(of, 3)
    other = actions.Who("别人", "13912345679")

    assert rows.booked(of, "k8", rows.WEDNESDAY, at=moment("2026-11-02", "12:00"), who=other).state == "booked"


def test_whoever_is_paused_books_by_telephone_all_the_same(of):
    rows.missed(of, 3)

    at = moment("2026-11-02", "13:00")
    one = actions.book_for(of.service, of.piece(), rows.WHO, by=of.clerk, at=at, key="k9")

    assert one.state == "booked"


def test_a_bureau_sets_its_own_rule_from_a_day_on(of):
    rule: dict[str, Any] = {
        "days_ahead": 3, "change_hours": 24, "no_shows": 1, "within_days": 30, "pause_days": 7, "why": "局务会议",
    }  # fmt: skip
    actions.set_rule(valid_from=rows.TUESDAY, by=of.head, at=NOW, **rule)
    rows.missed(of, 1)

    rows.booked(of, "k8", rows.WEDNESDAY)
    with pytest.raises(Paused):
        rows.booked(of, "k9", rows.WEDNESDAY, at=moment("2026-11-03", "08:00"))
    assert len(free(of, moment("2026-11-03", "08:00"))) == 4


# CLOSED AFTER ALL -----------------------------------------------------------------------------
def test_who_booked_a_day_that_is_closed_after_all_is_told_and_chooses_another_at_any_time(of):
    one, called = rows.own(of), rows.booked(of, "k2")
    actions.close_day(day=rows.TUESDAY, why="停电", by=of.head, at=moment("2026-11-03", "08:30"))

    assert rows.fresh(one).displaced_at is not None
    assert rows.fresh(called).displaced_at is not None
    message = Message.objects.get(template="appointment_displaced")
    assert (message.to_user, message.link) == (of.owner, f"/my/appointments/{one.pk}/")
    assert rows.TUESDAY not in {day for day, pieces in free(of).items() if pieces}
    at = moment("2026-11-03", "08:45")
    actions.change(one.pk, piece=of.piece(rows.WEDNESDAY), by=of.owner, at=at)
    assert rows.fresh(one).displaced_at is None


def test_a_moved_holiday_is_found_by_the_next_look_and_told_once(of):
    rows.own(of)
    add_days([CalendarDay(date=rows.TUESDAY, is_workday=False, name="放假", notice="测试通知")], by=None, at=NOW)

    assert [actions.carry_on(at=NOW) for _n in range(2)] == [1, 0]
    assert Message.objects.filter(template="appointment_displaced").count() == 1


# REMINDED -------------------------------------------------------------------------------------
def test_it_is_reminded_once_on_the_working_day_before(of):
    one = rows.own(of, day=date(2026, 11, 9))  # Monday: the working day before is Friday

    looks = {day: actions.carry_on(at=moment(day)) for day in ("2026-11-05", "2026-11-06", "2026-11-07")}

    assert looks == {"2026-11-05": 0, "2026-11-06": 1, "2026-11-07": 0}
    assert Message.objects.get(template="appointment_reminder").to_user == of.owner
    assert rows.fresh(one).reminded_at == moment("2026-11-06")


def test_who_has_no_inbox_is_not_posted_to_but_rung_up(of):
    one = rows.booked(of)

    assert actions.carry_on(at=NOW) == 0
    assert list(visits.to_call(of.bureau, rows.MONDAY)) == [one]
