"""What a card says in every state a clock can be in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from envportal.deadlines import clocks
from envportal.deadlines.enums import Ground, Matter
from envportal.deadlines.models import CalendarDay
from tests import builders
from tests.builders import moment
from tests.deadlines import rows


def face(case, day: str, matter: str = Matter.STATUTORY):
    return next(face for face in clocks.faces(case, date.fromisoformat(day)) if face.matter == matter)


@pytest.mark.parametrize(
    ("day", "state", "word", "left", "late"),
    [
        ("2026-09-14", "running", "计时中", 30, 0),
        ("2026-10-07", "running", "计时中", 7, 0),
        ("2026-10-08", "soon", "临近届满", 6, 0),  # a fifth of 30 days is left
        ("2026-10-14", "soon", "临近届满", 0, 0),  # due today
        ("2026-10-15", "late", "已超期", 0, 1),
    ],
)
def test_a_statutory_clock_through_its_days(law, day, state, word, left, late):
    card = face(rows.running().case, day)

    assert (card.state, card.state_word, card.left, card.late) == (state, word, left, late)
    assert card.is_due_today is (day == "2026-10-14")


def test_a_clock_that_ended_on_its_due_day_was_kept_and_a_day_later_missed(law):
    kept, missed = rows.running(), rows.running()
    clocks.stop(kept.case, Matter.STATUTORY, on=date(2026, 10, 14), by=None, at=moment("2026-10-14"))
    clocks.stop(missed.case, Matter.STATUTORY, on=date(2026, 10, 15), by=None, at=moment("2026-10-15"))

    cards = [face(clock.case, "2026-12-01") for clock in (kept, missed)]

    assert [(card.state_word, card.cause, card.late) for card in cards] == [
        ("按期办结", "计入 30 天。", 0), ("误期办结", "误期 1 天。", 1),
    ]  # fmt: skip


def test_the_days_after_a_clock_was_stopped_stay_outlines(law):
    clock = rows.running()
    clocks.stop(clock.case, Matter.STATUTORY, on=date(2026, 10, 12), by=None, at=moment("2026-10-12"))

    assert [cell.kind for cell in face(clock.case, "2026-12-01").cells[-4:]] == [
        "counted",
        "counted",
        "future",
        "due",
    ]  # 10-11 to 10-14


def test_an_ended_intake_clock_is_no_longer_shown_but_an_ended_decision_is(case):
    rows.running(Matter.INTAKE, rows.RECEIVED, case)
    before = [card.matter for card in clocks.faces(case, date(2026, 9, 15))]
    clocks.stop(case, Matter.INTAKE, on=date(2026, 9, 17), by=None, at=moment("2026-09-17"))
    clocks.stop(case, Matter.STATUTORY, on=date(2026, 9, 17), by=None, at=moment("2026-09-17"))

    assert before == [Matter.INTAKE, Matter.STATUTORY, Matter.PLEDGED]
    assert [card.matter for card in clocks.faces(case, date(2026, 9, 18))] == [Matter.STATUTORY, Matter.PLEDGED]


def test_exactly_one_of_two_binds_and_a_single_one_stands_alone(case):
    rows.running(Matter.INTAKE, rows.RECEIVED, case)

    cards = clocks.faces(case, date(2026, 9, 18))

    assert [(card.matter, card.binds, card.is_alone) for card in cards] == [
        (Matter.INTAKE, True, True), (Matter.STATUTORY, True, False), (Matter.PLEDGED, False, False),
    ]  # fmt: skip


def test_an_open_pause_says_whom_it_waits_for_and_what_is_expected(case):
    rows.review(case, until=None, planned_until=date(2026, 10, 8), waiting_for="专家组")

    card = face(case, "2026-09-28")

    assert (card.state_word, card.cause, card.pause_text) == (
        "暂停中",
        "因专家评审暂停。等待专家组。",
        "预计 10月8日（周四）",
    )


def test_a_pause_longer_than_planned_goes_on_until_today(case):
    rows.review(case, until=None, planned_until=date(2026, 9, 28))

    card = face(case, "2026-10-09")

    assert (card.state, card.paused_until, card.used) == ("paused", date(2026, 10, 9), 9)


def test_a_pause_begun_after_the_end_hides_no_missed_limit(law):
    clock = rows.running()
    rows.review(clock.case, since=date(2026, 10, 20), until=None)

    assert face(clock.case, "2026-10-21").state == "late"
    assert clocks.claim_due(Matter.STATUTORY, at=moment("2026-10-21")) == [clock.case_id]


def test_a_provisional_day_is_marked(law):
    assert face(rows.running(on=date(2026, 12, 10)).case, "2026-12-11").provisional


def test_a_limit_that_rolls_shows_the_days_it_moved(law):
    card = face(rows.running(on=date(2026, 9, 3)).case, "2026-10-05")

    assert [(line.label, line.text) for line in card.sums] == [
        ("收件后经过", "35 天"), ("最后一天逢休息日顺延", "− 5 天"), ("10月8日 计满", "30 天"),
    ]  # fmt: skip
    assert [cell.mark for cell in card.cells[-6:]] == ["30", "假", "假", "假", "假", "满"]
    assert card.cells[-1].sentence == "法定：届满日，第30天逢休息日，顺延至本日。"
    assert (card.used, card.left) == (30, 3)


def test_overlapping_pauses_are_listed_without_counting_a_day_twice(case):
    rows.review(case, since=date(2026, 9, 24), until=date(2026, 9, 30))
    rows.notice(case, since=date(2026, 9, 28), until=date(2026, 10, 9))

    card = face(case, "2026-10-12", Matter.PLEDGED)

    assert [(one.label, one.days, one.first) for one in card.excluded] == [
        ("专家评审", 7, date(2026, 9, 24)), ("拟审批公示", 9, date(2026, 10, 1)),
    ]  # fmt: skip


def test_a_strip_longer_than_ten_weeks_folds_the_weeks_in_which_nothing_counts(case):
    rows.review(case, since=date(2026, 9, 24), until=date(2026, 11, 30))
    cards = clocks.faces(case, date(2026, 12, 2))

    weeks = clocks.strip(cards, date(2026, 12, 2))

    assert [(week.folded, week.text) for week in weeks if week.folded] == [(9, "9月28日—11月29日，9 周都不计入")]
    days = [day for day, _cells in clocks.day_list(cards)]
    assert days == [days[0] + timedelta(n) for n in range(len(days))]


def test_a_strip_without_a_clock_has_no_weeks():
    assert clocks.strip([], date(2026, 10, 16)) == []


def test_a_deemed_acceptance_is_announced_on_the_intake_card(law):
    card = face(rows.running(Matter.INTAKE).case, "2026-09-18", Matter.INTAKE)

    assert (card.lane, card.lane_mark, card.state, card.cause) == (
        "受理",
        "受",
        "soon",
        "不答复即视为受理，自收件日算起。",
    )


def test_a_pledge_printed_in_days_is_shown_as_printed(law):
    rows.pledge(builders.bureau("dongling", "东岭市生态环境局", "东环"), amount=5, unit="calendar_day", printed="5 天")
    case = builders.case(bureau=builders.bureau("dongling"))
    rows.running(Matter.PLEDGED, rows.ACCEPTED, case)

    card = face(case, "2026-09-18", Matter.PLEDGED)

    assert card.rule_text == "5 天（自然日），自受理起算（2026年7月1日版）"


def test_a_limit_of_months_is_summed_up_in_months(law):
    rows.pledge(amount=2, unit="month")

    card = face(rows.running(Matter.PLEDGED, rows.ACCEPTED).case, "2026-09-18", Matter.PLEDGED)

    assert [(line.label, line.text) for line in card.sums] == [("受理后经过", "61 天"), ("11月17日 计满", "2 个月")]


def test_other_matters_have_a_plain_lane(law):
    card = face(rows.running(Matter.DELIVERY).case, "2026-09-15", Matter.DELIVERY)

    assert (card.lane, card.lane_mark, card.unit_word) == ("计数", "计", "工作日")


def test_a_case_without_clocks_promises_nothing(law):
    case = builders.case()

    assert (clocks.promised(case), clocks.faces(case, date(2026, 9, 14)), clocks.due_on(case, Matter.INTAKE)) == (
        None,
        [],
        None,
    )


def test_a_local_day_off_is_named_on_the_strip(law):
    CalendarDay.objects.create(
        date=date(2026, 9, 18), bureau=builders.bureau(), is_workday=False, name="台风停工", notice="云政发〔2026〕9号",
        status="local", added_at=moment("2026-09-17"),
    )  # fmt: skip
    card = face(rows.running(Matter.PLEDGED, rows.ACCEPTED).case, "2026-09-18", Matter.PLEDGED)

    assert (card.cells[1].mark, card.cells[1].reason) == ("休", "本地不办公（台风停工），不计入")
    assert "云政发〔2026〕9号" in card.notices


def test_a_page_in_english_keeps_the_same_days(picture):
    with translation.override("en"):
        english = clocks.faces(picture, date(2026, 10, 16))

    assert [(card.due_on, card.left) for card in english] == [(date(2026, 10, 21), 5), (date(2026, 10, 30), 9)]
    assert "24 to 30 September" in english[0].sums[1].label
    assert "1 July 2026" in english[1].rule_text
    assert "Mon 19 October" in english[1].pause_text


def test_a_hearing_pauses_the_statute_too(case):
    officer, head = rows.people()

    clocks.pause(
        case, Ground.HEARING, since=date(2026, 9, 24), until=date(2026, 9, 30), letter=rows.Letter(), by=officer,
        confirmed_by=head, at=moment("2026-09-24"),
    )  # fmt: skip

    # This bureau's pledge does not say that a hearing stops it.
    assert [face.due_on for face in clocks.faces(case, date(2026, 9, 25))] == [date(2026, 10, 21), date(2026, 10, 19)]


@pytest.mark.parametrize(
    ("matter", "said"),
    [(Matter.STATUTORY, "逾期不视为批准，将开红牌并书面告知救济途径。"), (Matter.MONITORING_REPORT, "逾期将开红牌。")],
)
def test_only_where_an_approval_is_asked_for_silence_is_said_to_be_none(law, matter, said):
    case = builders.case()
    clocks.start(case, matter, variant="table" if matter == Matter.STATUTORY else "", on=rows.RECEIVED, by=None,
                 at=moment("2026-09-14"))  # fmt: skip

    assert face(case, "2026-12-01", matter).cause == said
