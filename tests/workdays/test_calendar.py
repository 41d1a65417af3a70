"""The calendar: which days are worked, and how far it is known."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from envportal.workdays import Calendar, DayRow, TermError, shipped
from envportal.workdays.table import notice
from tests.workdays import slow

YEAR_2027 = [DayRow(date(2027, 1, 1), False, "元旦", "国务院办公厅关于2027年部分节假日安排的通知")]


def test_every_day_from_2004_to_2100_is_worked_or_not_as_the_table_says():
    calendar = shipped()

    wrong = [
        day
        for day in (date(2004, 1, 1) + timedelta(n) for n in range(35429))
        if calendar.is_workday(day) != slow.is_workday(day)
    ]

    assert wrong == []


def test_every_start_and_amount_of_the_gazetted_years_agrees_with_counting_by_hand():
    calendar = shipped()
    worked = [day for day in (date(2004, 1, 1) + timedelta(n) for n in range(8500)) if slow.is_workday(day)]

    wrong = []
    after = 0
    for start in (date(2004, 1, 1) + timedelta(n) for n in range(8036)):
        while worked[after] <= start:
            after += 1
        wrong += [(start, n) for n in range(1, 61) if calendar.add(start, n) != worked[after + n - 1]]

    assert wrong == []


def test_a_make_up_saturday_is_worked_and_the_sunday_after_is_not():
    calendar = shipped()

    assert [calendar.is_workday(date(2026, 10, day)) for day in (9, 10, 11, 12)] == [True, True, False, True]


def test_the_extended_spring_festival_of_2020_is_not_worked():
    calendar = shipped()

    assert [calendar.is_workday(date(2020, 2, day)) for day in (1, 2, 3)] == [False, False, True]
    assert notice(calendar.rows[date(2020, 2, 2)]) == ("国务院办公厅关于延长2020年春节假期的通知", "")


def test_the_last_day_of_2005_was_made_up_by_the_notice_of_2006():
    row = shipped().rows[date(2005, 12, 31)]

    assert row.is_workday
    assert notice(row) == ("国务院办公厅关于2006年部分节假日安排的通知", "国办发明电〔2005〕35号")


def test_new_years_days_in_december_belong_to_the_notice_of_the_year_they_begin():
    assert notice(shipped().rows[date(2022, 12, 31)]) == ("国务院办公厅关于2023年部分节假日安排的通知", "")


def test_a_year_without_a_notice_is_provisional():
    calendar = shipped()

    assert not calendar.is_provisional(date(2026, 12, 31))
    assert calendar.is_provisional(date(2027, 1, 1))


def test_a_new_notice_replaces_the_guesses_of_its_year():
    calendar = Calendar(YEAR_2027)

    assert shipped().is_workday(date(2027, 2, 9)) is False
    assert calendar.is_workday(date(2027, 2, 9)) is True
    assert calendar.gazetted_to == date(2027, 12, 31)


def test_one_new_holiday_without_the_years_notice_leaves_the_year_provisional():
    calendar = Calendar([DayRow(date(2027, 6, 1), False, "临时放假", "某通知")])

    assert calendar.gazetted_to == date(2026, 12, 31)
    assert not calendar.is_workday(date(2027, 6, 1))


def test_a_notice_for_a_later_year_does_not_vouch_for_the_year_between():
    calendar = Calendar([DayRow(date(2028, 1, 1), False, "元旦", "某通知")])

    assert calendar.gazetted_to == date(2026, 12, 31)


def test_an_overlay_leaves_the_shipped_calendar_as_it_was():
    local = Calendar([DayRow(date(2026, 11, 23), False, "台风停工", "某通知", "local")])

    assert local.add(date(2026, 11, 20), 1) == date(2026, 11, 24)
    assert shipped().add(date(2026, 11, 20), 1) == date(2026, 11, 23)


@pytest.mark.parametrize("start", [date(2003, 12, 31), date(2101, 1, 1), datetime(2026, 9, 17, 8), "2026-09-17", None])
def test_a_start_that_is_not_a_day_of_2004_to_2100_is_refused(start):
    with pytest.raises(TermError):
        shipped().add(start, 5)
    with pytest.raises(TermError):
        shipped().is_workday(start)


@pytest.mark.parametrize("amount", [-1, 7321, 2.0, True, "5", None])
def test_an_amount_that_is_not_a_whole_number_in_range_is_refused(amount):
    with pytest.raises(TermError):
        shipped().add(date(2026, 9, 17), amount)
    with pytest.raises(TermError):
        shipped().subtract(date(2026, 9, 17), amount)


def test_a_step_beyond_the_table_is_refused_in_both_directions():
    with pytest.raises(TermError, match="after 2100"):
        shipped().add(date(2100, 12, 30), 5)
    with pytest.raises(TermError, match="before 2004"):
        shipped().subtract(date(2004, 1, 5), 5)


def test_no_step_is_the_day_itself_or_the_next_or_last_working_day():
    calendar = shipped()

    assert calendar.add(date(2026, 10, 9), 0) == date(2026, 10, 9)
    assert calendar.add(date(2026, 10, 3), 0) == date(2026, 10, 8)
    assert calendar.subtract(date(2026, 10, 3), 0) == date(2026, 9, 30)


def test_backwards_from_every_day_agrees_with_counting_by_hand():
    calendar = shipped()

    wrong = [
        (event, n)
        for event in (date(2025, 1, 1) + timedelta(days) for days in range(700))
        for n in range(1, 12)
        if calendar.subtract(event, n) != slow.before(event, n)
    ]

    assert wrong == []


def test_working_days_between_two_days():
    assert shipped().between(date(2026, 9, 30), date(2026, 10, 12)) == 4
