"""The calculator: one question in, one answer out, and one sentence for what cannot be answered."""

from __future__ import annotations

import json
from typing import Any

import pytest

from envportal.questions import QuestionError
from envportal.workdays import batch, shipped

DEADLINE = {"kind": "deadline", "starts_on": "2026-09-17", "amount": 18, "unit": "working_day"}
WINDOW = {"kind": "window", "starts_on": "2026-10-13", "amount": 5, "unit": "working_day", "first_day_counted": True}
HOURS = {"kind": "hours", "starts_at": "2026-10-03T23:50:00+08:00", "amount": 4, "unit": "hour"}
PAUSES = [["2026-09-24", "2026-09-30"], ["2026-10-13", "2026-10-19"]]


def answer(question: object, *, explained: bool = False) -> dict[str, Any]:
    return batch.answer(question, shipped(), explained=explained)


def test_a_deadline_with_pauses():
    assert answer({**DEADLINE, "pauses": PAUSES}) == {"due_on": "2026-10-30", "provisional": False}


def test_an_extension_is_more_of_the_same_unit():
    assert answer({**DEADLINE, "extension": 10}) == answer({**DEADLINE, "amount": 28})


def test_an_amount_and_an_extension_may_each_reach_the_most():
    assert answer({**DEADLINE, "amount": 3660, "extension": 3660}) == {"due_on": "2055-04-16", "provisional": True}


def test_a_window():
    assert answer(WINDOW) == {"ends_on": "2026-10-19", "provisional": False}


def test_hours_keep_the_offset_they_were_given_in():
    assert answer(HOURS) == {"due_at": "2026-10-04T03:50:00+08:00"}
    assert answer({**HOURS, "starts_at": "2026-10-03T15:50:00Z"}) == {"due_at": "2026-10-03T19:50:00+00:00"}


def test_an_explained_deadline_has_one_row_a_day():
    found = answer({**DEADLINE, "amount": 2}, explained=True)

    assert found["strip"] == [
        {"date": "2026-09-17", "counted": False, "why": "the day of the event, not counted"},
        {"date": "2026-09-18", "counted": True, "why": "counted, day 1"},
        {"date": "2026-09-19", "counted": False, "why": "weekend, not counted"},
        {
            "date": "2026-09-20",
            "counted": True,
            "why": "make-up working day for 国庆节, 国务院办公厅关于2026年部分节假日安排的通知（number not recorded）: "
            "counted, day 2",
        },
    ]


def test_an_explained_window_has_its_days_too():
    assert [row["date"] for row in answer({**WINDOW, "amount": 2}, explained=True)["strip"]] == [
        "2026-10-13",
        "2026-10-14",
    ]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ([], "A question must be one JSON object."),
        ({}, "The kind must be one of deadline, window, hours."),
        ({"kind": ["deadline"]}, "The kind must be one of deadline, window, hours."),
        ({**DEADLINE, "colour": 1}, "A deadline has no key colour."),
        ({**WINDOW, "pauses": []}, "A window has no key pauses."),
        ({"kind": "deadline", "amount": 1, "unit": "working_day"}, "A deadline needs starts_on."),
        ({**DEADLINE, "starts_on": "2025-09-31"}, "starts_on 2025-09-31 is not a date that exists."),
        ({**DEADLINE, "starts_on": "20260917"}, "starts_on must be a date written YYYY-MM-DD."),
        ({**DEADLINE, "starts_on": "2026-W38-4"}, "starts_on must be a date written YYYY-MM-DD."),
        ({**DEADLINE, "starts_on": 20260917}, "starts_on must be a date written YYYY-MM-DD."),
        ({**DEADLINE, "starts_on": "2003-12-31"}, "starts_on 2003-12-31 lies before 2004 or after 2100."),
        ({**DEADLINE, "starts_on": "2101-01-01"}, "starts_on 2101-01-01 lies before 2004 or after 2100."),
        ({**DEADLINE, "starts_on": "2100-12-30"}, "The end lies after 2100."),
        ({**DEADLINE, "amount": 3661}, "amount must be a whole number from 0 to 3660."),
        ({**DEADLINE, "amount": -1}, "amount must be a whole number from 0 to 3660."),
        ({**DEADLINE, "amount": 1.5}, "amount must be a whole number from 0 to 3660."),
        ({**DEADLINE, "amount": True}, "amount must be a whole number from 0 to 3660."),
        ({**DEADLINE, "amount": "18"}, "amount must be a whole number from 0 to 3660."),
        ({**DEADLINE, "amount": None}, "amount must be a whole number from 0 to 3660."),
        ({**DEADLINE, "extension": 1.5}, "extension must be a whole number from 0 to 3660."),
        ({**DEADLINE, "unit": "hour"}, "unit must be working_day or calendar_day."),
        ({**DEADLINE, "unit": ["working_day"]}, "unit must be working_day or calendar_day."),
        ({**DEADLINE, "pauses": {}}, "pauses must be a list of pairs of dates."),
        ({**DEADLINE, "pauses": [["2026-09-24"]]}, "Each pause must be a pair of dates, first and last day."),
        ({**DEADLINE, "pauses": [["2026-09-24", "2026-09-23"]]},
         "The pause to 2026-09-23 ends before it begins on 2026-09-24."),
        ({**DEADLINE, "pauses": [["2026-09-24", "2026-09-31"]]},
         "A pause's last day 2026-09-31 is not a date that exists."),
        ({**WINDOW, "amount": 0}, "amount must be a whole number from 1 to 3660."),
        ({**WINDOW, "first_day_counted": 1}, "first_day_counted must be true or false."),
        ({**HOURS, "unit": "working_day"}, "unit must be hour."),
        ({**HOURS, "starts_at": "2026-10-03T23:50:00"}, "starts_at needs its offset, as in 2026-09-17T23:50:00+08:00."),
        ({**HOURS, "starts_at": "2026-10-03"},
         "starts_at must be an instant with its offset, as in 2026-09-17T23:50:00+08:00."),
        ({**HOURS, "starts_at": "2026-10-03T25:50:00+08:00"},
         "starts_at 2026-10-03T25:50:00+08:00 is not an instant that exists."),
        ({**HOURS, "starts_at": 7}, "starts_at must be an instant with its offset, as in 2026-09-17T23:50:00+08:00."),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_told_in_one_sentence(question, sentence):
    with pytest.raises(QuestionError) as error:
        answer(question)

    assert str(error.value) == sentence


@pytest.mark.parametrize("line", [b"", b"nope", b"\xff", b"{", b"[" * 100_000, b'{"amount": ' + b"9" * 5000 + b"}"])
def test_a_line_that_is_not_json_is_told_so(line):
    assert batch.answer_line(line, shipped()) == {"error": "The line is not one JSON object in UTF-8."}


def test_a_key_given_twice_is_an_error():
    line = json.dumps(DEADLINE)[:-1].encode() + b', "amount": 3}'

    assert batch.answer_line(line, shipped()) == {"error": "A key is given twice."}
