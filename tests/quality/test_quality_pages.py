"""The public pages: answer first, what is missing said, the same for everybody, and as files."""

from __future__ import annotations

import html
import json
import re
from datetime import date

import pytest
from django.test import Client

from disclosure.quality import actions
from disclosure.quality.actions.demo import load_real
from disclosure.quality.enums import Medium
from disclosure.quality.models import Reading
from disclosure.quality.queries.editions import turn_edition
from envportal.accounts.models import User
from tests import builders
from tests.accounts.conftest import queries_of, signed_in
from tests.board.rows import text
from tests.builders import moment
from tests.quality import places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PAGES = (
    "/quality/", "/quality/air/", "/quality/water/", "/quality/drinking/", "/quality/noise/", "/quality/history/",
    "/quality/bulletins/",
)  # fmt: skip
FILES = ("air", "water", "drinking", "noise", "history", "bulletins")


# EMPTY ------------------------------------------------------------------------------
@pytest.mark.parametrize("page", PAGES)
def test_an_empty_page_says_what_would_be_there(client: Client, page: str):
    answer = client.get(page)

    assert (answer.status_code, "ep-empty" in text(answer)) == (200, True)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", ["csv", "xlsx", "json", "atom"])
def test_an_empty_file_is_a_whole_file(client: Client, name: str, kind: str):
    answer = client.get(f"/quality/{name}.{kind}")

    assert answer.status_code == 200


def test_a_station_without_readings_says_so(client: Client):
    places.air()
    places.point()

    assert "没有可以画的数据" in text(client.get("/quality/stations/square/?t=month"))
    assert "这个站点还没有数据" in text(client.get("/quality/stations/road/"))


# THE AIR ----------------------------------------------------------------------------
def test_the_home_page_answers_how_the_air_is_now(client: Client):
    places.hours_of_air()

    page = text(client.get("/quality/"))

    assert "良（二级）" in page
    assert ("2026年11月20日（周五）</time> 08:00" in page, "首要污染物 PM2.5" in page) == (True, True)
    assert "极少数异常敏感人群应减少户外活动" in page
    assert "1 个站点有效" in page


def test_a_page_says_what_its_data_cover_and_its_picture_has_the_numbers_of_its_table(client: Client):
    station = places.air()
    for day in places.days("2026-10-01", 31):
        places.a_day(station, day)

    month = text(client.get("/quality/air/?m=2026-10"))
    one = text(client.get(f"/quality/stations/{station.code}/?t=day&p=PM2.5"))

    assert re.search(r"数据覆盖：1 个登记的站点，.*2026-10-01.*到.*2026-10-31.*数据最近更新", month)
    assert re.search(r"这里的数据从.*<time.*到.*<time", one)
    for page, column in ((month, 0), (one, None)):
        picture = json.loads(html.unescape(re.findall(r'data-chart="([^"]*)"', page)[0]))
        table = re.findall(r"<table.*?</table>", page.partition("data-chart")[2], re.DOTALL)[0]
        cells = re.findall(r"<td[^>]*>([^<]*)</td>", table)
        shown = {float(cell) for cell in cells if re.fullmatch(r"[\d.]+", cell)}
        assert len(picture["values"]) >= 28, column
        assert {float(value) for value in picture["values"] if value is not None} <= shown


def test_a_gap_in_the_data_is_a_gap_in_the_line_and_says_why(client: Client):
    places.hours_of_air()

    page = text(client.get("/quality/"))

    path = re.search(r'<path class="line" d="([^"]+)"', page)
    assert path is not None
    assert (path[1].count("M"), path[1].count("L")) == (2, 1)
    assert "有 21 个小时没有指数（没有数据），曲线断开" in page


def test_old_hours_are_not_told_as_now(client: Client):
    places.hours_of_air()
    Reading.objects.update(on=date(2026, 11, 1))

    assert "这是最近一次的数据，不是今天的。" in text(client.get("/quality/"))


def test_a_month_is_told_with_the_year_before(client: Client):
    places.months_of_air()

    page = text(client.get("/quality/air/?m=2026-10"))

    assert "优良 30 天，占有效 31 天的 96.8%" in page
    assert "上年同期 100%（31 / 31 天）" in page
    assert "第 95 百分位数" in page
    assert "GB 3095-2026、HJ 633-2026、HJ 663-2013" in page


def test_a_station_of_another_day_does_not_make_a_day_invalid(client: Client):
    places.months_of_air()
    places.air("young", "新站", active_from=date(2026, 11, 1))

    assert "占有效 31 天" in text(client.get("/quality/air/?m=2026-10"))


def test_a_day_without_three_quarters_of_its_stations_has_no_index(client: Client):
    places.months_of_air()
    places.air("second", "另一站", active_from=date(2026, 1, 1))

    page = text(client.get("/quality/air/?m=2026-10"))

    assert "没有一天的指数有效" in page
    assert "有效站点不足四分之三" in page


def test_too_few_days_are_told_and_not_counted_into_the_composite_index(client: Client):
    station = places.air()
    for on in places.days("2026-10-01", 26):
        places.a_day(station, on)

    page = text(client.get("/quality/air/?m=2026-10"))

    assert "综合指数没有计算：" in page
    assert '26<span class="govuk-visually-hidden">，天数不足</span> *' in page


@pytest.mark.parametrize("asked", ["1999-01", "x", "%00", "2026-13", "9" * 400, "2026-1"])
def test_a_period_nobody_offers_is_the_newest(client: Client, asked: str):
    places.months_of_air()

    answer = client.get(f"/quality/air/?m={asked}&b=nowhere")

    assert (answer.status_code, "2026年10月" in text(answer)) == (200, True)


# WATER, NOISE -----------------------------------------------------------------------
def test_a_section_stands_beside_its_target_last_month_and_last_year(client: Client):
    station = places.section()
    for on, ammonia in (("2026-10-01", "1.21"), ("2026-09-01", "0.9"), ("2025-10-01", "0.4")):
        places.read(station, on, "month", DO="8", NH3__N=ammonia)

    page = text(client.get("/quality/water/"))

    assert "监测 1 个断面，Ⅰ—Ⅲ类 0 个，占 0%" in page
    assert '<span class="ep-water ep-water--over">Ⅳ</span>' in page
    assert "氨氮 1.21 mg/L，超 0.21 倍" in page
    row = page[page.index("<tbody") :]
    assert re.findall(r'govuk-table__cell">([ⅠⅡⅢⅣⅤ])</td>', row) == ["Ⅲ", "Ⅲ", "Ⅱ"]


def test_a_dry_river_says_so_where_its_class_would_be(client: Client):
    station = places.section()
    places.not_measured(station, "2026-10-01", "DO", "断流", "month")

    assert '<span class="ep-quiet">断流</span>' in text(client.get("/quality/water/"))


def test_noise_is_told_beside_its_limit(client: Client):
    places.read(places.point(), "2026-11-06", Ld="67.1", Ln="57")

    page = text(client.get("/quality/noise/"))

    assert "监测 1 个功能区测点，昼夜都达标 0 个" in page
    assert '<strong class="ep-over">57</strong>' in page


# STATIONS ---------------------------------------------------------------------------
@pytest.mark.parametrize("asked", ["", "?t=hour", "?t=year&p=PM2.5", "?t=month&p=CO", "?t=x&p=%00", "?p=" + "9" * 300])
def test_a_station_shows_whatever_is_asked_of_it(client: Client, asked: str):
    places.months_of_air()

    answer = client.get(f"/quality/stations/square/{asked}")

    assert (answer.status_code, "市政广场" in text(answer)) == (200, True)


def test_invalid_values_are_in_the_table_with_their_reason_and_not_in_the_picture(client: Client):
    station = places.section()
    places.read(station, "2026-08-01", "month", NH3__N="0.4")
    places.not_measured(station, "2026-09-01", "NH3-N", "冰封", "month")
    places.read(station, "2026-10-01", "month", NH3__N="0.5")

    page = text(client.get("/quality/stations/bridge/?p=NH3-N"))

    assert page.count('<circle class="dot"') == 2
    assert ("冰封" in page, "虚线为目标限值 1" in page) == (True, True)


def test_there_is_no_other_station(client: Client):
    for page in ("/quality/stations/nowhere/", "/quality/stations/nowhere.csv", "/quality/bulletins/nowhere/"):
        assert client.get(page).status_code == 404


# HISTORY ----------------------------------------------------------------------------
def test_history_is_found_by_place_and_shown_as_printed(client: Client):
    load_real(at=moment("2026-11-20"))

    page = text(client.get("/quality/history/?q=上河坝"))
    address = re.search(r"/quality/stations/(h-[0-9a-f]+)/", page)

    assert ("1 条结果" in page, address is not None) == (True, True)
    assert "生化需氧量(V, 超标 0.5 倍)" in text(client.get(f"/quality/stations/{address and address[1]}/"))
    assert len(json.loads(client.get("/quality/history.json?k=drinking").content)["items"]) == 20


# THE SAME FOR EVERYBODY -------------------------------------------------------------
@pytest.mark.parametrize("page", [*PAGES, "/quality/stations/square/", "/quality/air.json"])
def test_a_page_sets_no_cookie_and_is_kept_until_something_changes(client: Client, page: str):
    places.months_of_air()
    first = client.get(page)

    again = client.get(page, headers={"if-none-match": first["ETag"]})
    turn_edition(moment("2026-11-20", "10:05"))
    later = client.get(page, headers={"if-none-match": first["ETag"]})

    assert (dict(first.cookies), first["Cache-Control"]) == ({}, "public, max-age=60")
    assert (again.status_code, later.status_code) == (304, 200)


def test_who_is_signed_in_reads_the_same_page_that_no_cache_keeps(editor: User):
    answer = signed_in(editor).get("/quality/air/")

    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)


@pytest.mark.parametrize("page", [*PAGES, "/quality/stations/square/", "/quality/stations/bridge/?p=NH3-N"])
def test_every_page_speaks_english_too(client: Client, page: str):
    places.months_of_air()
    places.read(places.section(), "2026-10-01", "month", NH3__N="0.5", DO="8")
    places.read(places.point(), "2026-11-06", Ld="67.1", Ln="57")

    page_ = text(client.get(f"/en{page}"))

    body = page_[page_.index("<main") : page_.index("</main>")]
    names = r"云溪市生态环境局|市政广场|云溪河 · 南坪桥|环城南路|（试行）|《[^》]*》|（环办〔2011〕22号）|、"
    without_names = re.sub(names, "", body)
    assert re.findall(r"[\u4e00-\u9fff]+", without_names) == []


def test_a_long_list_asks_the_database_no_more_than_a_short_one(client: Client):
    places.months_of_air()
    few = queries_of(client, "/quality/water/")
    for n in range(12):
        places.read(places.section(f"s{n}", f"断面{n}"), "2026-10-01", "month", DO="8")
    turn_edition(moment("2026-11-20", "11:00"))

    assert queries_of(client, "/quality/water/") <= few + 6


def test_the_demo_fills_every_page(client: Client, editor: User, leader: User):
    builders.bureau("dongling", "东岭市生态环境局", "东环")
    actions.load_demo(at=moment("2026-11-20"), seed=2010, composer=editor, publisher=leader)

    for page in (*PAGES, *(f"/quality/{medium}/?m=2026-08" for medium in Medium)):
        assert "ep-empty" not in text(client.get(page)), page
    assert "云溪市生态环境局" in text(client.get("/quality/bulletins/yunxi-air-2026-10/"))
    assert client.get("/quality/bulletins/yunxi-drinking-2026-10/").status_code == 404
