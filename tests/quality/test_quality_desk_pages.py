"""The desk: a table from upload to undo, stations, and a bulletin by two people."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from disclosure.quality import tasks
from disclosure.quality.models import Bulletin, Reading, Run, Station
from envportal.accounts.enums import Role
from envportal.accounts.models import User
from tests import builders
from tests.accounts.conftest import signed_in
from tests.board.rows import text
from tests.quality import places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
HEAD = ["站点", "日期", "SO2", "PM10"]
STATION = {"code": "north", "name": "城北中学", "medium": "air", "level": "city"}


def send(desk: Client, *rows: list[str], **typed: str) -> Run:
    told = {"medium": "air", "kind": "own", "file": places.csv_file(HEAD, *rows), **typed}
    answer = desk.post("/desk/quality/tables/new/", told)
    assert answer.status_code == 302, text(answer)
    return Run.objects.latest("pk")


def choose(desk: Client, run: Run, **typed: str) -> Run:
    columns = {f"c{column}": of for column, of in run.mapping.items()}
    answer = desk.post(f"/desk/quality/tables/{run.pk}/columns/", {"head_rows": "1", **columns, **typed})
    assert answer.status_code == 302, text(answer)
    tasks.carry_on()
    run.refresh_from_db()
    return run


# TABLES -----------------------------------------------------------------------------
def test_a_table_goes_from_upload_over_the_report_into_the_readings_and_out_again(desk: Client):
    places.air()
    run = choose(desk, send(desk, ["市政广场", "2026-11-01", "7", "/"], ["东渡", "2026-11-01", "7", "8"]))
    assert (run.state, run.taken, run.refused, Reading.objects.count()) == ("checked", 1, 1, 0)
    assert "没有“东渡”这个站点" in text(desk.get(f"/desk/quality/tables/{run.pk}/"))

    desk.post(f"/desk/quality/tables/{run.pk}/take/")
    tasks.carry_on()

    run.refresh_from_db()
    assert (run.state, run.taken, Reading.objects.count()) == ("done", 1, 2)
    report = b"".join(desk.get(f"/desk/quality/tables/{run.pk}/report.csv")).decode("utf-8-sig")
    assert [line.split(",")[1] for line in report.splitlines()] == ["结果", "照录", "不收"]
    answer = desk.post(f"/desk/quality/tables/{run.pk}/undo/", {"reason": "传错了文件"})
    assert (answer.status_code, Reading.objects.count()) == (302, 0)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"file": ""}, "选择要上传的文件"),
        ({"kind": "history", "file": places.csv_file(HEAD)}, "请写明这张表从哪里来"),
        ({"medium": "soil", "file": places.csv_file(HEAD)}, "soil"),
        ({"file": places.csv_file([], name="a.csv")}, "里没有内容"),
    ],
)
def test_an_upload_that_cannot_be_says_what_to_do(desk: Client, typed: dict[str, Any], sentence: str):
    answer = desk.post("/desk/quality/tables/new/", {"medium": "air", "kind": "own", **typed})

    assert (answer.status_code, sentence in text(answer)) == (422, True)


def test_a_table_that_was_taken_is_not_changed_any_more(desk: Client):
    places.air()
    run = choose(desk, send(desk, ["市政广场", "2026-11-01", "7", "8"]))
    desk.post(f"/desk/quality/tables/{run.pk}/take/")
    tasks.carry_on()

    answer = desk.post(f"/desk/quality/tables/{run.pk}/drop/")

    assert (answer.status_code, "不能放弃" in text(answer)) == (409, True)


def test_another_bureau_sees_nothing_of_it(desk: Client):
    run = send(desk, ["市政广场", "2026-11-01", "7", "8"])
    stranger = signed_in(builders.staff(Role.EDITOR, at=builders.bureau("dongling", "东岭局", "东环")))

    for page in ("", "columns/", "take/", "report.csv"):
        assert stranger.get(f"/desk/quality/tables/{run.pk}/{page}").status_code == 404


# STATIONS ---------------------------------------------------------------------------
def test_a_station_is_entered_and_changed(desk: Client):
    assert desk.post("/desk/quality/stations/new/", STATION).status_code == 302
    station = Station.objects.get()

    answer = desk.post(f"/desk/quality/stations/{station.pk}/", {**STATION, "note": "10月17日前维护"})

    station.refresh_from_db()
    assert (answer.status_code, station.bureau.code if station.bureau else "", station.note) == (
        302, "yunxi", "10月17日前维护",
    )  # fmt: skip
    assert "城北中学" in text(desk.get("/desk/quality/stations/"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"code": "城北"}, "只用英文字母"),
        ({"code": "square"}, "已经有了"),
        ({"name": "市政广场"}, "已经有一个"),
        ({"target": "3"}, "只有地表水"),
        ({"zone": "2"}, "只有声环境"),
        ({"latitude": "31.2"}, "要么都填"),
        ({"latitude": "131", "longitude": "1"}, "纬度"),
        ({"active_from": "2026-2-1", "active_to": "2026-1-31"}, "早于启用日期"),
        ({"active_from": "2026-2-30"}, "不存在"),
        ({"name": "\x00"}, "写明名称"),
    ],
)
def test_a_station_that_cannot_be_says_why_and_keeps_what_was_typed(desk: Client, typed: dict[str, str], sentence: str):
    places.air()

    answer = desk.post("/desk/quality/stations/new/", {**STATION, "place": "城关街道", **typed})

    assert (answer.status_code, sentence in text(answer), "城关街道" in text(answer)) == (422, True, True)


# BULLETINS --------------------------------------------------------------------------
def test_a_bulletin_in_a_click_and_published_by_a_second_person(desk: Client, leader: User, client: Client):
    places.read(places.section(), "2026-10-01", "month", DO="8", NH3__N="0.4")
    desk.post("/desk/quality/bulletins/new/", {"medium": "water", "span": "month", "month": "2026年10月"})
    made = Bulletin.objects.get()
    mine = text(desk.get(f"/desk/quality/bulletins/{made.pk}/"))
    assert ("您编制了这份公报" in mine, client.get(f"/quality/bulletins/{made.public_id}/").status_code) == (True, 404)
    assert desk.post(f"/desk/quality/bulletins/{made.pk}/publish/").status_code == 409

    answer = signed_in(leader).post(f"/desk/quality/bulletins/{made.pk}/publish/")

    assert answer.status_code == 302
    page = text(client.get(f"/quality/bulletins/{made.public_id}/"))
    assert "2026年10月地表水月报" in page
    assert client.get(f"/quality/bulletins/{made.public_id}.json").json()["facts"]["good"] == 1


def test_correcting_an_annual_bulletin_composes_the_year_again(desk: Client, leader: User):
    places.read(places.point(), "2025-02-01", Ld="58", Ln="45")
    desk.post("/desk/quality/bulletins/new/", {"medium": "noise", "span": "year", "month": "2025-01"})
    made = Bulletin.objects.get()
    signed_in(leader).post(f"/desk/quality/bulletins/{made.pk}/publish/")

    page = text(desk.get(f"/desk/quality/bulletins/{made.pk}/"))
    link = "/desk/quality/bulletins/new/?k=noise&m=2025-01&span=year"

    assert link in page.replace("&amp;", "&")
    assert '<option value="year" selected>' in text(desk.get(link))


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"month": "2026-10"}, 409, "没有一条有效的数据"),
        ({"month": "2026-13"}, 422, "月份写成年和月"),
        ({"month": "十月"}, 422, "月份写成年和月"),
        ({"month": "2026-12"}, 422, "还没有到"),
        ({"month": "\x00"}, 422, "月份"),
        ({"month": "2026-10", "span": "year"}, 422, "这一年还没有过完"),
    ],
)
def test_a_bulletin_that_cannot_be_says_why(desk: Client, typed: dict[str, str], status: int, sentence: str):
    answer = desk.post("/desk/quality/bulletins/new/", {"medium": "water", "span": "month", **typed})

    assert (answer.status_code, sentence in text(answer)) == (status, True)


@pytest.mark.parametrize("page", ["", "stations/", "stations/new/", "tables/new/", "bulletins/new/"])
def test_the_desk_is_for_editors_and_speaks_english_too(desk: Client, client: Client, page: str):
    assert desk.get(f"/en/desk/quality/{page}").status_code == 200
    assert client.get(f"/desk/quality/{page}").status_code == 302
    assert signed_in(builders.staff(Role.OFFICER)).get(f"/desk/quality/{page}").status_code == 403
