"""Instants, hours, months, quarters, closing time, the repealed act and a calendar changed in an emergency."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.utils import timezone

from envportal.deadlines import actions, clocks, queries
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import CalendarDay, Clock
from envportal.deadlines.models.clocks import STOPPED_LATE
from tests import builders
from tests.builders import moment
from tests.deadlines import rows


def started(matter: str, day: str, clock: str = "10:00") -> Clock:
    at = moment(day, clock)
    on = timezone.localdate(at)
    return clocks.start(builders.case(), matter, variant="", on=on, by=None, at=at, since=at)


def test_a_four_hour_clock_from_23_50_ends_at_03_50_and_is_late_from_that_minute(law):
    clock = started(Matter.INCIDENT_GENERAL, "2026-09-30", "23:50")

    assert (clock.due_at, clock.due_on) == (moment("2026-10-01", "03:50"), date(2026, 10, 1))
    assert clock.warn_at == moment("2026-10-01", "02:50")
    assert clocks.claim_due(Matter.INCIDENT_GENERAL, at=moment("2026-10-01", "03:49")) == []
    assert clocks.claim_due(Matter.INCIDENT_GENERAL, at=moment("2026-10-01", "03:50")) == [clock.case_id]
    assert clocks.verify() == []


@pytest.mark.parametrize(("ended", "kept"), [("03:49", True), ("03:50", False)])
def test_an_hour_clock_is_kept_or_missed_by_the_minute(law, ended, kept):
    clock = started(Matter.INCIDENT_GENERAL, "2026-09-30", "23:50")
    clocks.stop(clock.case, clock.matter, on=date(2026, 10, 1), by=None, at=moment("2026-10-01", ended))

    assert queries.outcomes().filter(STOPPED_LATE).exists() is not kept


def test_a_stored_instant_somebody_changed_is_found(picture):
    Clock.objects.filter(matter=Matter.PLEDGED).update(due_at=moment("2026-11-03", "00:01"))

    assert [found.field for found in clocks.verify()] == ["due_at"]


def test_six_months_end_on_the_corresponding_day_and_roll(law):
    # 31 August has none in February; 28 February 2027 is a Sunday.
    assert started(Matter.LAWSUIT, "2026-08-31").due_on == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("taxed", "due"),
    [
        ("2026-08-01", date(2026, 10, 22)),  # seven days of October holiday lie inside
        ("2026-06-30", date(2026, 7, 15)),
        ("2026-01-05", date(2026, 4, 20)),  # three days in April; the 18th is a Saturday
    ],
)
def test_a_quarter_is_declared_in_fifteen_days_and_the_long_holidays_in_them(law, taxed, due):
    assert started(Matter.TAX_DECLARATION, taxed).due_on == due


@pytest.mark.parametrize(("day", "due"), [("2026-09-18", date(2026, 9, 18)), ("2026-09-19", date(2026, 9, 20))])
def test_what_is_due_the_same_day_is_due_on_it_or_on_the_next_working_day(law, day, due):
    assert started(Matter.VOUCHER, day).due_on == due


def test_paper_ends_with_the_counter_from_the_day_its_hours_hold(law):
    before = started(Matter.HEARING_REQUEST, "2026-09-14").due_at
    bureau = builders.bureau()
    actions.set_hours(
        bureau, time(17, 30), valid_from=date(2026, 9, 1), notice="云环告〔2026〕1号", by=None, at=moment("2026-09-14")
    )

    clock = Clock.objects.get(matter=Matter.HEARING_REQUEST)
    assert before == moment("2026-09-21", "00:00")
    assert clock.due_at == moment("2026-09-20", "17:30")
    assert started(Matter.INTAKE, "2026-09-14").due_at == moment("2026-09-21", "00:00")


def test_a_case_received_under_the_repealed_act_is_decided_under_the_code(law):
    clock = rows.running(on=date(2026, 8, 14))

    assert clock.rule.basis == "环境影响评价法第22条"
    assert clocks.basis(clock, date(2026, 8, 14)) == "环境影响评价法第22条"
    assert clocks.basis(clock, date(2026, 8, 20)) == "生态环境法典第102条"


def test_the_emergency_change_of_2020_moves_a_running_clock(law):
    def day(n: int, month: int, *, is_workday: bool, notice: str) -> CalendarDay:
        return CalendarDay(
            date=date(2020, month, n), is_workday=is_workday, name="春节", notice=notice, status="gazetted"
        )

    published = "国务院办公厅关于2020年部分节假日安排的通知"
    first = [day(31, 1, is_workday=True, notice=published), day(1, 2, is_workday=True, notice=published)]
    actions.add_days(first, by=None, at=moment("2019-11-22"))
    clock = started(Matter.INTAKE, "2020-01-20")
    longer = "国务院办公厅关于延长2020年春节假期的通知"
    changed = [day(31, 1, is_workday=False, notice=longer), day(1, 2, is_workday=False, notice=longer)]

    moved = actions.add_days(changed, by=None, at=moment("2020-01-27"))

    assert clock.due_on == date(2020, 2, 1)
    assert [(one.was, one.becomes) for one in moved] == [(date(2020, 2, 1), date(2020, 2, 4))]
    assert clocks.verify() == []


@pytest.mark.parametrize(("on", "missing"), [(date(2026, 12, 9), None), (date(2026, 12, 10), 2027)])
def test_next_years_holidays_are_asked_for_from_10_december(db, on, missing):
    assert queries.year_missing(on) == missing


def test_nobody_is_asked_for_a_year_that_is_there(db):
    new_year = CalendarDay(date=date(2027, 1, 1), is_workday=False, name="元旦", notice="通知", status="gazetted")
    actions.add_days([new_year], by=None, at=moment("2026-11-25"))

    assert queries.year_missing(date(2026, 12, 10)) is None
