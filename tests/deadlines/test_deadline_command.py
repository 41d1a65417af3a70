"""The command `deadline`: one JSON object a line in, one a line out, in order."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from envportal.deadlines.models import CalendarDay
from tests import builders
from tests.builders import moment

FRIDAY = {"kind": "deadline", "starts_on": "2026-11-20", "amount": 1, "unit": "working_day"}


def run(monkeypatch, lines: str, *options: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(lines.encode())))
    call_command("deadline", "--batch", *options, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_lines_are_answered_in_order_and_a_bad_one_does_not_stop_the_rest(monkeypatch):
    lines = "\n".join([json.dumps(FRIDAY), "nope", json.dumps({**FRIDAY, "amount": 2})])

    assert run(monkeypatch, lines) == [
        {"due_on": "2026-11-23", "provisional": False},
        {"error": "The line is not one JSON object in UTF-8."},
        {"due_on": "2026-11-24", "provisional": False},
    ]


def test_an_empty_line_is_a_bad_line_so_that_answers_keep_their_place(monkeypatch):
    assert len(run(monkeypatch, f"{json.dumps(FRIDAY)}\n\n{json.dumps(FRIDAY)}\n")) == 3


def test_the_working_is_added_on_request(monkeypatch):
    assert [row["date"] for row in run(monkeypatch, json.dumps(FRIDAY), "--explain")[0]["strip"]] == [
        "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23",
    ]  # fmt: skip


def test_without_batch_the_command_says_how_to_call_it():
    with pytest.raises(CommandError, match="--batch"):
        call_command("deadline")


@pytest.mark.django_db
def test_a_bureau_answers_with_its_own_days_and_the_others_do_not(monkeypatch):
    CalendarDay.objects.create(
        date=date(2026, 11, 23), bureau=builders.bureau(), is_workday=False, name="台风停工",
        notice="云政发〔2026〕9号", status="local", added_at=moment("2026-11-20"),
    )  # fmt: skip
    builders.bureau("dongling", "东岭市生态环境局", "东环")

    assert run(monkeypatch, json.dumps(FRIDAY), "--bureau", "yunxi")[0]["due_on"] == "2026-11-24"
    assert run(monkeypatch, json.dumps(FRIDAY), "--bureau", "dongling")[0]["due_on"] == "2026-11-23"


@pytest.mark.django_db
def test_an_unknown_bureau_is_told_so(monkeypatch):
    with pytest.raises(CommandError, match="nowhere"):
        run(monkeypatch, "", "--bureau", "nowhere")
