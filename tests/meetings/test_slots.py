"""The slots of a meeting by the shipped calendar: rest days, Spring Festival, make-up Saturdays."""

from __future__ import annotations

from datetime import date

import pytest

from approvals.meetings.rules.slots import (
    Fallen,
    Pattern,
    Slot,
    fallen,
    next_slot,
    replaced_weekday,
    schedule,
    slot_on,
    slots,
)
from envportal.workdays import shipped

MON_WED_FRI = frozenset({0, 2, 4})
PATTERN = Pattern(date(2026, 1, 1), MON_WED_FRI)
WITH_MAKEUP = Pattern(date(2026, 1, 1), MON_WED_FRI, makeup_counts=True)


def found(pattern: Pattern, first: str, last: str) -> list[str]:
    days = slots(shipped(), [pattern], date.fromisoformat(first), date.fromisoformat(last))
    return [slot.on.isoformat() for slot in days]


def test_an_ordinary_week_has_a_slot_on_monday_wednesday_and_friday() -> None:
    assert found(PATTERN, "2026-10-12", "2026-10-18") == ["2026-10-12", "2026-10-14", "2026-10-16"]


def test_no_slot_lies_in_spring_festival_and_the_next_one_is_the_wednesday_after() -> None:
    """15 to 23 February are off: the Mondays, Wednesday and Friday in it fall away."""
    assert found(PATTERN, "2026-02-11", "2026-02-28") == ["2026-02-11", "2026-02-13", "2026-02-25", "2026-02-27"]
    assert next_slot(shipped(), [PATTERN], date(2026, 2, 13)) == date(2026, 2, 25)


def test_what_falls_away_is_told_with_its_holiday_and_the_slot_it_goes_to() -> None:
    assert fallen(shipped(), [PATTERN], date(2026, 2, 14), date(2026, 2, 28)) == [
        Fallen(date(2026, 2, day), "春节", date(2026, 2, 25)) for day in (16, 18, 20, 23)
    ]


def test_a_make_up_saturday_is_no_slot_unless_the_bureau_says_so() -> None:
    assert slot_on(shipped(), PATTERN, date(2026, 2, 14)) is None
    assert slot_on(shipped(), WITH_MAKEUP, date(2026, 2, 14)) == Slot(date(2026, 2, 14), stands_for=4)
    assert slot_on(shipped(), WITH_MAKEUP, date(2026, 2, 28)) == Slot(date(2026, 2, 28), stands_for=0)


@pytest.mark.parametrize(
    ("day", "weekday"),
    [
        ("2026-01-04", 4),  # for Friday 2 January
        ("2026-02-14", 4),  # for Friday 20 February
        ("2026-02-28", 0),  # for Monday 23 February
        ("2026-05-09", 1),  # for Tuesday 5 May
        ("2026-09-20", 1),  # for Tuesday 6 October
        ("2026-10-10", 2),  # for Wednesday 7 October
        ("2026-10-17", None),  # an ordinary Saturday
        ("2026-10-16", None),  # a Friday that is worked as ever
    ],
)
def test_make_up_days_stand_in_order_for_the_last_weekdays_of_their_holiday(day: str, weekday: int | None) -> None:
    assert replaced_weekday(shipped(), date.fromisoformat(day)) == weekday


def test_a_make_up_day_for_a_weekday_without_a_slot_is_none() -> None:
    """Sunday 20 September is worked for a Tuesday, on which nobody meets; 10 October for a Wednesday."""
    assert found(WITH_MAKEUP, "2026-09-19", "2026-09-20") == []
    assert found(WITH_MAKEUP, "2026-10-01", "2026-10-12") == ["2026-10-09", "2026-10-10", "2026-10-12"]


def test_a_new_version_changes_the_weekdays_from_its_day_on() -> None:
    tuesdays = Pattern(date(2026, 10, 14), frozenset({1}))

    days = [one.on.day for one in slots(shipped(), [PATTERN, tuesdays], date(2026, 10, 12), date(2026, 10, 23))]

    assert days == [12, 20]


def test_before_the_first_version_there_is_no_slot() -> None:
    assert slots(shipped(), [PATTERN], date(2025, 12, 1), date(2025, 12, 31)) == []
    assert next_slot(shipped(), [], date(2026, 10, 12)) is None


def test_who_must_come_first_gets_the_first_slot_that_has_room() -> None:
    monday, wednesday = date(2026, 10, 12), date(2026, 10, 14)

    assert schedule([monday, wednesday], {monday: 1, wednesday: 1}, [monday, monday, wednesday]) == [
        monday, wednesday, None,
    ]  # fmt: skip
