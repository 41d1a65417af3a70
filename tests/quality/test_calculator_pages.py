"""The two public calculators: what anybody types, the answer, the working, and what is wrong with it."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db
AIR, WATER = "/quality/aqi/", "/quality/water-class/"
DAY = "on=2026-10-16&kind=daily&so2=8&no2=26&pm10=71&pm25=75&co=0.6&o3=61"
RIVER = "lake=false&target=3&do=7&nh3n=1.21&tp=0.01L&ph=7.8"


def shown(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


@pytest.mark.parametrize("address", [AIR, WATER, f"/en{AIR}", f"/en{WATER}"])
def test_the_page_opens_with_an_empty_form_and_without_a_cookie(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert not response.cookies
    assert response.context.get("found") is None
    assert response["ETag"]


def test_the_index_of_a_day_with_its_working(client):
    text = shown(client, f"{AIR}?{DAY}")

    assert '<span class="ep-aqi__value">114</span>' in text
    assert "轻度污染（三级）" in text
    assert "首要污染物：细颗粒物 PM2.5" in text
    assert "(150 - 100) / (115 - 60) × (75 - 60) + 100" in text
    assert '<span class="ep-swatch ep-swatch--3"></span>轻度污染' in text
    assert "HJ 633-2026" in text


def test_the_page_leads_to_the_same_question_at_the_interface(client):
    for address in (f"{AIR}?on=2026年10月16日&kind=hourly&pm25=80&so2=", f"{WATER}?{RIVER}&cu="):
        link = client.get(address).context["address"]
        found = client.get(link)

        assert found.status_code == 200, found.content
        assert (found.json().get("aqi"), found.json().get("class")) in ((119, None), (None, 4))


def test_the_standard_of_the_day_is_named(client):
    assert "HJ 633-2012" in shown(client, f"{AIR}?{DAY.replace('2026-10-16', '2026-02-28')}")


def test_a_low_index_of_few_pollutants_is_not_published_and_its_part_is_shown(client):
    text = shown(client, f"{AIR}?on=2026-10-16&kind=daily&pm25=40")

    assert '<span class="ep-aqi__value">—</span>' in text
    assert "第 5.3.1 条" in text
    assert "(100 - 50) / (60 - 35) × (40 - 35) + 50" in text


def test_the_class_of_a_river_with_its_items(client):
    text = shown(client, f"{WATER}?{RIVER}")

    assert '<span class="ep-water ep-water--over">Ⅳ</span> 轻度污染，未达到目标 Ⅲ 类' in text
    assert "定类指标：氨氮" in text
    assert "0.21" in text
    assert "0.01L mg/L" in text


def test_folded_items_that_hold_something_are_open(client):
    assert '<details class="govuk-details" open>' in shown(client, f"{WATER}?lake=true&as=0.01")
    assert '<details class="govuk-details">' in shown(client, f"{WATER}?{RIVER}")


def test_the_english_page_has_english_words(client):
    air, water = shown(client, f"/en{AIR}?{DAY}"), shown(client, f"/en{WATER}?{RIVER}")

    assert "Lightly polluted" in air
    assert "Decided by ammonia nitrogen" in water
    assert '<span class="ep-water">worse than Ⅴ</span>' in shown(client, f"/en{WATER}?lake=false&ph=5")


@pytest.mark.parametrize(
    ("address", "sentence", "kept"),
    [
        (f"{AIR}?on=2026-10-16&kind=daily", "至少写一项污染物的浓度", "2026-10-16"),
        (f"{AIR}?on=2015-12-31&kind=daily&pm25=1", "2016 年 1 月 1 日以前", "2015-12-31"),
        (f"{AIR}?on=2026-02-30&kind=daily&pm25=1", "2026-02-30 这一天不存在", "2026-02-30"),
        (f"{AIR}?on=2026-10-16&kind=daily&pm25=abc", "只写数字", "abc"),
        (f"{AIR}?on=2026-10-16&kind=daily&pm25=-1", "最小写 0", "-1"),
        (f"{AIR}?on=2026-10-16&kind=daily&pm25=1e400", "只写数字", "1e400"),
        (f"{AIR}?on=2026-10-16&kind=daily&pm25=999999", "应在 0 到 100000 之间", "999999"),
        (f"{AIR}?on=2026-10-16&kind=daily&co=" + "9" * 400, "数字", "99999"),
        (f"{AIR}?pm25=1", "写明日期", 'value="1"'),
        (f"{AIR}?on=2026-10-16&kind=weekly&pm25=1", "weekly", "2026-10-16"),
        (f"{WATER}?lake=false", "至少写一项参加评价的指标", ""),
        (f"{WATER}?lake=false&tn=1", "至少写一项参加评价的指标", 'value="1"'),
        (f"{WATER}?lake=false&tp=abc", "总磷 要写成数字", "abc"),
        (f"{WATER}?lake=false&ph=15", "应在 0 到 14 之间", "15"),
        (f"{WATER}?lake=false&tp=1&target=9", "9", 'value="1"'),
        (f"{WATER}?tp=1%00", "", ""),
        (f"{WATER}?lake=maybe&tp=1", "maybe", 'value="1"'),
    ],
)
def test_what_cannot_be_computed_is_told_in_place_and_nothing_typed_is_lost(client, address, sentence, kept):
    response = client.get(address)
    text = response.content.decode()

    assert response.status_code == 200
    assert response.context.get("found") is None
    assert not response.context["form"].non_field_errors()
    assert sentence in text
    assert kept in text
