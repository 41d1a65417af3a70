"""The strip names the reason of every day."""

from __future__ import annotations

from datetime import date

from envportal.workdays import Calendar, DayRow, explain, shipped

NOTICE = "国务院办公厅关于2026年部分节假日安排的通知（number not recorded）"


def test_every_kind_of_day_has_its_reason():
    pause = (date(2026, 10, 9), date(2026, 10, 9))

    days = explain.strip(shipped(), date(2026, 9, 30), 2, "working_day", [pause])

    assert [(str(day.date), day.kind, day.why) for day in days if day.date.day in (30, 1, 8, 9, 10)] == [
        ("2026-09-30", "start", "the day of the event, not counted"),
        ("2026-10-01", "holiday", f"holiday 国庆节, {NOTICE}: not counted"),
        ("2026-10-08", "counted", "counted, day 1"),
        ("2026-10-09", "paused", "pause 1, not counted"),
        ("2026-10-10", "makeup", f"make-up working day for 国庆节, {NOTICE}: counted, day 2"),
    ]


def test_a_calendar_term_counts_rest_days_and_then_moves():
    days = explain.strip(shipped(), date(2026, 9, 3), 30, "calendar_day")

    assert [(day.date.day, day.kind, day.ordinal) for day in days[-7:]] == [
        (2, "counted", 29), (3, "counted", 30),
        (4, "holiday", 0), (5, "holiday", 0), (6, "holiday", 0), (7, "holiday", 0),
        (8, "moved", 0),
    ]  # fmt: skip


def test_a_term_of_a_month_is_counted_in_days():
    days = explain.strip(shipped(), date(2026, 10, 12), 1, "month")

    assert days[-1].ordinal == 31


def test_a_local_day_off_is_told_from_a_holiday():
    calendar = Calendar([DayRow(date(2026, 11, 23), False, "台风停工", "云政发〔2026〕9号", "local")])

    days = explain.strip(calendar, date(2026, 11, 20), 1, "working_day")

    assert days[-2].why == "closed: 台风停工, 云政发〔2026〕9号: not counted"


def test_a_provisional_holiday_stands_on_the_statute():
    days = explain.strip(shipped(), date(2028, 9, 29), 1, "working_day")

    assert days[2].why == "holiday 国庆节, 全国年节及纪念日放假办法: not counted"


def test_a_window_shows_its_days():
    counted = explain.window_strip(shipped(), date(2026, 10, 9), 2, "working_day", first_day_counted=True)
    after = explain.window_strip(shipped(), date(2026, 10, 9), 2, "working_day", first_day_counted=False)

    assert [(day.date.day, day.ordinal) for day in counted] == [(9, 1), (10, 2)]
    assert [(day.date.day, day.kind) for day in after] == [
        (9, "start"),
        (10, "makeup"),
        (11, "weekend"),
        (12, "counted"),
    ]
