"""The pieces of a page: what they say, to eyes and to ears."""

import re
from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils.translation import override

from envportal.deadlines.models import TermRule
from envportal.deadlines.rules import faces, fold
from envportal.web.templatetags import days
from envportal.workdays import calendar

TODAY = date(2026, 10, 16)
REVIEW = fold.Pause("expert_review", date(2026, 9, 24), date(2026, 9, 30), None, "行政许可法第45条", "", None)
NOTICE = fold.Pause("proposed_notice", date(2026, 10, 13), date(2026, 10, 19), None, "本局承诺规则第4条", "", None)
# The strip of the case in the design, cell for cell: day, statutory lane, pledged lane.
PICTURE = """
9/14 起 · | 15 1 · | 16 2 · | 17 3 起 | 18 4 1 | 19 5 休 | 20 6 2班
21 7 3 | 22 8 4 | 23 9 5 | 24 停 停 | 25 停 停 | 26 停 停 | 27 停 停
28 停 停 | 29 停 停 | 30 停 停 | 10/1 10 假 | 2 11 假 | 3 12 假 | 4 13 假
5 14 假 | 6 15 假 | 7 16 假 | 8 17 6 | 9 18 7 | 10 19 8班 | 11 20 休
12 21 9 | 13 22 停 | 14 23 停 | 15 24 停 | 16 25 停 | 17 26 停 | 18 27 停
19 28 停 | 20 29 10 | 21 30满 11 | 22 · 12 | 23 · 13 | 24 · 休 | 25 · 休
26 · 14 | 27 · 15 | 28 · 16 | 29 · 17 | 30 · 18满
""".strip().splitlines()


def draw(text, **context):
    return engines["django"].from_string("{% load ep %}" + text).render(context)


def face(matter, amount, unit, anchor, start, pauses, *, today=TODAY, stopped=None):
    rule = TermRule(
        matter=matter, variant="table", amount=amount, unit=unit, anchor=anchor, act="生态环境法典", article="第102条",
        warn_share=20, warn_working_days=2, on_expiry="red_card", valid_from=date(2026, 7, 1),
    )  # fmt: skip
    history = fold.History(start, tuple(pauses), 0, stopped)
    basis = "生态环境法典第102条"
    return faces.face(rule, history, calendar.shipped(), today, matter=matter, basis=basis, clock_pk=None)


@pytest.fixture
def two():
    statutory = face("statutory", 30, "calendar_day", "received", date(2026, 9, 14), [REVIEW])
    pledged = face("pledged", 18, "working_day", "accepted", date(2026, 9, 17), [REVIEW, NOTICE])
    return faces.bind([statutory, pledged])


def test_the_strip_is_the_one_of_the_design_cell_for_cell(two):
    html = draw("{% strip faces today %}", faces=two, today=TODAY)

    rows = re.findall(r"<tr>(.*?)</tr>", html.partition("</table>")[0], re.DOTALL)[1:]
    drawn = [[cell for cell in re.findall(r"<td.*?</td>", row, re.DOTALL) if "is-out" not in cell] for row in rows]
    seen = [" | ".join(words_of(cell) for cell in row) for row in drawn]
    assert seen == PICTURE


def words_of(cell):
    mark = r"</time>|</abbr><span aria-hidden=\"true\">([^<]*)<|ep-lane--none\" aria-hidden=\"true\">(·)"
    lanes = [a or b for a, b in re.findall(mark, cell) if a or b]
    return " ".join([re.findall(r"<time[^>]*>([^<]*)", cell)[0], *lanes])


def test_exactly_the_day_that_binds_is_black_and_today_has_a_frame(two):
    html = draw("{% strip faces today %}", faces=two, today=TODAY)

    assert re.findall(r'<td class="([^"]+)"><span[^>]*><time datetime="([^"]+)"', html) == [
        ("is-today", "2026-10-16"),
        ("is-due", "2026-10-21"),
    ]


def test_every_lane_of_a_day_is_a_sentence_for_a_screen_reader(two):
    html = draw("{% strip faces today %}", faces=two, today=TODAY)

    assert '<span class="govuk-visually-hidden">法定：届满日，第30天。</span>' in html
    assert "承诺：暂停：拟审批公示（本局承诺规则第4条），不计入。" in html


def test_the_clock_that_binds_says_so_and_what_is_left(two):
    html = draw("{% clock face %}", face=two[0])

    assert "先到，以此为准" in html
    assert "10月21日（周三）" in html
    assert "还剩 <b>5</b> 天" in html
    assert 'class="ep-clock ep-clock--soon"' in html


def test_a_paused_clock_says_until_when_and_counts_working_days(two):
    html = draw("{% clock face %}", face=two[1])

    assert "先到，以此为准" not in html
    assert "预计届满日" in html
    assert "还剩 <b>9</b> 个工作日" in html
    assert "10月19日（周一）期满，次日恢复" in html


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (date(2026, 10, 21), "今天到期"),
        (date(2026, 10, 22), "已超 <b>1</b> 天"),
        (date(2026, 10, 20), "还剩 <b>1</b> 天"),
    ],
)
def test_due_today_is_not_late(today, sentence):
    shown = face("statutory", 30, "calendar_day", "received", date(2026, 9, 14), [REVIEW], today=today)

    assert sentence in draw("{% clock face %}", face=shown)


def test_a_due_day_at_a_weekend_is_said_to_be_a_working_day():
    shown = face("intake", 5, "working_day", "received", date(2026, 9, 14), [], today=date(2026, 9, 14))

    assert "9月20日（周日，调休上班）" in draw("{% clock face %}", face=shown)


def test_an_ended_clock_has_nothing_left():
    shown = face("statutory", 30, "calendar_day", "received", date(2026, 9, 14), [], stopped=date(2026, 9, 28))

    html = draw("{% clock face %}", face=shown)

    assert "ep-clock__left" not in html
    assert "按期办结" in html


def test_a_gate_lists_what_is_missing_first_and_shuts_its_button():
    conditions = [
        {"met": True, "sentence": "总量指标已预留"},
        {"met": False, "sentence": "公示期未满", "hint": "到 10月19日（周一）24:00"},
    ]

    html = draw('{% gate conditions verb="批准" url="/x/" %}', conditions=conditions)

    assert html.index("公示期未满") < html.index("总量指标已预留")
    assert "未满足：" in html
    assert '<button class="govuk-button ep-shut" aria-disabled="true" aria-describedby="gate" type="button">' in html
    assert 'href="/x/"' not in html


def test_a_gate_with_nothing_missing_is_open():
    html = draw('{% gate conditions verb="批准" url="/x/" %}', conditions=[{"met": True, "sentence": "公示期已满"}])

    assert '<a class="govuk-button" href="/x/" role="button" draggable="false">批准</a>' in html


def test_what_was_typed_is_never_markup():
    html = draw("{% facts pairs %}{% empty name %}{% state name %}", pairs=[("<b>", "<script>")], name="<img>")

    assert not re.search(r"<(b|script|img)>", html)


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (date(2026, 10, 21), "10月21日（周三）", "Wed 21 October"),
        (date(2027, 1, 4), "2027年1月4日（周一）", "Monday 4 January 2027"),
        (datetime(2026, 10, 20, 16, 0, tzinfo=UTC), "10月21日（周三）", "Wed 21 October"),
    ],
)
def test_a_day_is_written_with_its_weekday_on_the_bureaus_calendar(value, chinese, english, time_machine):
    time_machine.move_to(datetime(2026, 10, 16, 0, 12, tzinfo=UTC))

    assert days.short(value) == chinese
    with override("en"):
        assert days.short(value) == english


def test_a_range_names_a_month_once():
    assert days.span(date(2026, 10, 13), date(2026, 10, 19)) == "10月13日—19日"
    assert days.span(date(2026, 9, 24), date(2026, 10, 7)) == "9月24日—10月7日"


@pytest.mark.parametrize(
    ("n", "unit", "words"),
    [
        (5, "calendar_day", "还剩 5 天"),
        (9, "working_day", "还剩 9 个工作日"),
        (0, "working_day", "今天到期"),
        (-1, "calendar_day", "已超 1 天"),
    ],
)
def test_days_left_are_written_with_their_unit(n, unit, words):
    assert days.left(n, unit) == words


@pytest.mark.parametrize(("octets", "words"), [(0, "1 KB"), (2048, "2 KB"), (13_002_342, "12.4 MB")])
def test_a_file_has_a_size_people_read(octets, words):
    assert draw("{{ octets|size }}", octets=octets) == words
