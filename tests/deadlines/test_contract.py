"""The batch contract of `deadline`, line by line: what scripts, other systems and independent checks rely on."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from envportal.workdays import batch, shipped

DEADLINE: dict[str, Any] = {"kind": "deadline", "starts_on": "2026-09-17", "amount": 18, "unit": "working_day"}
WINDOW: dict[str, Any] = {
    "kind": "window",
    "starts_on": "2026-09-19",
    "amount": 1,
    "unit": "working_day",
    "first_day_counted": True,
}


def answer(*, explained: bool = False, **question: Any) -> dict[str, Any]:
    return batch.answer_line(json.dumps(question), shipped(), explained=explained)


def due(**changes: Any) -> str:
    found: str = answer(**{**DEADLINE, **changes})["due_on"]
    return found


def test_amount_nothing_is_the_start_day_rolled():
    assert [due(starts_on=day, amount=0, unit=unit) for unit in ("working_day", "calendar_day")
            for day in ("2026-09-18", "2026-10-01")] == ["2026-09-18", "2026-10-08"] * 2  # fmt: skip


def test_the_start_day_is_not_counted():
    assert due(amount=1) == "2026-09-18"


def test_amount_and_extension_are_one_term_rolled_once_at_its_end():
    # 1 October is a rest day: the amount alone would roll to the 8th, and the extension is not counted from there.
    assert due(starts_on="2026-09-21", amount=10, extension=9, unit="calendar_day") == "2026-10-10"
    assert due(starts_on="2026-09-21", amount=10, unit="calendar_day") == "2026-10-08"


@pytest.mark.parametrize("unit", ["working_day", "calendar_day"])
def test_pauses_are_a_union_in_any_order(unit):
    one = [["2026-09-21", "2026-09-24"]]
    many = [["2026-09-23", "2026-09-24"], ["2026-09-21", "2026-09-23"], ["2026-09-21", "2026-09-24"]]

    assert due(unit=unit, pauses=one) == due(unit=unit, pauses=many) != due(unit=unit)


def test_a_deadline_in_calendar_days_moves_off_rest_days_and_paused_days_but_not_off_a_makeup_day():
    assert due(starts_on="2026-09-17", amount=3, unit="calendar_day") == "2026-09-20"
    assert due(starts_on="2026-09-17", amount=2, unit="calendar_day") == "2026-09-20"
    assert due(starts_on="2026-09-17", amount=2, unit="calendar_day", pauses=[["2026-09-20", "2026-09-21"]]) == (
        "2026-09-22"
    )


def test_a_window_begins_on_the_first_day_of_its_unit_and_never_moves():
    assert answer(**WINDOW)["ends_on"] == "2026-09-20"
    assert answer(**{**WINDOW, "first_day_counted": False})["ends_on"] == "2026-09-20"
    assert answer(**{**WINDOW, "starts_on": "2026-10-01", "unit": "calendar_day"})["ends_on"] == "2026-10-01"


def test_hours_never_move():
    found = answer(kind="hours", starts_at="2026-10-01T20:00:00+08:00", amount=12, unit="hour")

    assert found == {"due_at": "2026-10-02T08:00:00+08:00"}


def test_days_outside_the_gazetted_calendar_are_marked_and_computed_from_weekends_and_fixed_holidays():
    last = shipped().gazetted_to
    new_year, may = date(last.year + 1, 1, 1), date(last.year + 1, 5, 1)

    assert answer(**{**DEADLINE, "starts_on": str(last), "amount": 0})["provisional"] is False
    for holiday in (new_year, may):
        found = answer(**{**DEADLINE, "starts_on": str(holiday - timedelta(days=1)), "amount": 1})
        assert found["provisional"] is True
        assert found["due_on"] > str(holiday)


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": "2026-02-30"}, {"amount": 1.0}, {"amount": -1}, {"amount": 3661}, {"extension": 3661},
        {"pauses": [["2026-09-30", "2026-09-24"]]}, {"starts_on": "2003-12-31"}, {"starts_on": "2101-01-01"},
        {"colour": "red"}, {"kind": "tide"}, {"pauses": [["2003-12-31", "2026-09-24"]]},
    ],
)  # fmt: skip
def test_what_is_refused_is_told_in_one_sentence_and_nothing_else(wrong):
    found = answer(**{**DEADLINE, **wrong})

    assert list(found) == ["error"]
    assert found["error"].endswith(".")
    assert "\n" not in found["error"]


def test_the_working_has_one_row_a_day_and_exactly_its_three_keys():
    found = answer(explained=True, **DEADLINE)

    assert [row["date"] for row in found["strip"]] == [
        str(date(2026, 9, 17) + timedelta(days=n)) for n in range(len(found["strip"]))
    ]
    assert found["strip"][-1]["date"] == found["due_on"]
    assert {tuple(row) for row in found["strip"]} == {("date", "counted", "why")}
    assert sum(row["counted"] for row in found["strip"]) == 18


def test_five_thousand_lines_keep_their_order_good_and_bad(monkeypatch):
    lines = [json.dumps({**DEADLINE, "amount": n}) if n % 7 else "nope" for n in range(5000)]
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO("\n".join(lines).encode())))
    call_command("deadline", "--batch", stdout=out)
    found = [json.loads(line) for line in out.getvalue().splitlines()]

    assert found == [batch.answer_line(line, shipped()) for line in lines]


def test_the_command_needs_no_database_and_answers_line_by_line():
    nowhere = {**os.environ, "DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:1/nowhere"}
    asked = [sys.executable, "manage.py", "deadline", "--batch"]
    pipe = subprocess.PIPE
    with subprocess.Popen(asked, cwd=settings.BASE_DIR, env=nowhere, stdin=pipe, stdout=pipe, text=True) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        answers = []
        for amount in (1, 2):
            # The next question is asked only when this one is answered.
            running.stdin.write(json.dumps({**DEADLINE, "amount": amount}) + "\n")
            running.stdin.flush()
            answers.append(json.loads(running.stdout.readline()))
        running.stdin.close()

    assert answers == [
        {"due_on": "2026-09-18", "provisional": False}, {"due_on": "2026-09-20", "provisional": False},
    ]  # fmt: skip
