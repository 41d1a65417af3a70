"""The stored answers are proven by the events, and the events cannot be changed."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from envportal.deadlines import clocks, guards, queries
from envportal.deadlines.actions import expire
from envportal.deadlines.enums import EventKind, Matter
from envportal.deadlines.models import CalendarDay, Clock, ClockEvent
from tests.builders import moment
from tests.deadlines import rows


def test_every_stored_answer_is_the_one_its_events_give(picture):
    assert clocks.verify() == []


def test_an_answer_somebody_typed_is_found(picture):
    Clock.objects.filter(matter=Matter.PLEDGED).update(due_on=date(2026, 11, 2))

    (found,) = clocks.verify()

    assert (found.field, found.stored, found.computed) == ("due_on", date(2026, 11, 2), date(2026, 10, 30))


def test_the_command_tells_what_differs_and_fails(picture):
    out = io.StringIO()
    call_command("verify_clocks", stdout=out)
    Clock.objects.filter(matter=Matter.PLEDGED).update(due_on=date(2026, 11, 2))

    with pytest.raises(CommandError, match="1 stored"):
        call_command("verify_clocks", stdout=out)

    assert out.getvalue().splitlines()[0] == "Every stored answer is proven."
    assert "due_on is stored as 2026-11-02 and computed as 2026-10-30" in out.getvalue()


@pytest.mark.parametrize("change", ["UPDATE deadlines_clockevent SET reason = 'x'", "DELETE FROM deadlines_clockevent"])
def test_what_happened_to_a_clock_cannot_be_changed_or_deleted(picture, change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_the_guard_can_be_lifted_to_flush_and_closed_again(picture):
    guards.lift()
    ClockEvent.objects.update(reason="x")
    guards.close()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ClockEvent.objects.update(reason="y")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("clock_event_is_of_a_known_kind", {"kind": "slept"}),
        ("only_a_pause_has_a_ground", {"kind": EventKind.STARTED, "ground": "hearing"}),
        ("only_a_pause_has_a_ground", {"kind": EventKind.PAUSED}),
        ("pause_ends_after_it_begins", {"kind": EventKind.PAUSED, "ground": "hearing", "until": date(2026, 9, 23)}),
        ("only_an_extension_adds_time", {"kind": EventKind.STOPPED, "amount": 3}),
        ("only_an_extension_adds_time", {"kind": EventKind.EXTENDED}),
        ("resumption_and_correction_name_their_event", {"kind": EventKind.RESUMED}),
    ],
)
def test_the_history_refuses(case, name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ClockEvent.objects.create(clock=clocks.of(case)[0], on=date(2026, 9, 24), at=moment("2026-09-24"), **fields)


def test_the_history_refuses_a_pause_its_asker_confirmed(case):
    officer, _head = rows.people()

    with pytest.raises(IntegrityError, match="nobody_confirms_their_own_pause"), transaction.atomic():
        ClockEvent.objects.create(
            clock=clocks.of(case)[0], kind=EventKind.PAUSED, ground="hearing", on=date(2026, 9, 24), by=officer,
            confirmed_by=officer, at=moment("2026-09-24"),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("clock_is_in_a_known_state", {"state": "asleep"}),
        ("clock_ends_after_it_starts", {"due_on": date(2026, 9, 1), "warn_on": date(2026, 9, 1)}),
        ("clock_warns_before_it_ends", {"warn_on": date(2026, 12, 1)}),
        ("clock_is_stopped_on_a_day", {"stopped_on": date(2026, 9, 20)}),
    ],
)
def test_a_clock_refuses(case, name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Clock.objects.filter(pk=clocks.of(case)[0].pk).update(**fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("local_day_belongs_to_a_bureau", {"status": "local"}),
        ("day_names_the_notice_it_stands_on", {"notice": ""}),
    ],
)
def test_the_calendar_refuses(db, name, fields):
    facts = {"notice": "x", "status": "gazetted", **fields}

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CalendarDay.objects.create(
            date=date(2026, 10, 13), is_workday=False, added_at=moment("2026-10-10"), **facts
        )  # fmt: skip


def test_overdue_clocks_are_claimed_oldest_first_and_no_more_than_asked(law):
    cases = [rows.running(on=date(2026, 9, day)).case for day in (16, 14, 15)]

    claimed = clocks.claim_due(Matter.STATUTORY, at=moment("2026-11-01"), limit=2)

    assert claimed == [cases[1].pk, cases[2].pk]


def test_a_stopped_or_paused_clock_is_not_claimed(case):
    rows.review(case, until=None)

    assert clocks.claim_due(Matter.STATUTORY, at=moment("2026-12-01")) == []


def test_an_expired_clock_is_marked_once_and_not_claimed_again(law):
    clock = rows.running()

    marks = [expire(clock.pk, at=moment(day)) for day in ("2026-10-14", "2026-10-15", "2026-10-16")]

    assert [mark and mark.expired_on for mark in marks] == [None, date(2026, 10, 15), None]
    assert clocks.claim_due(Matter.STATUTORY, at=moment("2026-10-16")) == []


def test_the_matter_of_a_case_expires_and_then_stops_as_missed(law):
    clock = rows.running(Matter.INTAKE)

    early = clocks.expire_matter(clock.case, Matter.INTAKE, at=moment("2026-09-20"))
    late = clocks.expire_matter(clock.case, Matter.INTAKE, at=moment("2026-09-21"))
    stopped = clocks.stop(clock.case, Matter.INTAKE, on=date(2026, 9, 21), by=None, at=moment("2026-09-21"))

    assert (early, late) == (None, clock)
    assert stopped is not None
    assert stopped.expired_on == date(2026, 9, 21)
    assert clocks.expire_matter(clock.case, Matter.INTAKE, at=moment("2026-09-22")) is None


def test_outcomes_are_kept_or_missed(law):
    for day in ("2026-10-14", "2026-10-15"):
        clocks.stop(rows.running().case, Matter.STATUTORY, on=date.fromisoformat(day), by=None, at=moment(day))

    assert list(queries.outcomes().values_list("kept", flat=True)) == [True, False]  # type: ignore[misc]


def test_rows_say_what_they_are(picture):
    day = CalendarDay(date=date(2026, 10, 13), name="临时放假")
    clock = clocks.of(picture)[0]

    assert [str(clock), str(clock.rule), str(clock.events.first()), str(day)] == [
        "法定时限 2026-10-21", "法定时限 30 日", "起算 2026-09-14", "2026-10-13 临时放假",
    ]  # fmt: skip


def test_the_faces_of_a_case_cost_the_same_number_of_queries_with_one_pause_and_with_three(
    case, django_assert_num_queries
):
    rows.review(case)
    with django_assert_num_queries(5):
        clocks.faces(case, date(2026, 10, 16))
    rows.notice(case)
    rows.notice(case, since=date(2026, 10, 21), until=date(2026, 10, 22))

    with django_assert_num_queries(5):
        clocks.faces(case, date(2026, 10, 16))
