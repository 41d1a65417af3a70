"""Tables of measurements: taken once, whatever they hold, and undone as if they had never been."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from disclosure.quality.actions import Asked, preview, read_file, undo
from disclosure.quality.enums import Medium
from disclosure.quality.models import Line, PeriodResult, Reading, Run, Station
from disclosure.quality.queries.editions import edition
from disclosure.quality.rules.rows import Outcome
from disclosure.runs.enums import Result, RunState
from disclosure.runs.guards.refusals import BadColumns
from envportal.accounts.models import User
from envportal.documents.guards.tables import BadTable
from tests import builders
from tests.builders import moment
from tests.quality import places

pytestmark = pytest.mark.django_db
AT = moment("2026-11-20")
HEAD = ["站点", "日期", "SO2", "PM10", "CO"]


def take(tmp_path: Path, *rows: list[str], head: list[str] | None = None, **asked: object) -> Run:
    path = tmp_path / "table.csv"
    path.write_text(places.as_csv([head or HEAD, *rows]), encoding="utf-8")
    told = {"medium": Medium.AIR, "bureau": builders.bureau(), **asked}
    return read_file(path, Asked(**told), at=AT, say=lambda _outcomes: None)  # type: ignore[arg-type]


def counts(run: Run) -> tuple[int, int, int, int]:
    return run.taken, run.mended, run.repeated, run.refused


def remarks() -> list[str]:
    return [remark[0] for line in Line.objects.order_by("pk") for remark in line.remarks]


def test_a_row_is_a_reading_for_every_cell_that_says_something(tmp_path: Path):
    station = places.air()

    run = take(tmp_path, ["市政广场", "2026-11-01", "7", "/", ""])

    assert counts(run) == (1, 0, 0, 0)
    assert list(
        Reading.objects.order_by("parameter").values_list("station", "parameter", "value", "flag", "reason")
    ) == [
        (station.pk, "PM10", None, "none", "原表写“/”"),
        (station.pk, "SO2", Decimal(7), "valid", ""),
    ]


def test_the_same_table_twice_changes_nothing(tmp_path: Path):
    places.air()
    rows = [["市政广场", "2026-11-01", "7", "40", "0.6"], ["市政广场", "2026-11-02", "8", "/", "0.5"]]
    take(tmp_path, *rows)
    before = list(Reading.objects.order_by("pk").values())

    again = take(tmp_path, *rows)

    assert counts(again) == (0, 0, 2, 0)
    assert list(Reading.objects.order_by("pk").values()) == before


def test_another_value_is_refused_and_both_are_told(tmp_path: Path):
    places.air()
    take(tmp_path, ["市政广场", "2026-11-01", "7", "", ""])

    run = take(tmp_path, ["市政广场", "2026-11-01", "9", "", ""])

    assert counts(run) == (0, 0, 0, 1)
    assert run.lines.get().remarks == [["differs", "SO2", "7", "9"]]
    assert Reading.objects.get().value == 7


def test_a_reviewed_table_takes_the_place_of_the_first_and_gives_it_back_when_undone(tmp_path: Path, editor: User):
    places.air()
    first = take(tmp_path, ["市政广场", "2026-11-01", "7", "/", ""])
    second = take(tmp_path, ["市政广场", "2026-11-01", "9", "41", "0.6"], replaces=True)
    assert {one.parameter: one.value for one in Reading.objects.all()} == {"SO2": 9, "PM10": 41, "CO": Decimal("0.6")}

    undone = undo(second.pk, reason="传错了文件", by=editor, at=AT)

    assert undone.state == RunState.UNDONE
    rows = Reading.objects.order_by("parameter").values_list("parameter", "value", "flag", "reason", "run")
    assert list(rows) == [("PM10", None, "none", "原表写“/”", first.pk), ("SO2", Decimal(7), "valid", "", first.pk)]


def test_what_was_undone_can_be_taken_again(tmp_path: Path, editor: User):
    places.air()
    run = take(tmp_path, ["市政广场", "2026-11-01", "7", "", ""])
    undo(run.pk, reason="站点写错", by=editor, at=AT)
    assert not Reading.objects.exists()

    assert counts(take(tmp_path, ["市政广场", "2026-11-01", "7", "", ""])) == (1, 0, 0, 0)


def test_every_change_of_the_readings_turns_the_edition(tmp_path: Path, editor: User):
    places.air()
    run = take(tmp_path, ["市政广场", "2026-11-01", "7", "", ""])
    first = edition()[0]

    undo(run.pk, reason="站点写错", by=editor, at=AT)

    assert edition() == (first + 1, AT)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["东渡", "2026-11-01", "7", "", ""], "unknown_station"),
        (["", "2026-11-01", "7", "", ""], "no_place"),
        (["市政广场", "2020121", "7", "", ""], "ambiguous"),
        (["市政广场", "2025-09-31", "7", "", ""], "no_such_day"),
        (["市政广场", "2026-11-21", "7", "", ""], "future"),
        (["市政广场", "2026年1-8月", "7", "", ""], "odd_period"),
        (["市政广场", "", "7", "", ""], "no_period"),
        (["市政广场", "2026-11-01", "", "", ""], "empty"),
        (["市政广场", "2026-11-01", "很低", "", ""], "nothing_left"),
        (["市政广场", "2026-11-01", "7", "", "", "又一格"], "cells"),
        (["市政广场", "2026-11-01 25:00", "7", "", ""], "no_hour"),
        (["甲" * 400, "2026-11-01", "7", "", ""], "too_long"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(tmp_path: Path, row: list[str], code: str):
    places.air()

    run = take(tmp_path, row)

    assert (counts(run), remarks()) == ((0, 0, 0, 1), [code])


def test_a_cell_that_cannot_be_taken_leaves_the_rest_of_its_row(tmp_path: Path):
    places.air()

    run = take(tmp_path, ["市政广场", "2026-11-01", "0.016", "-3", "０.６"])

    assert counts(run) == (0, 1, 0, 0)
    assert sorted(remarks()) == ["negative", "unit_doubt", "wide"]
    assert list(Reading.objects.values_list("parameter", "value")) == [("CO", Decimal("0.6"))]


def test_milligrams_named_in_the_heading_become_micrograms(tmp_path: Path):
    places.air()

    take(tmp_path, ["市政广场", "2026-11-01", "0.016"], head=["站点", "日期", "SO2（mg/m³）"])

    assert (Reading.objects.get().value, remarks()) == (Decimal(16), ["unit"])


def test_hours_are_of_the_day_they_end_in(tmp_path: Path):
    places.air()

    take(tmp_path, ["市政广场", "2026-11-19 08:00", "7"], ["市政广场", "2026-11-18 24:00", "8"], head=HEAD[:3])

    rows = Reading.objects.order_by("on", "hour").values_list("averaging", "on", "hour", "value")
    assert [(kind, on.isoformat(), hour, int(value or 0)) for kind, on, hour, value in rows] == [
        ("hour", "2026-11-19", 0, 8), ("hour", "2026-11-19", 8, 7),
    ]  # fmt: skip


def test_a_station_is_found_by_its_code_and_by_river_and_name(tmp_path: Path):
    places.section()
    places.section("two", "南坪桥二", river="白沙河")

    run = take(
        tmp_path, ["云溪河", "南坪桥", "2026年10月", "0.32"], ["", "two", "2026-10", "0.4"], medium=Medium.WATER,
        head=["河流", "断面名称", "月份", "氨氮(mg/L)"],
    )  # fmt: skip

    assert counts(run) == (2, 0, 0, 0)
    assert set(Reading.objects.values_list("averaging", "parameter")) == {("month", "NH3-N")}


def test_another_bureaus_stations_are_not_written(tmp_path: Path):
    places.air()

    run = take(tmp_path, ["市政广场", "2026-11-01", "7", "", ""], bureau=builders.bureau("dongling", "东岭局", "东环"))

    assert (counts(run), remarks()) == ((0, 0, 0, 1), ["unknown_station"])


def test_json_and_workbooks_say_the_same_as_csv(tmp_path: Path):
    places.air()
    told: list[dict[str, object]] = [
        {"站点": "市政广场", "日期": "2026-11-01", "SO2": 7, "CO": 0.60},
        {"站点": "市政广场", "日期": "2026-11-02", "SO2": None, "CO": "/"},
    ]
    as_json, as_xlsx = tmp_path / "a.json", tmp_path / "a.xlsx"
    as_json.write_text(json.dumps({"data": told}, ensure_ascii=False), encoding="utf-8")
    as_xlsx.write_bytes(places.xlsx_file(list(told[0]), *(list(row.values()) for row in told)).read())
    asked = Asked(Medium.AIR, builders.bureau())

    first = read_file(as_json, asked, at=AT, say=lambda _outcomes: None)
    second = read_file(as_xlsx, asked, at=AT, say=lambda _outcomes: None)

    assert (counts(first), counts(second)) == ((2, 0, 0, 0), (0, 0, 2, 0))
    assert Reading.objects.count() == 3


@pytest.mark.parametrize("text", ["{}", "[]", "[1,2]", "[" * 100_000, '{"a": [{"b": 1}', "\ufeff[{]"])
def test_json_that_is_no_table_is_one_sentence(tmp_path: Path, text: str):
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadTable):
        read_file(path, Asked(Medium.AIR, builders.bureau()), at=AT, say=lambda _outcomes: None)


def test_columns_must_say_where_when_and_what(tmp_path: Path):
    for head in (["日期", "SO2"], ["站点", "SO2"], ["站点", "日期"]):
        with pytest.raises(BadColumns):
            take(tmp_path, ["市政广场", "7"], head=head)


def test_a_look_writes_nothing(tmp_path: Path):
    places.air()
    path = tmp_path / "a.csv"
    told: list[Outcome] = []
    path.write_text(places.as_csv([HEAD, ["市政广场", "2026-11-01", "7", "", ""]]), encoding="utf-8")

    preview(path, Asked(Medium.AIR, builders.bureau()), at=AT, say=told.extend)

    assert [one.result for one in told] == [Result.TAKEN]
    assert (Reading.objects.count(), Run.objects.count()) == (0, 0)


def test_history_stands_under_its_publisher_with_its_source_and_is_undone_with_its_stations(
    tmp_path: Path, editor: User
):
    run = take(
        tmp_path, ["州河", "舵石盘", "III", "2020年7月", "某市局"], medium=Medium.WATER, is_history=True,
        source="2020年第7期",
        head=["河流名称", "断面名称", "本月类别", "月份", "发布单位"],
    )  # fmt: skip

    found = PeriodResult.objects.select_related("station").get()
    assert (found.station.publisher, found.station.title, found.water_class, found.source) == (
        "某市局", "州河 · 舵石盘", 3, "2020年第7期",
    )  # fmt: skip
    undo(run.pk, reason="重复", by=editor, at=AT)
    assert (PeriodResult.objects.count(), Station.objects.count()) == (0, 0)


def test_the_command_says_what_became_of_each_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    places.air()
    path, report = tmp_path / "a.csv", tmp_path / "report.csv"
    path.write_text(
        places.as_csv([HEAD, ["市政广场", "2026-11-01", "7", "", ""], ["=1+1", "x", "7"]]), encoding="utf-8"
    )

    call_command("import_quality", str(path), medium="air", bureau="yunxi", report=report)

    assert "2 lines: 1 taken, 0 mended, 0 already there, 1 refused." in capsys.readouterr().out
    assert report.read_text(encoding="utf-8-sig").splitlines()[2].startswith("3,不收,'=1+1,")


def test_the_command_wants_to_know_whose_stations_these_are(tmp_path: Path):
    with pytest.raises(CommandError, match="Say whose"):
        call_command("import_quality", str(tmp_path / "a.csv"), medium="air")
    with pytest.raises(CommandError, match="no bureau"):
        call_command("import_quality", str(tmp_path / "a.csv"), medium="air", bureau="nowhere")


def test_what_the_bureaus_own_report_states_of_ground_water_stands_with_its_source_of_drinking_water(tmp_path: Path):
    well = places.section("well", "石桥镇地下水源", medium=Medium.DRINKING, river="", water_kind="ground")

    take(
        tmp_path, ["石桥镇地下水源", "2026年10月", "达标"], medium=Medium.DRINKING, is_history=True,
        publisher="云溪市生态环境局", source="监测报告 2026-10", head=["水源名称", "月份", "达标情况"],
    )  # fmt: skip

    found = PeriodResult.objects.get()
    assert (found.station, found.is_compliant) == (well, True)
