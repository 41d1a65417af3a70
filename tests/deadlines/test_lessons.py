"""Faults of other systems' deadlines, each told by its name and not repeated here."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from envportal.deadlines import actions, clocks, queries
from envportal.deadlines.enums import ClockState, EventKind, Ground, Matter, Unit
from envportal.deadlines.models import CalendarDay, Clock, TermRule
from envportal.deadlines.rules.faces import TONES
from envportal.workdays import due, shipped
from tests import builders
from tests.builders import moment
from tests.deadlines import rows
from tests.deadlines.lessons import LESSONS
from tools.common import ROOT


def test_each_of_thirty_faults_has_a_test_of_its_own():
    named = [(number, *found) for number, tests in LESSONS.items() for found in tests]
    gone = [row for row in named if f"def test_{row[2]}(" not in (ROOT / "tests" / row[1]).read_text(encoding="utf-8")]

    assert (list(LESSONS), gone) == (list(range(1, 31)), [])


def holiday(day: date, name: str = "临时放假", **fields: object) -> CalendarDay:
    facts: dict[str, object] = {"is_workday": False, "notice": "国办发明电〔2026〕9号", "status": "gazetted", **fields}
    return CalendarDay(date=day, name=name, **facts)


def test_the_days_left_are_in_the_unit_of_the_limit(case):
    statutory, pledged = clocks.faces(case, date(2026, 9, 30))

    assert [(face.left, face.unit_word) for face in (statutory, pledged)] == [(14, "天"), (9, "工作日")]


def test_a_resumed_clock_is_not_overdue_at_once(case):
    rows.review(case, since=date(2026, 9, 24), until=None)

    clocks.resume(case, Ground.EXPERT_REVIEW, last_paused_day=date(2026, 12, 31), by=None, at=moment("2026-12-31"))

    assert rows.due(case, Matter.STATUTORY) == date(2027, 1, 21)
    assert clocks.claim_due(Matter.STATUTORY, at=moment("2027-01-01")) == []


def test_resuming_gives_back_every_paused_day_without_being_asked(case):
    before = rows.due(case)
    rows.review(case, since=date(2026, 9, 21), until=None)

    clocks.resume(case, Ground.EXPERT_REVIEW, last_paused_day=date(2026, 9, 24), by=None, at=moment("2026-09-24"))

    assert (before, rows.due(case)) == (date(2026, 10, 19), date(2026, 10, 23))


def test_a_second_pause_keeps_the_first(case):
    rows.review(case, since=date(2026, 9, 21), until=date(2026, 9, 22))
    rows.review(case, since=date(2026, 9, 28), until=date(2026, 9, 29))

    assert rows.due(case) == date(2026, 10, 23)


def test_a_case_resumed_on_the_same_day_of_another_month_is_counted(case):
    rows.review(case, since=date(2026, 9, 24), until=None)
    clocks.resume(case, Ground.EXPERT_REVIEW, last_paused_day=date(2026, 10, 24), by=None, at=moment("2026-10-24"))

    # 9 days were used before; the 21 others end on Saturday 11-14 and roll.
    assert rows.due(case, Matter.STATUTORY) == date(2026, 11, 16)


def test_a_new_holiday_reaches_a_process_that_has_computed_before(case):
    before = queries.calendar_of(case.bureau_id).add(date(2026, 10, 12), 1)
    actions.add_days([holiday(date(2026, 10, 13))], by=None, at=moment("2026-10-10"))

    assert before == date(2026, 10, 13)
    assert queries.calendar_of(case.bureau_id).add(date(2026, 10, 12), 1) == date(2026, 10, 14)


def test_a_new_holiday_reaches_open_cases_and_is_shown_before_it_is_applied(case):
    day = holiday(date(2026, 10, 13))
    foretold = actions.moved_by([day])
    untouched = rows.due(case)

    moved = actions.add_days([day], by=None, at=moment("2026-10-10"))

    assert [(move.was, move.becomes) for move in foretold] == [(date(2026, 10, 19), date(2026, 10, 20))]
    assert moved == foretold
    assert (untouched, rows.due(case)) == (date(2026, 10, 19), date(2026, 10, 20))
    assert Clock.objects.get(matter=Matter.PLEDGED).epoch == 2


def test_a_day_of_one_bureau_does_not_move_the_cases_of_another(case):
    elsewhere = builders.bureau("dongling", "东岭市生态环境局", "东环")
    local = holiday(date(2026, 10, 13), "台风停工", bureau=elsewhere, status="local", notice="东政发〔2026〕3号")

    assert actions.add_days([local], by=None, at=moment("2026-10-10")) == []
    assert rows.due(case) == date(2026, 10, 19)


def test_next_year_unknown_is_said_and_not_raised(law):
    clock = rows.running(on=date(2026, 12, 10))

    assert (clock.due_on, clock.provisional) == (date(2027, 1, 11), True)


def test_a_published_year_settles_a_provisional_day(law):
    clock = rows.running(on=date(2026, 12, 10))

    actions.add_days([holiday(date(2027, 1, 1), "元旦")], by=None, at=moment("2026-12-12"))

    clock.refresh_from_db()
    assert (clock.due_on, clock.provisional) == (date(2027, 1, 11), False)


@pytest.mark.parametrize(
    ("at", "claimed"),
    [
        (datetime(2026, 10, 14, 15, 59, tzinfo=UTC), False),  # 23:59 in Shanghai on the due day
        (datetime(2026, 10, 14, 16, 0, tzinfo=UTC), True),  # 00:00 there on the day after
    ],
)
def test_due_today_is_not_overdue_and_today_is_a_day_in_shanghai(case, at, claimed):
    assert clocks.claim_due(Matter.STATUTORY, at=at) == ([case.pk] if claimed else [])
    assert clocks.is_past(case, Matter.STATUTORY, at=at) is claimed


def test_several_pauses_at_once_count_once_and_an_open_one_is_not_forgotten(case):
    rows.review(case, since=date(2026, 9, 24), until=None)
    rows.notice(case, since=date(2026, 9, 28), until=date(2026, 10, 9))

    pledged = clocks.faces(case, date(2026, 10, 12))[1]

    assert (pledged.state, pledged.used, pledged.left) == ("paused", 5, 13)


def test_an_extension_and_pauses_do_not_disturb_each_other(law):
    case = builders.case()
    rows.running(Matter.PLEDGED, rows.ACCEPTED, case)
    rows.review(case)
    clocks.extend(case, amount=2, reason="补充监测", letter=rows.Letter(), by=None, at=moment("2026-10-12"))
    extended = rows.due(case)
    actions.void(rows.event(case, "extended"), reason="误录", by=None, at=moment("2026-10-13"))

    assert (extended, rows.due(case)) == (date(2026, 10, 27), date(2026, 10, 23))


def test_an_application_filed_at_night_counts_like_one_filed_in_the_morning_of_that_day(law):
    late = timezone.localdate(moment("2026-09-14", "23:50"))

    assert rows.running(Matter.INTAKE, on=late).due_on == date(2026, 9, 20)


def test_a_calendar_limit_that_ends_on_a_holiday_ends_on_the_next_working_day(law):
    assert rows.running(on=date(2026, 9, 3)).due_on == date(2026, 10, 8)


def test_the_day_does_not_depend_on_the_zone_of_the_server(law):
    with timezone.override("America/New_York"):
        inside = clocks.preview(builders.bureau(), "table", on=date(2026, 9, 14)).decision_due

    assert inside == date(2026, 10, 14)


def test_every_number_of_days_left_has_its_word_and_its_colour(case):
    for n in range(60):
        for face in clocks.faces(case, rows.RECEIVED + timedelta(n)):
            assert (face.tone, bool(face.state_word)) == (TONES[face.state], True)
            assert face.state == ("late" if face.remaining < 0 else face.state)
            assert (face.state in ("soon", "late")) == (rows.RECEIVED + timedelta(n) >= face.warn_on)


def test_an_extension_taken_back_does_not_come_back_with_a_later_change(law):
    case = builders.case()
    rows.running(Matter.PLEDGED, rows.ACCEPTED, case)
    before = rows.due(case)
    clocks.extend(case, amount=5, reason="补充监测", letter=rows.Letter(), by=None, at=moment("2026-09-21"))
    actions.void(rows.event(case, EventKind.EXTENDED), reason="误录", by=None, at=moment("2026-09-22"))

    actions.add_days([holiday(date(2026, 10, 13))], by=None, at=moment("2026-10-10"))

    assert (before, rows.due(case)) == (date(2026, 10, 19), date(2026, 10, 20))


def test_a_case_without_clocks_has_no_due_day_rather_than_today(law):
    case = builders.case()

    assert (clocks.promised(case), clocks.due_on(case, Matter.STATUTORY), clocks.faces(case, date(2026, 9, 14))) == (
        None, None, [],
    )  # fmt: skip
    assert not clocks.is_past(case, Matter.STATUTORY, at=builders.moment("2099-01-01"))


def test_an_extension_is_an_event_with_its_reason_its_person_and_its_moment(law):
    case, (officer, _head) = builders.case(), rows.people()
    rows.running(Matter.PLEDGED, rows.ACCEPTED, case)

    clocks.extend(case, amount=2, reason="补充监测", letter=rows.Letter(), by=officer, at=moment("2026-09-21"))

    told = rows.event(case, EventKind.EXTENDED)
    assert (told.amount, told.reason, told.by, told.at) == (2, "补充监测", officer, moment("2026-09-21"))


def test_a_limit_of_no_time_is_refused(law):
    with pytest.raises(IntegrityError, match="grants_some_time"), transaction.atomic():
        TermRule.objects.filter(matter=Matter.INTAKE).update(amount=0)


def test_a_month_and_29_days_are_compared_by_the_days_they_end_on(law):
    rows.pledge(builders.bureau("dongling", "东岭市生态环境局", "东环"), amount=29, unit=Unit.CALENDAR_DAY)
    rows.pledge(builders.bureau("nanpu", "南浦市生态环境局", "南环"), amount=1, unit=Unit.MONTH)
    starts = (date(2027, 2, 1), date(2026, 8, 18))
    days, month = (
        [due(shipped(), start, rule.amount, rule.unit) for start in starts]
        for rule in TermRule.objects.filter(amount__in=(29, 1), matter=Matter.PLEDGED).order_by("-amount")
    )

    assert [a < b for a, b in zip(days, month, strict=True)] == [False, True]


def test_a_rule_says_its_own_unit_and_each_clock_counts_in_it(case):
    statutory, pledged = clocks.of(case)

    assert (statutory.rule.unit, statutory.due_on) == (Unit.CALENDAR_DAY, date(2026, 10, 14))
    assert (pledged.rule.unit, pledged.due_on) == (Unit.WORKING_DAY, date(2026, 10, 19))


def test_nothing_counts_after_the_end(case):
    clocks.stop(case, Matter.PLEDGED, on=date(2026, 9, 24), by=None, at=moment("2026-09-24"))
    stopped = Clock.objects.get(matter=Matter.PLEDGED)

    assert {clocks.left(stopped, day) for day in (date(2026, 9, 24), date(2026, 12, 31))} == {12}


def test_five_working_days_from_friday_evening_end_on_friday(law):
    friday = timezone.localdate(moment("2026-11-06", "17:00"))

    assert due(shipped(), friday, 5, Unit.WORKING_DAY) == date(2026, 11, 13)


def test_a_clock_paused_beyond_its_first_end_is_resumed_and_expires_like_any_other(case):
    rows.review(case, since=date(2026, 9, 24), until=None)
    actions.add_days([holiday(date(2026, 12, 1))], by=None, at=moment("2026-11-20"))
    clocks.resume(case, Ground.EXPERT_REVIEW, last_paused_day=date(2026, 11, 30), by=None, at=moment("2026-11-30"))
    clock = Clock.objects.get(matter=Matter.STATUTORY)

    assert (clock.state, clock.due_on) == (ClockState.RUNNING, date(2026, 12, 21))
    assert clocks.expire(clock.pk, at=moment("2026-12-21")) is None
    assert clocks.expire(clock.pk, at=moment("2026-12-22")).expired_on == date(2026, 12, 22)


def test_the_statutory_and_the_pledged_day_are_two_and_the_promise_is_the_earlier(case):
    days = [clocks.due_on(case, matter) for matter in (Matter.STATUTORY, Matter.PLEDGED)]

    assert (days, clocks.promised(case).due_on) == ([date(2026, 10, 14), date(2026, 10, 19)], date(2026, 10, 14))


@pytest.mark.django_db(transaction=True)
def test_calendars_of_two_bureaus_asked_at_once_do_not_mix():
    here, there = builders.bureau(), builders.bureau("dongling", "东岭市生态环境局", "东环")
    local = {"status": "local", "notice": "东政发〔2026〕3号"}
    actions.add_days([holiday(date(2026, 10, 13), bureau=there, **local)], by=None, at=moment("2026-10-10"))
    calendars = {pk: queries.calendar_of(pk) for pk in (here.pk, there.pk)}

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(lambda pk: (pk, calendars[pk].add(date(2026, 10, 12), 1)), [here.pk, there.pk] * 500))

    assert found == {(here.pk, date(2026, 10, 13)), (there.pk, date(2026, 10, 14))}


def test_days_another_held_are_told_beside_all_days_that_passed(picture):
    statutory = clocks.faces(picture, date(2026, 10, 21))[0]

    assert [(line.label, line.number) for line in statutory.sums[:2]] == [
        ("收件后经过", 37), ("专家评审不计（9月24日—30日）", -7),
    ]  # fmt: skip
