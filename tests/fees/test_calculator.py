"""The command `fee` and its address: the same answers, the whole working, one English sentence where there is none."""

from __future__ import annotations

import io
import json
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command

from enforcement.fees.rules import calculators
from enforcement.fees.rules.addresses import address_of

ADDRESS = "/api/v1/compute/fee"
WATER = {"medium": "water", "period": "2016-01", "pollutants": ["COD/1200/over", "NH3-N/80", "SS/100", "TP/1"]}


def run(monkeypatch, lines: bytes, *options: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(lines)))
    call_command("fee", "--batch", *options, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_lines_are_answered_in_order_and_a_bad_one_does_not_stop_the_rest(monkeypatch):
    other = {**WATER, "period": "2018-01"}
    found = run(monkeypatch, b"\n".join([json.dumps(WATER).encode(), b"no", json.dumps(other).encode()]))

    assert [row.get("fen") for row in found] == [351750, None, 185500]
    assert [row.get("demandable") for row in found] == [True, None, False]


def test_the_working_has_every_step(monkeypatch):
    (found,) = run(monkeypatch, json.dumps(WATER).encode(), "--explain")
    first, _ammonia, solids, last = found["lines"]

    assert (first["equivalents"], first["rank"], first["rate"], first["multiplier"], first["amount"]) == (
        "1200", 1, "1.4", "2", "3360",
    )  # fmt: skip
    assert (solids["equivalent_value"], solids["equivalents"], solids["amount"]) == ("4", "25", "17.5")
    assert (last["counted"], last["amount"], last["why"]) == (False, "0", ["rank 4, not among the first 3"])
    assert len(found["version"]) == 12


def test_the_objects_and_their_short_form_are_the_same_question():
    entry = {"name": "化学需氧量", "quantity": 1200, "concentration": 80, "standard": "100"}
    long = {**WATER, "pollutants": [entry]}
    short = {**WATER, "pollutants": ["COD/1200/concentration=80/standard=100"]}

    assert calculators.fee(long, explained=True) == calculators.fee(short, explained=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "question",
    [WATER, {**WATER, "pollutants": [{"name": "COD", "quantity": 5, "over": True, "rate": "2"}], "digits": 2},
     {"medium": "noise", "period": "2016-01", "day": 3, "two_points": True}],
)  # fmt: skip
def test_over_http_it_is_the_command_s_answer(client, question):
    assert client.get(address_of(question)).json() == calculators.fee(question, explained=True)


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "medium=water&period=2016-01", "medium=water&medium=air&period=2016-01",
                                   "medium=water&period=2016-01&pollutants=COD/1&colour=red"])  # fmt: skip
def test_what_cannot_be_answered_over_http_has_one_sentence(client, query):
    response = client.get(f"{ADDRESS}?{query}")

    assert (response.status_code, list(response.json())) == (400, ["error"])


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"period": "2016-13"}, "2016-13"), ({"period": "2003-06"}, "2003"), ({"period": 2016}, "period"),
        ({"medium": "soil"}, "medium"), ({"pollutants": []}, "pollutants"), ({"pollutants": ["COD"]}, "NAME"),
        ({"pollutants": ["COD/-1"]}, "quantity"), ({"pollutants": ["COD/1e400"]}, "quantity"),
        ({"pollutants": [{"name": "COD", "quantity": 1e400}]}, "quantity"), ({"pollutants": ["uranium/1"]}, "uranium"),
        ({"pollutants": [{"name": "COD", "quantity": True}]}, "quantity"),
        ({"pollutants": ["COD/1/over/over"]}, "over"),
        ({"pollutants": ["COD/1/standard=5"]}, "together"), ({"pollutants": ["pH/1"]}, "pH"),
        ({"pollutants": ["pH/1/ph=14.1"]}, "14"), ({"pollutants": ["牛/60", "COD/1"]}, "牛"), ({"rate": "0.1"}, "1.4"),
        ({"kind": "duty"}, "kind"), ({"days": 3}, "days"), ({"digits": 7}, "digits"), ({"province": 5}, "province"),
        ({"period": "2018-01", "pollutants": ["COD/9/background=1"]}, "background"),
        ({"period": "2018-01", "rate": 15}, "14"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_told_in_one_english_sentence(monkeypatch, changes, key):
    (found,) = run(monkeypatch, json.dumps({**WATER, **changes}).encode())

    assert list(found) == ["error"]
    assert key in found["error"]


def test_the_tax_has_no_blackness_and_a_late_fee_no_half_fen(monkeypatch):
    smoke = {"medium": "smoke", "period": "2018-01", "grade": 1, "fuel": 1}
    late = {"kind": "late_fee", "amount": "1.001", "due_on": "2016-01-01", "paid_on": "2016-01-02"}
    found = run(monkeypatch, b"\n".join(json.dumps(one).encode() for one in (smoke, late)))

    assert [list(row) for row in found] == [["error"], ["error"]]


@pytest.mark.django_db
def test_the_fields_stand_in_the_description_of_the_interface(client):
    fields = client.get("/api/v1/openapi.json").json()["paths"][ADDRESS]["get"]["parameters"]

    assert {"medium", "period", "pollutants", "wastes", "explain"} < {one["name"] for one in fields}
