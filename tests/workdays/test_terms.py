"""Due days at the edges of the law, and faults seen in other systems."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from envportal.workdays import TermError, due, hours, latest, shipped, window
from envportal.workdays.terms import corresponding_day, counted, counted_day

CALENDAR = shipped()
REVIEW = (date(2026, 9, 24), date(2026, 9, 30))
NOTICE = (date(2026, 10, 13), date(2026, 10, 19))


def test_the_start_day_is_not_counted():
    assert due(CALENDAR, date(2026, 9, 14), 5, "working_day") == date(2026, 9, 20)


def test_an_application_filed_at_20_00_counts_from_the_next_day_like_one_filed_at_noon():
    # The local day is all the engine sees: hours of filing cannot move it.
    assert due(CALENDAR, date(2026, 11, 20), 1, "working_day") == date(2026, 11, 23)


def test_a_deadline_on_a_make_up_saturday_stays():
    assert due(CALENDAR, date(2026, 9, 10), 30, "calendar_day") == date(2026, 10, 10)
    assert due(CALENDAR, date(2026, 10, 8), 2, "working_day") == date(2026, 10, 10)


def test_a_calendar_deadline_on_3_october_moves_behind_the_holidays():
    assert due(CALENDAR, date(2026, 9, 3), 30, "calendar_day") == date(2026, 10, 8)
    assert due(CALENDAR, date(2025, 9, 3), 30, "calendar_day") == date(2025, 10, 9)


def test_the_day_a_holiday_moved_the_deadline_to_is_checked_again():
    # 21 days from 2026-09-15 fall on 10-06, and 10-07 is a holiday too.
    assert due(CALENDAR, date(2026, 9, 15), 21, "calendar_day") == date(2026, 10, 8)


def test_amount_0_is_the_start_day_rolled():
    assert due(CALENDAR, date(2026, 9, 17), 0, "working_day") == date(2026, 9, 17)
    assert due(CALENDAR, date(2026, 10, 3), 0, "working_day") == date(2026, 10, 8)
    assert due(CALENDAR, date(2026, 9, 24), 0, "calendar_day", [REVIEW]) == date(2026, 10, 8)


def test_the_statutory_and_the_pledged_day_of_the_picture():
    assert due(CALENDAR, date(2026, 9, 14), 30, "calendar_day", [REVIEW]) == date(2026, 10, 21)
    assert due(CALENDAR, date(2026, 9, 17), 18, "working_day", [REVIEW, NOTICE]) == date(2026, 10, 30)


def test_a_pause_that_starts_and_ends_on_rest_days_moves_a_working_day_deadline_by_its_working_days_only():
    weekend = (date(2026, 11, 7), date(2026, 11, 8))

    assert due(CALENDAR, date(2026, 11, 2), 8, "working_day", [weekend]) == date(2026, 11, 12)
    assert due(CALENDAR, date(2026, 11, 2), 8, "calendar_day", [weekend]) == date(2026, 11, 12)


def test_two_overlapping_pauses_count_once():
    pauses = [(date(2026, 11, 4), date(2026, 11, 6)), (date(2026, 11, 5), date(2026, 11, 10))]
    union = [(date(2026, 11, 4), date(2026, 11, 10))]

    assert due(CALENDAR, date(2026, 11, 2), 8, "working_day", pauses) == date(2026, 11, 19)
    assert due(CALENDAR, date(2026, 11, 2), 8, "working_day", union) == date(2026, 11, 19)


def test_a_pause_inside_another_adds_nothing():
    outer, inner = (date(2026, 11, 4), date(2026, 11, 10)), (date(2026, 11, 5), date(2026, 11, 6))

    assert due(CALENDAR, date(2026, 11, 2), 8, "working_day", [outer, inner]) == date(2026, 11, 19)


def test_a_second_pause_does_not_overwrite_the_first():
    assert due(CALENDAR, date(2026, 9, 17), 18, "working_day", [NOTICE, REVIEW]) == date(2026, 10, 30)


def test_the_clock_counts_again_on_the_day_after_the_pause():
    assert due(CALENDAR, date(2026, 11, 2), 1, "working_day", [(date(2026, 11, 3), date(2026, 11, 5))]) == date(
        2026, 11, 6
    )


def test_a_pause_before_the_start_or_after_the_end_moves_nothing():
    early, late = (date(2026, 10, 9), date(2026, 11, 2)), (date(2026, 11, 6), date(2026, 12, 6))

    assert due(CALENDAR, date(2026, 11, 2), 3, "working_day", [early, late]) == date(2026, 11, 5)


def test_a_calendar_deadline_does_not_roll_onto_a_paused_day():
    # 5 days end on Saturday 11-07; Monday to Wednesday are paused.
    pause = (date(2026, 11, 9), date(2026, 11, 11))

    assert due(CALENDAR, date(2026, 11, 2), 5, "calendar_day", [pause]) == date(2026, 11, 12)


def test_a_term_and_its_extension_roll_once_at_the_end():
    # 5 days end on a Saturday; rolled first, 5 + 5 would end on 11-14 instead of 11-12.
    assert due(CALENDAR, date(2026, 11, 2), 10, "calendar_day") == date(2026, 11, 12)


def test_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(TermError, match="ends before it begins"):
        due(CALENDAR, date(2026, 11, 2), 5, "working_day", [(date(2026, 11, 5), date(2026, 11, 4))])


def test_an_amount_that_is_no_whole_number_is_refused_with_pauses_too():
    for amount in (-1, 7321, True):
        with pytest.raises(TermError, match="whole number"):
            due(CALENDAR, date(2026, 11, 2), amount, "working_day", [REVIEW])


def test_a_pause_outside_the_calendar_is_refused():
    with pytest.raises(TermError, match="before 2004"):
        due(CALENDAR, date(2026, 11, 2), 5, "working_day", [(date(2003, 11, 5), date(2026, 11, 4))])


def test_an_unknown_unit_is_refused():
    with pytest.raises(TermError, match="fortnight"):
        due(CALENDAR, date(2026, 11, 2), 5, "fortnight")
    with pytest.raises(TermError, match="fortnight"):
        window(CALENDAR, date(2026, 11, 2), 5, "fortnight", first_day_counted=True)
    with pytest.raises(TermError, match="month"):
        latest(CALENDAR, date(2026, 11, 2), 5, "month")


def test_a_deadline_that_crosses_into_an_unpublished_year_is_known_to():
    end = due(CALENDAR, date(2026, 12, 20), 10, "working_day")

    assert end == date(2027, 1, 4)
    assert CALENDAR.is_provisional(end)


def test_a_deadline_beyond_2100_is_refused():
    for unit in ("working_day", "calendar_day"):
        with pytest.raises(TermError, match="after 2100"):
            due(CALENDAR, date(2100, 12, 30), 10, unit, [(date(2100, 12, 31), date(2100, 12, 31))])
    with pytest.raises(TermError):
        due(CALENDAR, date(2100, 1, 31), 1, "year")
    with pytest.raises(TermError, match="after 2100"):
        window(CALENDAR, date(2100, 12, 30), 10, "calendar_day", first_day_counted=True)


def test_seven_working_days_before_a_hearing_over_spring_festival():
    # 2026-02-15 to 23 are holidays, 02-14 and 02-28 are worked.
    assert latest(CALENDAR, date(2026, 2, 27), 7, "working_day") == date(2026, 2, 11)


def test_ten_calendar_days_before_an_event_move_back_to_a_working_day():
    assert latest(CALENDAR, date(2026, 10, 12), 10, "calendar_day") == date(2026, 9, 30)
    with pytest.raises(TermError):
        latest(CALENDAR, date(2026, 10, 12), -1, "calendar_day")


def test_a_month_ends_on_the_corresponding_day_or_the_last_of_a_shorter_month():
    assert due(CALENDAR, date(2027, 1, 31), 1, "month") == date(2027, 3, 1)  # 28 February is a Sunday
    assert due(CALENDAR, date(2028, 1, 31), 1, "month") == date(2028, 2, 29)
    assert due(CALENDAR, date(2024, 2, 29), 1, "year") == date(2025, 2, 28)
    assert corresponding_day(date(2026, 8, 31), 6) == date(2027, 2, 28)


def test_one_month_is_not_29_days():
    assert due(CALENDAR, date(2026, 1, 28), 1, "month") == date(2026, 2, 28)
    assert due(CALENDAR, date(2026, 1, 28), 29, "calendar_day") == date(2026, 2, 26)


def test_a_window_counts_its_first_day_where_a_deadline_does_not():
    opens, closes = window(CALENDAR, date(2026, 10, 13), 5, "working_day", first_day_counted=True)

    assert (opens, closes) == (date(2026, 10, 13), date(2026, 10, 19))
    assert due(CALENDAR, date(2026, 10, 13), 5, "working_day") == date(2026, 10, 20)


def test_a_window_published_before_a_holiday_opens_after_it():
    assert window(CALENDAR, date(2026, 9, 30), 5, "working_day", first_day_counted=False) == (
        date(2026, 10, 8),
        date(2026, 10, 13),
    )


def test_a_window_of_calendar_days_never_moves():
    assert window(CALENDAR, date(2026, 9, 28), 6, "calendar_day", first_day_counted=True)[1] == date(2026, 10, 3)
    assert window(CALENDAR, date(2026, 9, 28), 6, "calendar_day", first_day_counted=False)[1] == date(2026, 10, 4)


def test_a_window_of_one_day_opens_and_closes_on_it():
    assert window(CALENDAR, date(2026, 10, 3), 1, "working_day", first_day_counted=True)[1] == date(2026, 10, 8)


def test_ten_working_days_are_not_ten_times_86400000_milliseconds():
    opens, closes = window(CALENDAR, date(2026, 9, 21), 10, "working_day", first_day_counted=True)

    assert (closes - opens).days == 19


def test_a_window_without_a_day_is_refused():
    with pytest.raises(TermError, match="from 1"):
        window(CALENDAR, date(2026, 9, 21), 0, "working_day", first_day_counted=True)


def test_four_hours_from_23_50_end_at_03_50():
    discovered = datetime.fromisoformat("2026-10-03T23:50:00+08:00")

    assert hours(discovered, 4).isoformat() == "2026-10-04T03:50:00+08:00"


def test_hours_need_an_offset_a_whole_number_and_a_known_year():
    with pytest.raises(TermError, match="offset"):
        hours(datetime(2026, 10, 3, 23, 50), 4)
    with pytest.raises(TermError, match="whole number"):
        hours(datetime.fromisoformat("2026-10-03T23:50:00+08:00"), 1.5)  # type: ignore[arg-type]
    with pytest.raises(TermError, match="after 2100"):
        hours(datetime.fromisoformat("2100-12-31T23:50:00+08:00"), 1)


def test_days_used_and_left_add_up_to_the_term_on_every_day():
    start, end = date(2026, 9, 17), date(2026, 10, 30)
    sums = {
        counted(CALENDAR, start, day, "working_day", [REVIEW, NOTICE])
        + counted(CALENDAR, day, end, "working_day", [REVIEW, NOTICE])
        for day in (start + timedelta(n) for n in range(44))
    }

    assert sums == {18}


def test_the_days_left_of_a_calendar_term_are_calendar_days():
    assert counted(CALENDAR, date(2026, 10, 16), date(2026, 10, 21), "calendar_day", [REVIEW]) == 5
    assert counted_day(CALENDAR, date(2026, 9, 14), 24, "calendar_day", [REVIEW]) == date(2026, 10, 15)
