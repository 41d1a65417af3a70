"""The picture of the case page: every date, ordinal and sum of it comes out of the clocks."""

from __future__ import annotations

from datetime import date

import pytest

from envportal.deadlines import clocks
from envportal.deadlines.clocks import Face, Promise
from envportal.deadlines.enums import Matter
from tests.deadlines import rows

TODAY = date(2026, 10, 16)
# One row a week: statutory lane above, pledged lane below, as drawn.
STATUTORY = [
    "起 1 2 3 4 5 6", "7 8 9 停 停 停 停", "停 停 停 10 11 12 13", "14 15 16 17 18 19 20", "21 22 23 24 25 26 27",
    "28 29 30满 · · · ·", "· · · · ·",
]  # fmt: skip
PLEDGED = [
    "· · · 起 1 休 2班", "3 4 5 停 停 停 停", "停 停 停 假 假 假 假", "假 假 假 6 7 8班 休", "9 停 停 停 停 停 停",
    "停 10 11 12 13 休 休", "14 15 16 17 18满",
]  # fmt: skip


@pytest.fixture
def faces(picture) -> list[Face]:
    return clocks.faces(picture, TODAY)


def test_the_statutory_clock_ends_first_and_binds(picture, faces):
    assert [(face.matter, face.due_on, face.binds) for face in faces] == [
        (Matter.STATUTORY, date(2026, 10, 21), True),
        (Matter.PLEDGED, date(2026, 10, 30), False),
    ]
    assert clocks.promised(picture) == Promise(date(2026, 10, 21), Matter.STATUTORY, provisional=False)


def test_the_statutory_card_says_what_the_picture_says(faces):
    card = faces[0]

    assert [card.name, card.due_word, card.left, card.unit_word, card.state_word, card.tone, card.cause] == [
        "法定时限", "届满日", 5, "天", "临近届满", "soon", "逾期不视为批准，将开红牌并书面告知救济途径。",
    ]  # fmt: skip
    assert [card.rule_text, card.anchor, card.used_text, card.basis] == [
        "30 日（自然日），自收件起算", "收件", "25 天", "生态环境法典第102条，行政许可法第45条",
    ]  # fmt: skip
    assert [(one.label, one.days) for one in card.excluded] == [("专家评审", 7)]


def test_the_pledged_card_says_what_the_picture_says(faces):
    card = faces[1]

    assert [card.name, card.due_word, card.left, card.unit_word, card.state_word, card.tone, card.cause] == [
        "承诺时限", "预计届满日", 9, "工作日", "暂停中", "paused", "因拟审批公示暂停。",
    ]  # fmt: skip
    assert [card.rule_text, card.anchor, card.used_text, card.pause_text] == [
        "18 个工作日，自受理起算（2026年7月1日版）", "受理", "9 个工作日", "10月19日（周一）期满，次日恢复",
    ]  # fmt: skip
    assert card.paused_until == date(2026, 10, 19)


def test_the_strip_is_the_one_drawn(faces):
    weeks = clocks.strip(faces, TODAY)

    assert [" ".join(day.cells[0].mark for day in week.days if not day.is_out) for week in weeks] == STATUTORY
    assert [" ".join(day.cells[1].mark for day in week.days if not day.is_out) for week in weeks] == PLEDGED


def test_the_strip_marks_today_the_binding_day_and_the_later_one(faces):
    days = [day for week in clocks.strip(faces, TODAY) for day in week.days]

    assert [day.date for day in days if day.is_today] == [TODAY]
    assert [day.date for day in days if day.is_due] == [date(2026, 10, 21)]
    assert [cell.date for day in days for cell in day.cells if cell.is_later] == [date(2026, 10, 30)]
    assert [day.label for day in days][15:19] == ["29", "30", "10/1", "2"]
    assert [day.date.day for day in days if day.is_out] == [31, 1]


def test_days_to_come_are_outlined_and_days_gone_are_filled(faces):
    kinds = [cell.kind for cell in faces[0].cells]

    assert kinds[:2] == ["start", "counted"]
    assert kinds[-6:] == ["counted", "future", "future", "future", "future", "due"]


def test_every_cell_has_its_sentence(faces):
    said = {cell.date: cell.sentence for cell in faces[1].cells}

    assert [said[date(2026, *day)] for day in ((9, 17), (9, 19), (9, 20), (9, 24), (10, 1), (10, 13), (10, 30))] == [
        "承诺：起算事件当日，不计入。",
        "承诺：周末，不计入。",
        "承诺：调休上班，计入，第2天。",
        "承诺：暂停：专家评审（行政许可法第45条），不计入。",
        "承诺：法定节假日（国庆节），不计入。",
        "承诺：暂停：拟审批公示（本局承诺规则第4条），不计入。",
        "承诺：届满日，第18天。",
    ]


def test_the_arithmetic_beside_the_strip(faces):
    assert [(line.label, line.text) for line in faces[0].sums] == [
        ("收件后经过", "37 天"),
        ("专家评审不计（9月24日—30日）", "− 7 天"),
        ("10月21日 计满", "30 天"),
    ]
    assert [(line.label, line.text) for line in faces[1].sums] == [
        ("受理后经过", "43 天"),
        ("专家评审不计（9月24日—30日）", "− 7 天"),
        ("拟审批公示不计（10月13日—19日）", "− 7 天"),
        ("其余周末、国庆假期", "− 11 天"),
        ("10月30日 计满", "18 个工作日"),
    ]
    assert [face.title for face in faces] == ["法定：30 日", "承诺：18 个工作日"]


def test_the_strip_names_the_notice_of_its_holidays(faces):
    assert faces[1].notices == ("国务院办公厅关于2026年部分节假日安排的通知（文号未记录）",)
    assert faces[0].notices == ()


def test_the_day_list_has_every_day_once(faces):
    days = clocks.day_list(faces)

    assert [days[0][0], days[-1][0], len(days)] == [date(2026, 9, 14), date(2026, 10, 30), 47]
    assert [cell.reason for cell in days[3][1]] == ["计入，第3天", "起算事件当日，不计入"]


def test_the_warning_comes_when_a_fifth_of_the_term_is_left(faces):
    assert [face.warn_on for face in faces] == [date(2026, 10, 15), date(2026, 10, 27)]


def test_the_receipt_promises_both_days(law, picture):
    preview = clocks.preview(picture.bureau, "table", on=date(2026, 9, 14))

    assert (preview.intake_due, preview.decision_due, preview.provisional) == (
        date(2026, 9, 20), date(2026, 10, 14), False,
    )  # fmt: skip
    # Accepted at the latest on 20 September, a make-up Sunday: the pledge ends after the statute, which binds.
    assert [(face.matter, face.started_on, face.due_on, face.binds) for face in preview.faces] == [
        (Matter.STATUTORY, date(2026, 9, 14), date(2026, 10, 14), True),
        (Matter.PLEDGED, date(2026, 9, 20), date(2026, 10, 21), False),
    ]
    assert (preview.soonest, preview.pledged_due) == (date(2026, 10, 14), date(2026, 10, 21))
    assert preview.promised == preview.faces[0]


def test_the_preview_says_what_would_move_the_day_and_by_which_article(law, picture):
    preview = clocks.preview(picture.bureau, "table", on=date(2026, 9, 14))

    told = {one.ground: one.clocks for one in preview.extends}
    assert told["专家评审"] == [("法定", "行政许可法第45条"), ("承诺", "行政许可法第45条")]
    assert told["拟审批公示"] == [("承诺", "本局承诺规则第4条")]


def test_the_preview_takes_the_pledge_in_force_on_its_day(law, picture):
    rows.pledge(picture.bureau, amount=5, valid_from=date(2026, 10, 1))
    soonest = [clocks.preview(picture.bureau, "table", on=date(2026, m, d)).soonest for m, d in ((9, 30), (10, 8))]

    assert soonest == [date(2026, 10, 30), date(2026, 10, 14)]


def test_what_is_filed_is_promised_its_check_and_nothing_else(law, picture):
    preview = clocks.preview(picture.bureau, "table", on=date(2026, 9, 17), filed=True)

    assert (preview.intake_due, preview.decision_due, preview.pledged_due) == (None, None, date(2026, 10, 19))
