"""The public calculator: the dates of the picture, typed by anybody."""

from __future__ import annotations

from datetime import date

import pytest

from envportal.deadlines.models import CalendarDay
from tests import builders
from tests.builders import moment

pytestmark = pytest.mark.django_db
PICTURE = "starts_on=2026-09-17&amount=18&unit=working_day&pauses=2026-09-24/2026-09-30+2026-10-13/2026-10-19"


def page(client, query: str = "", at: str = "/calculator/") -> str:
    shown: str = client.get(f"{at}?{query}").content.decode()
    return shown


def answer(client, query: str) -> object:
    found = client.get(f"/calculator/?{query}").context.get("found")
    return found.due if found else None


def test_the_page_opens_with_an_empty_form(client):
    response = client.get("/calculator/")

    assert response.status_code == 200
    assert "起算日（当日不计）" in response.content.decode()


def test_the_dates_of_the_picture(client):
    shown = page(client, PICTURE)

    assert '<time datetime="2026-10-30">2026年10月30日（周五）</time> 24:00' in shown
    assert "计数：届满日，第18天。" in shown
    assert "所填日期不计（9月24日—30日）" in shown
    assert "结果确定" in shown


def test_a_pause_may_be_a_field_of_its_own_as_the_api_has_it(client):
    repeated = PICTURE.replace("+", "&pauses=")

    assert answer(client, repeated) == answer(client, PICTURE) == date(2026, 10, 30)


def test_days_may_be_typed_as_people_write_them(client):
    assert answer(
        client, "starts_on=2026年9月17日&amount=18&unit=working_day&pauses=2026年9月24日至2026年9月30日"
    ) == date(2026, 10, 23)


def test_a_single_day_is_a_pause_of_one_day(client):
    assert answer(client, "starts_on=2026-09-17&amount=1&unit=working_day&pauses=2026-09-18") == date(2026, 9, 20)


def test_the_page_leads_to_the_same_question_at_the_api(client):
    address = client.get(f"/calculator/?{PICTURE}").context["address"]

    assert address == (
        "/api/v1/compute/deadline?starts_on=2026-09-17&amount=18&unit=working_day"
        "&pauses=2026-09-24/2026-09-30&pauses=2026-10-13/2026-10-19&explain=1"
    )
    builders.bureau()
    assert "&bureau=yunxi&" in client.get(f"/calculator/?{PICTURE}").context["address"]


def test_a_provisional_day_is_called_so(client):
    assert "暂定：2027 年日历未公布" in page(client, "starts_on=2026-12-20&amount=10&unit=working_day")


def test_a_term_of_years_is_answered_without_its_strip(client):
    shown = page(client, "starts_on=2026-09-17&amount=3660&unit=working_day")

    assert "接口给出每一天" in shown
    assert "ep-strip" not in shown


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("starts_on=2025-09-31&amount=1&unit=working_day", "2025-09-31 这一天不存在"),
        ("starts_on=2003-12-31&amount=1&unit=working_day", "日历只有 2004 年到 2100 年"),
        ("starts_on=2026-09-17&amount=x&unit=working_day", "天数写成整数，例如 18"),
        ("starts_on=2026-09-17&amount=3661&unit=working_day", "天数最多 3660"),
        ("starts_on=2026-09-17&amount=-1&unit=working_day", "天数不能小于 0"),
        ("starts_on=2100-12-30&amount=5&unit=working_day", "算到日历以外了"),
        ("kind=before&starts_on=2004-01-02&amount=9&unit=working_day", "算到日历以外了"),
        ("kind=window&starts_on=2026-09-17&amount=0&unit=working_day&first_day_counted=true", "天数不能小于 1"),
        ("kind=window&starts_on=2026-09-17&amount=5&unit=working_day&first_day_counted=perhaps", "选择一个有效的选项"),
        ("kind=hours&starts_on=2026-09-17&clock=25:00&amount=4", "时刻写成时:分，例如 23:50"),
        ("kind=hours&starts_on=2026-09-17&amount=4", "写明时刻，例如 23:50"),
        ("kind=rule&bureau=nowhere&matter=statutory/table&starts_on=2026-09-14", "选择一个有效的选项"),
        ("kind=rule&matter=lunch/table&starts_on=2026-09-14", "选择一个有效的选项"),
        ("starts_on=2026-09-17&amount=1&unit=working_day&pauses=2026-09-30/2026-09-24", "最后一天早于第一天"),
        ("starts_on=2026-09-17&amount=1&unit=working_day&pauses=1/2/3", "每段写成 起/止"),
        ("starts_on=2026-09-17&amount=1&unit=working_day&pauses=/", "写明日期"),
    ],
)
def test_what_cannot_be_computed_is_told_at_its_field_and_nothing_typed_is_lost(client, query, sentence):
    shown = page(client, query)

    assert sentence in shown
    started = next(part for part in query.split("&") if part.startswith("starts_on="))
    assert f'value="{started.removeprefix("starts_on=")}"' in shown
    assert "ep-answer" not in shown


def test_the_bureau_of_the_portal_computes_with_its_own_days(client):
    CalendarDay.objects.create(
        date=date(2026, 9, 18), bureau=builders.bureau(), is_workday=False, name="台风停工", notice="云政发〔2026〕9号",
        status="local", added_at=moment("2026-09-17"),
    )  # fmt: skip

    assert answer(client, "starts_on=2026-09-17&amount=1&unit=working_day") == date(2026, 9, 20)


def test_the_page_in_english_gives_the_same_day(client):
    assert 'datetime="2026-10-30"' in page(client, PICTURE, at="/en/calculator/")


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("starts_on=2026-01-31&amount=1&unit=month", date(2026, 2, 28)),
        ("starts_on=2024-02-29&amount=1&unit=year", date(2025, 2, 28)),
        ("kind=window&starts_on=2026-10-12&amount=5&unit=working_day&first_day_counted=false", date(2026, 10, 19)),
        ("kind=window&starts_on=2026-10-03&amount=2&unit=calendar_day&first_day_counted=true", date(2026, 10, 4)),
        ("kind=before&starts_on=2026-11-05&amount=7&unit=working_day", date(2026, 10, 27)),
        ("kind=unheard-of&starts_on=2026-09-17&amount=1&unit=working_day", date(2026, 9, 18)),
    ],
)
def test_terms_of_months_windows_and_periods_before_an_event(client, query, day):
    assert answer(client, query) == day


def test_a_window_shows_its_days_and_never_moves(client):
    shown = page(client, "kind=window&starts_on=2026-10-03&amount=2&unit=calendar_day&first_day_counted=true")

    assert '公示到 <time datetime="2026-10-04">2026年10月4日（周日）</time> 24:00' in shown
    assert '第一天是 <time datetime="2026-10-03">' in shown
    assert "计数：届满日，第2天。" in shown


def test_hours_run_by_night_and_across_rest_days(client):
    shown = page(client, "kind=hours&starts_on=2026-10-03&clock=23:50&amount=4")

    assert "2026年10月4日（周日）</time> 03:50" in shown


def test_a_bureaus_date_is_checked_by_the_rule_in_force_on_its_first_day(client, law):
    pauses = "2026-09-24/2026-09-30+2026-10-13/2026-10-19"
    query = f"kind=rule&bureau=yunxi&matter=pledged/table&starts_on=2026-09-17&pauses={pauses}"
    shown = page(client, query)

    assert "2026年10月30日（周五）</time> 24:00" in shown
    assert "承诺时限：18 个工作日，自受理起算（2026年7月1日版）" in shown
    assert "云溪市生态环境局承诺规则第2条" in shown
    assert answer(client, f"{query}&extension=1") == date(2026, 11, 2)


def test_the_act_cited_is_the_one_of_that_day(client, law):
    builders.bureau()
    query = "kind=rule&bureau=yunxi&matter=statutory/table&starts_on={}"

    assert "环境影响评价法第22条" in page(client, query.format("2026-08-14"))
    assert "生态环境法典第102条" in page(client, query.format("2026-08-15"))


def test_a_bureau_without_such_a_rule_is_told_at_the_matter(client, law):
    builders.bureau("dongling", "东岭市生态环境局", "东环")
    shown = page(client, "kind=rule&bureau=dongling&matter=pledged/table&starts_on=2026-09-17")

    assert "没有“承诺时限”的期限规则" in shown
    assert "ep-answer" not in shown


@pytest.mark.parametrize(
    "query",
    [
        PICTURE,
        "kind=window&starts_on=2026-10-12&amount=5&unit=working_day&first_day_counted=false",
        "kind=hours&starts_on=2026-10-03&clock=23:50&amount=4",
    ],
)
def test_the_address_at_the_api_gives_the_day_of_the_page(client, query):
    context = client.get(f"/calculator/?{query}").context
    found = client.get(context["address"]).json()
    told = next(found[key] for key in ("due_on", "ends_on", "due_at") if key in found)

    assert told == context["found"].due.isoformat()


def test_what_the_api_cannot_be_asked_has_no_address(client):
    months, backwards = "unit=month", "kind=before&unit=working_day"
    for query in (months, backwards):
        assert client.get(f"/calculator/?starts_on=2026-01-31&amount=1&{query}").context["address"] == ""


def test_the_printed_page_has_its_list_of_days_open(client):
    assert '<details class="govuk-details ep-daylist">' in page(client, PICTURE)
    assert '<details class="govuk-details ep-daylist" open>' in page(client, f"{PICTURE}&print=1")
