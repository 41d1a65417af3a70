"""Leaders are told of each week and month once; the bureau above reads the months of those below it."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from envportal.deadlines.enums import ClockState
from envportal.messaging.models import Message
from envportal.supervision import actions
from envportal.supervision.enums import Span
from envportal.supervision.models import Report
from envportal.supervision.queries import reports
from tests import builders
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.supervision import rows

pytestmark = pytest.mark.django_db
MONDAY = moment("2026-09-21", "07:00")


def told(person):
    return list(Message.objects.filter(to_user=person, template="work_report").order_by("pk"))


@pytest.mark.parametrize(
    ("span", "day", "first", "last"),
    [
        (Span.WEEK, "2026-09-21", "2026-09-14", "2026-09-20"),
        (Span.WEEK, "2026-09-20", "2026-09-07", "2026-09-13"),
        (Span.MONTH, "2026-10-01", "2026-09-01", "2026-09-30"),
        (Span.MONTH, "2026-09-30", "2026-08-01", "2026-08-31"),
        (Span.MONTH, "2027-01-15", "2026-12-01", "2026-12-31"),
    ],
)
def test_a_report_looks_back_over_the_last_whole_week_or_month(span, day, first, last):
    expected = date.fromisoformat(first), date.fromisoformat(last)
    assert reports.last_span(span, date.fromisoformat(day)) == expected


def test_nothing_is_told_before_seven_and_once_from_then_on(people):
    rows.clock()
    assert actions.report_due(at=moment("2026-09-21", "06:59")) == 0
    assert actions.report_due(at=MONDAY) == 2
    assert actions.report_due(at=moment("2026-09-25")) == 0
    assert [one.subject.count("收件 1 件") for one in told(people["leader"])] == [1, 0]


def test_a_new_week_is_told_anew_and_the_weeks_of_a_silence_are_not(people):
    rows.clock()
    actions.report_due(at=MONDAY)
    actions.report_due(at=moment("2026-10-19"))
    assert [str(one.first) for one in Report.objects.filter(span=Span.WEEK).order_by("first")] == [
        "2026-09-14",
        "2026-10-12",
    ]


def test_a_bureau_without_work_reports_nothing(people):
    assert actions.report_due(at=MONDAY) == 0


def test_weeks_stay_in_the_house_and_months_go_to_the_bureau_above(people):
    rows.clock()
    actions.report_due(at=MONDAY)
    months = Report.objects.get(span=Span.MONTH)
    assert [one.link for one in told(people["superior"])] == [f"/desk/supervision/reports/{months.pk}/"]
    assert len(told(people["supervisor"])) == 2
    assert not told(people["officer"])


def test_what_came_what_ended_and_what_is_late_is_counted_by_section(people):
    officer = people["officer"]
    mine = {"holder": officer, "section": officer.section}
    late = rows.opened_case("误期的", **mine)
    rows.clock(
        late,
        due_on=date(2026, 9, 16),
        warn_on=date(2026, 9, 15),
        stopped_on=date(2026, 9, 18),
        state=ClockState.STOPPED,
    )
    late.closed_on = date(2026, 9, 18)
    late.save()
    rows.clock(rows.opened_case("超期的", **mine), due_on=date(2026, 9, 18), warn_on=date(2026, 9, 17))
    rows.clock(rows.opened_case("在办的", **mine), due_on=date(2026, 9, 28), warn_on=date(2026, 9, 25))
    rows.clock(rows.opened_case("以后的", **mine), due_on=date(2026, 9, 29), warn_on=date(2026, 9, 25))
    actions.sweep(at=moment("2026-09-20"))
    found = reports.figures_of(officer.bureau, date(2026, 9, 14), date(2026, 9, 20), MONDAY)
    [row] = found["sections"]
    assert row["section"] == officer.section.name
    assert {name: row[name] for name in ("received", "kept", "missed", "open", "late", "soon")} == {
        "received": 4, "kept": 0, "missed": 1, "open": 3, "late": 1, "soon": 1,
    }  # fmt: skip
    assert (row["red"], row["red_open"]) == (2, 2)
    assert found["hands"] == [{"name": officer.name, "cases": 3, "late": 1}]
    assert [one["title"] for one in found["oldest"]] == ["超期的", "在办的", "以后的"]


def test_the_figures_stay_what_they_were(people):
    rows.clock()
    actions.report_due(at=MONDAY)
    rows.clock(rows.opened_case("后来的"))
    actions.report_due(at=moment("2026-09-22"))
    assert Report.objects.get(span=Span.WEEK).sum["received"] == 1


def test_page_and_workbook_are_for_leaders_and_supervisors_of_the_bureau_and_above(people):
    rows.clock()
    actions.report_due(at=MONDAY)
    week = Report.objects.get(span=Span.WEEK)
    page = f"/desk/supervision/reports/{week.pk}/"
    assert signed_in(people["leader"]).get(page).status_code == 200
    assert signed_in(people["superior"]).get(page).status_code == 200
    assert signed_in(people["officer"]).get(page).status_code == 403
    elsewhere = builders.staff("leader", "别局局长", at=builders.bureau("dongling", "东岭市生态环境局", "东环"))
    assert signed_in(elsewhere).get(page).status_code == 404
    book = load_workbook(BytesIO(signed_in(people["leader"]).get(f"{page}report.xlsx").content))
    assert book.sheetnames == ["各科室", "谁手里多", "在办最久"]
    assert book["各科室"].cell(row=3, column=2).value == 1


def test_the_board_names_the_last_week(people):
    rows.clock()
    actions.report_due(at=MONDAY)
    page = signed_in(people["leader"]).get("/desk/supervision/").content.decode()
    assert f"/desk/supervision/reports/{Report.objects.get(span=Span.WEEK).pk}/" in page
    assert signed_in(people["leader"]).get("/desk/supervision/reports/").content.decode().count("<tr") == 3
