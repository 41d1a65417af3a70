"""The commands `aqi` and `water_class`: one JSON object a line in, one a line out, in order, without a database."""

from __future__ import annotations

import io
import json
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

DAY = {"on": "2026-10-16", "so2": 8, "no2": 26, "pm10": 71, "pm25": 75, "co": 0.6, "o3": 61}
RIVER = {"target": 3, "do": 7, "nh3n": 1.21, "tp": "0.01L", "ph": 7.8}


def run(monkeypatch, name: str, lines: bytes, *options: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(lines)))
    call_command(name, "--batch", *options, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def one(monkeypatch, name: str, question: object, *options: str) -> dict[str, Any]:
    return run(monkeypatch, name, json.dumps(question).encode(), *options)[0]


def test_lines_are_answered_in_order_and_a_bad_one_does_not_stop_the_rest(monkeypatch):
    lines = b"\n".join([json.dumps(DAY).encode(), b"nope", b"", b"\xff", json.dumps({**DAY, "pm25": 35}).encode()])

    found = run(monkeypatch, "aqi", lines)

    assert [row.get("aqi") for row in found] == [114, None, None, None, 65]
    assert [row.get("error") for row in found[1:4]] == ["The line is not one JSON object in UTF-8."] * 3


def test_the_index_of_a_day(monkeypatch):
    assert one(monkeypatch, "aqi", DAY) == {
        "aqi": 114, "level": 3, "category": "轻度污染", "colour": "#FF7E00", "primary": ["PM2.5"],
        "exceeding": ["PM2.5"], "standard": "HJ 633-2026",
    }  # fmt: skip


def test_the_day_says_which_standard(monkeypatch):
    days = ("2026-02-28", "2026-03-01")

    found = [one(monkeypatch, "aqi", {**DAY, "on": day}) for day in days]

    assert [(row["aqi"], row["standard"]) for row in found] == [(100, "HJ 633-2012"), (114, "HJ 633-2026")]


def test_the_working_is_added_on_request(monkeypatch):
    found = one(monkeypatch, "aqi", DAY, "--explain")

    assert found["missing"] == []
    assert found["parts"][3] == {
        "pollutant": "PM2.5", "averaging": "24h", "value": 75, "rounded": 75, "unit": "μg/m3", "iaqi": 114,
        "between": [[60, 100], [115, 150]], "why": "(150 - 100) / (115 - 60) × (75 - 60) + 100, rounded up",
    }  # fmt: skip


def test_what_is_missing_makes_a_low_index_unavailable_unless_asked_for(monkeypatch):
    found = one(monkeypatch, "aqi", {"on": "2026-10-16", "pm25": 40, "o3": None})

    assert (found["aqi"], found["level"], found["category"]) == (None, None, None)
    assert "5.3.1" in found["note"]
    assert one(monkeypatch, "aqi", {"on": "2026-10-16", "pm25": 40, "partial": True})["aqi"] == 60


def test_an_hour(monkeypatch):
    found = one(monkeypatch, "aqi", {**DAY, "kind": "hourly", "o3": 160, "pm25": 10, "pm10": 10, "no2": 10})

    assert (found["aqi"], found["primary"]) == (50, [])


def test_the_class_of_a_river(monkeypatch):
    assert one(monkeypatch, "water_class", RIVER) == {
        "class": 4, "roman": "Ⅳ", "state": "轻度污染", "deciding": ["NH3-N"], "whole": 4,
        "standard": "GB 3838-2002", "target": 3, "compliant": False,
    }  # fmt: skip


def test_the_items_are_added_on_request(monkeypatch):
    found = one(monkeypatch, "water_class", {**RIVER, "lake": True, "tn": 3, "target": "Ⅲ"}, "--explain")

    assert (found["class"], found["whole"], found["main"]) == (4, 6, ["NH3-N"])
    assert found["items"][2] == {
        "item": "NH3-N", "name": "ammonia nitrogen",
        "value": 1.21, "below_detection": False, "unit": "mg/L", "class": 4,
        "limits": [0.15, 0.5, 1, 1.5, 2], "times_over": 0.21, "why": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "question", "key"),
    [
        ("aqi", {**DAY, "pm2_5": 1}, "pm2_5"), ("aqi", {"pm25": 1}, "on"), ("aqi", {**DAY, "kind": "weekly"}, "kind"),
        ("aqi", {**DAY, "on": "2026-02-30"}, "2026-02-30"), ("aqi", {**DAY, "on": "2015-12-31"}, "2016"),
        ("aqi", {**DAY, "on": "1999-01-01"}, "2004"), ("aqi", {**DAY, "on": 20260101}, "YYYY-MM-DD"),
        ("aqi", {**DAY, "co": -1}, "CO"), ("aqi", {**DAY, "co": "x"}, "CO"), ("aqi", {**DAY, "co": [1]}, "CO"),
        ("aqi", {**DAY, "co": 1e300}, "CO"), ("aqi", {**DAY, "co": True}, "CO"), ("aqi", {**DAY, "kind": []}, "kind"),
        ("aqi", {**DAY, "partial": "yes"}, "partial"), ("aqi", {"on": "2026-10-16"}, ""), ("aqi", [], "object"),
        ("water_class", {**RIVER, "mud": 1}, "mud"), ("water_class", {**RIVER, "kind": "river"}, "kind"),
        ("water_class", {**RIVER, "target": 6}, ""), ("water_class", {**RIVER, "target": 3.5}, "target"),
        ("water_class", {**RIVER, "target": True}, "target"), ("water_class", {**RIVER, "target": "VI"}, "VI"),
        ("water_class", {**RIVER, "lake": 1}, "lake"), ("water_class", {**RIVER, "tp": "0.01M"}, ""),
        ("water_class", {}, ""), ("water_class", {"ph": 15}, "pH"), ("water_class", 7, "object"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_told_in_one_english_sentence(monkeypatch, name, question, key):
    found = one(monkeypatch, name, question)

    assert list(found) == ["error"]
    assert key in found["error"]
    assert found["error"].isascii() or "“" in found["error"] or "Ⅰ" in found["error"]


@pytest.mark.parametrize("line", [b'{"on":"2026-10-16","pm25":1e400}', b'{"on":"2026-10-16","pm25":NaN}',
                                  b'{"on":"2026-10-16","pm25":-Infinity}', b'{"on":"2026-10-16","pm25":"1\\u0000"}',
                                  b'{"on":"2026-10-16","pm25":1,"pm25":2}', b"[" * 100_000])  # fmt: skip
def test_numbers_that_are_none_and_deep_lines_are_answered_in_place(monkeypatch, line):
    assert list(run(monkeypatch, "aqi", line)[0]) == ["error"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("aqi", rb'{"on":"2026-10-16","\ud800":1}'), ("aqi", rb'{"on":"\ud800026-10-16","so2":1}'),
        ("water_class", rb'{"target":"\ud800","tp":1}'), ("deadline", rb'{"kind":"deadline","\ud800":1}'),
    ],
)  # fmt: skip
def test_half_a_character_is_quoted_so_that_any_output_can_carry_it(monkeypatch, name, line):
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(line)))

    call_command(name, "--batch", stdout=out)

    assert "\\ud800" in out.getvalue()
    assert "\ud800" in json.loads(out.getvalue().encode())["error"]


@pytest.mark.parametrize("name", ["aqi", "water_class"])
def test_without_batch_the_command_says_how_to_call_it(name):
    with pytest.raises(CommandError, match="--batch"):
        call_command(name)
