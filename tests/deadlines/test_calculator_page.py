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
    face = client.get(f"/calculator/?{query}").context.get("face")
    return face.due_on if face else None


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
        ("starts_on=2026-09-17&amount=1&unit=working_day&pauses=2026-09-30/2026-09-24", "最后一天早于第一天"),
        ("starts_on=2026-09-17&amount=1&unit=working_day&pauses=1/2/3", "每段写成 起/止"),
        ("starts_on=2026-09-17&amount=1&unit=working_day&pauses=/", "写明日期"),
    ],
)
def test_what_cannot_be_computed_is_told_at_its_field_and_nothing_typed_is_lost(client, query, sentence):
    shown = page(client, query)

    assert sentence in shown
    assert f'value="{query.split("&")[0].split("=")[1]}"' in shown
    assert "ep-answer" not in shown


def test_the_bureau_of_the_portal_computes_with_its_own_days(client):
    CalendarDay.objects.create(
        date=date(2026, 9, 18), bureau=builders.bureau(), is_workday=False, name="台风停工", notice="云政发〔2026〕9号",
        status="local", added_at=moment("2026-09-17"),
    )  # fmt: skip

    assert answer(client, "starts_on=2026-09-17&amount=1&unit=working_day") == date(2026, 9, 20)


def test_the_page_in_english_gives_the_same_day(client):
    assert 'datetime="2026-10-30"' in page(client, PICTURE, at="/en/calculator/")
