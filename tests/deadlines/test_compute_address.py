"""The calculator of due days at its address answers as the command does."""

import pytest

pytestmark = pytest.mark.django_db
URL = "/api/v1/compute/deadline"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("starts_on=2026-09-17&amount=18&unit=working_day", {"due_on": "2026-10-19", "provisional": False}),
        (
            "starts_on=2026-09-17&amount=18&unit=working_day&pauses=2026-09-24/2026-09-30&pauses=2026-10-13/2026-10-19",
            {"due_on": "2026-10-30", "provisional": False},
        ),
        (
            "kind=window&starts_on=2026-10-12&amount=5&unit=working_day&first_day_counted=false",
            {"ends_on": "2026-10-19", "provisional": False},
        ),
        (
            "kind=hours&starts_at=2026-09-17T23:50:00%2B08:00&amount=4&unit=hour",
            {"due_at": "2026-09-18T03:50:00+08:00"},
        ),
    ],
)  # fmt: skip
def test_the_answer_is_the_commands(client, query, expected):
    response = client.get(f"{URL}?{query}")

    assert (response.status_code, response.json()) == (200, expected)


def test_explain_adds_the_strip(client):
    found = client.get(f"{URL}?starts_on=2026-09-17&amount=1&unit=working_day&explain=1").json()

    assert [day["date"] for day in found["strip"]] == ["2026-09-17", "2026-09-18"]


@pytest.mark.parametrize(
    "query",
    [
        "", "starts_on=2026-02-30&amount=1&unit=working_day", "starts_on=2026-02-01&amount=x&unit=working_day",
        "starts_on=2026-02-01&amount=1&amount=2&unit=working_day", "starts_on=2026-02-01&amount=1&unit=fortnight",
        "starts_on=2026-02-01&amount=1&unit=working_day&colour=red", "kind=tide&amount=1",
        "starts_on=2026-02-01&amount=1&unit=working_day&pauses=2026-02-05",
        "starts_on=2026-02-01&amount=1&unit=working_day&bureau=nowhere",
        "kind=window&starts_on=2026-10-12&amount=5&unit=working_day&first_day_counted=maybe",
        "starts_on=2026-02-01&amount=--1&unit=working_day",
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_told_in_one_sentence(client, query):
    response = client.get(f"{URL}?{query}")

    assert response.status_code == 400
    assert list(response.json()) == ["error"]
