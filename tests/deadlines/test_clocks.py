"""A clock starts, pauses, resumes, is extended and stops; its events say when it ends."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from envportal.deadlines import actions, clocks
from envportal.deadlines.enums import ClockState, EventKind, Ground, Matter
from envportal.deadlines.models import Clock, ClockEvent
from envportal.deadlines.queries import NoRule
from envportal.deadlines.rules import extensions, grounds
from tests import builders
from tests.builders import moment
from tests.deadlines import rows


def test_five_working_days_from_receipt_end_on_a_make_up_sunday(law):
    clock = rows.running(Matter.INTAKE)

    assert (clock.due_on, clock.warn_on, clock.state) == (date(2026, 9, 20), date(2026, 9, 18), ClockState.RUNNING)


def test_starting_twice_on_a_day_is_one_clock(law):
    first = rows.running()

    assert rows.running(of=first.case) == first
    assert ClockEvent.objects.count() == 1


def test_a_new_receipt_after_a_correction_starts_the_whole_term_anew(law):
    first = rows.running()

    second = rows.running(on=date(2026, 9, 28), of=first.case)

    first.refresh_from_db()
    assert (first.state, first.stopped_on) == (ClockState.STOPPED, date(2026, 9, 28))
    assert second.due_on == date(2026, 10, 28)


def test_a_matter_without_a_rule_on_the_day_is_refused_in_a_sentence(law):
    with pytest.raises(NoRule, match="承诺时限"):
        rows.running(Matter.PLEDGED, on=date(2026, 6, 30))


def test_a_stopped_clock_remembers_the_day(law):
    clock = rows.running(Matter.INTAKE)

    stopped = clocks.stop(clock.case, Matter.INTAKE, on=date(2026, 9, 17), by=None, at=moment("2026-09-17"))

    assert stopped is not None
    assert (stopped.state, stopped.stopped_on, stopped.due_on) == ("stopped", date(2026, 9, 17), date(2026, 9, 20))


def test_stopping_what_does_not_run_is_nothing(law):
    assert clocks.stop(builders.case(), Matter.INTAKE, on=date(2026, 9, 17), by=None, at=moment("2026-09-17")) is None


def test_an_expert_review_stops_both_clocks_and_the_notice_only_the_pledge(case):
    reviewed = rows.review(case)
    noticed = rows.notice(case)

    assert [clock.matter for clock in reviewed] == [Matter.STATUTORY, Matter.PLEDGED]
    assert [clock.matter for clock in noticed] == [Matter.PLEDGED]


def test_a_pause_asked_for_twice_pauses_once(case):
    rows.review(case)
    rows.review(case)

    assert ClockEvent.objects.filter(kind=EventKind.PAUSED).count() == 2
    assert rows.due(case, Matter.STATUTORY) == date(2026, 10, 21)


def test_an_open_pause_is_counted_as_long_as_planned_and_resumed_on_the_day_after_its_last(case):
    rows.review(case, until=None, planned_until=date(2026, 10, 8))
    planned = rows.due(case, Matter.STATUTORY)
    states = {clock.state for clock in clocks.of(case)}

    clocks.resume(case, Ground.EXPERT_REVIEW, last_paused_day=date(2026, 9, 30), by=None, at=moment("2026-09-30"))

    assert states == {ClockState.PAUSED}
    assert planned == date(2026, 10, 29)
    assert rows.due(case, Matter.STATUTORY) == date(2026, 10, 21)
    assert {clock.state for clock in clocks.of(case)} == {ClockState.RUNNING}


def test_resuming_twice_resumes_once(case):
    rows.review(case, until=None)
    for _n in range(2):
        clocks.resume(case, Ground.EXPERT_REVIEW, last_paused_day=date(2026, 9, 30), by=None, at=moment("2026-09-30"))

    assert ClockEvent.objects.filter(kind=EventKind.RESUMED).count() == 2


def test_a_notice_withdrawn_early_gives_its_days_back(case):
    rows.notice(case)

    clocks.resume(case, Ground.PROPOSED_NOTICE, last_paused_day=date(2026, 10, 14), by=None, at=moment("2026-10-14"))

    assert rows.due(case) == date(2026, 10, 21)


def test_a_notice_withdrawn_before_it_opened_never_paused(case):
    before = rows.due(case)
    rows.notice(case)

    clocks.resume(case, Ground.PROPOSED_NOTICE, last_paused_day=date(2026, 10, 12), by=None, at=moment("2026-10-12"))

    assert rows.due(case) == before


def test_a_review_without_a_letter_or_with_one_nobody_served_stops_nothing(case):
    for letter in (None, rows.Letter(served_on=None)):
        with pytest.raises(grounds.PauseNeedsLetter) as refused:
            rows.review(case, letter=letter)

    assert refused.value.article == "行政许可法第45条"
    assert not ClockEvent.objects.filter(kind=EventKind.PAUSED).exists()


def test_a_review_is_confirmed_by_a_second_person(case):
    officer, _head = rows.people()

    for second in (None, officer):
        with pytest.raises(grounds.PauseNeedsSecondPerson):
            rows.review(case, by=officer, confirmed_by=second)


def test_a_pause_that_ends_before_it_begins_is_refused(case):
    with pytest.raises(grounds.PauseEndsBeforeItBegins):
        rows.review(case, since=date(2026, 9, 24), until=date(2026, 9, 23))


def test_a_voided_pause_no_longer_holds_but_is_still_there(case):
    before = rows.due(case)
    rows.notice(case)
    wrong = rows.event(case, EventKind.PAUSED)

    for _n in range(2):
        actions.void(wrong, reason="公示未发布", by=None, at=moment("2026-10-13"))

    assert rows.due(case) == before
    assert ClockEvent.objects.filter(kind=EventKind.VOIDED).count() == 1
    assert ClockEvent.objects.filter(pk=wrong.pk).exists()


def extend(case, day: str, amount: int = 2):
    return clocks.extend(case, amount=amount, reason="补充监测", letter=rows.Letter(), by=None, at=moment(day))


def test_a_pledge_is_extended_on_its_last_day(law):
    case = builders.case()
    rows.running(Matter.PLEDGED, rows.ACCEPTED, case)

    extended = extend(case, "2026-10-19")

    assert extended.due_on == date(2026, 10, 21)


def test_an_extension_a_day_late_is_refused(law):
    case = builders.case()
    rows.running(Matter.PLEDGED, rows.ACCEPTED, case)

    with pytest.raises(extensions.ExtensionTooLate):
        extend(case, "2026-10-20")


def test_a_pledge_is_extended_once(law):
    case = builders.case()
    rows.running(Matter.PLEDGED, rows.ACCEPTED, case)
    extend(case, "2026-10-12")

    with pytest.raises(extensions.ExtendedAlready):
        extend(case, "2026-10-12")


def test_an_extension_never_passes_the_statute(case):
    assert rows.due(case, Matter.STATUTORY) == date(2026, 10, 14)

    with pytest.raises(extensions.ExtensionPassesStatute, match="2026-10-14"):
        extend(case, "2026-10-12")


def test_an_extension_longer_than_the_pledge_lets_is_refused(case):
    for amount in (0, 6):
        with pytest.raises(extensions.NotExtendable):
            extend(case, "2026-10-12", amount)


def test_without_a_pledge_there_is_nothing_to_extend(law):
    clock = rows.running()

    with pytest.raises(extensions.NothingToExtend):
        extend(clock.case, "2026-10-12")


def test_a_window_opens_on_the_next_working_day_and_closes_on_the_last_one_counted(law):
    window = clocks.window(
        builders.bureau(), Matter.PROPOSED_NOTICE, "table", published_at=moment("2026-10-12", "23:30")
    )

    assert (window.opens_on, window.closes_on, window.provisional) == (date(2026, 10, 13), date(2026, 10, 19), False)


def test_a_right_to_a_hearing_lasts_five_working_days_from_service(law):
    assert clocks.due_day(builders.bureau(), Matter.HEARING_REQUEST, "table", on=date(2026, 9, 30)) == date(
        2026, 10, 13
    )


def test_the_notice_of_a_hearing_goes_out_seven_working_days_before(law):
    assert clocks.last_working_day_before(builders.bureau(), date(2026, 2, 27), 7) == date(2026, 2, 11)
    assert clocks.next_working_day(builders.bureau(), date(2026, 9, 30)) == date(2026, 10, 8)


def test_days_left_leave_out_the_days_of_a_pause_and_are_negative_when_late(picture):
    statutory, pledged = clocks.of(picture)

    assert [clocks.left(clock, date(2026, 10, 16)) for clock in (statutory, pledged)] == [5, 9]
    assert [clocks.left(statutory, date(2026, 10, day)) for day in (21, 22)] == [0, -1]


def test_a_case_has_one_open_clock_a_matter(law):
    clock = rows.running()

    with pytest.raises(IntegrityError), transaction.atomic():
        Clock.objects.create(
            case=clock.case, matter=clock.matter, rule=clock.rule, started_on=rows.RECEIVED,
            due_on=clock.due_on, warn_on=clock.warn_on, started_at=clock.started_at, due_at=clock.due_at,
            warn_at=clock.warn_at,
        )  # fmt: skip
