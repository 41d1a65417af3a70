"""What monitors are answered."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError, connection
from django.utils import timezone

from envportal.messaging import outbox
from envportal.supervision import actions
from tests import builders

pytestmark = pytest.mark.django_db
NOW = builders.moment("2026-10-22")


@pytest.fixture
def database_away(monkeypatch) -> Iterator[None]:
    """Every question to the database fails, as when its server is gone."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("could not connect to server")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", refuse)
        yield


def test_a_fresh_portal_is_well_and_has_not_swept_yet(client):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {
        "ok": True, "database": "ok", "alarms": [],
        "last_sweep": None, "last_sweep_age": None, "outbox_age": None, "outbox_given_up": 0,
        "letters_age": None, "letters_given_up": 0,
        "calendar_horizon": "2026-12-31",
    }  # fmt: skip


def test_health_tells_when_it_swept_and_how_long_the_oldest_message_waits(client):
    now = timezone.now()
    actions.sweep(at=now - timedelta(seconds=90))
    person = builders.applicant()
    outbox.post(None, "_mail", to=[person], context={}, at=now - timedelta(hours=1))

    answer = client.get("/healthz").json()

    assert answer["last_sweep"] == (now - timedelta(seconds=90)).isoformat()
    assert 90 <= answer["last_sweep_age"] < 120
    assert 3600 <= answer["outbox_age"] < 3630


@pytest.mark.parametrize(("minutes", "expected"), [(10, (True, [])), (11, (False, ["silent"]))])
def test_health_is_not_well_once_no_sweep_ran_for_ten_minutes(client, minutes, expected):
    with time_machine.travel(NOW, tick=False):
        actions.sweep(at=NOW - timedelta(minutes=minutes))

        answer = client.get("/healthz").json()

    assert (answer["ok"], answer["alarms"]) == expected


def test_health_names_a_clock_that_went_back(client):
    actions.sweep(at=timezone.now() + timedelta(hours=1))
    actions.sweep(at=timezone.now())

    answer = client.get("/healthz").json()

    assert (answer["ok"], answer["alarms"]) == (False, ["went_back"])


def test_the_process_is_alive_without_its_database_but_not_ready(client, database_away):
    alive, ready = client.get("/healthz"), client.get("/readyz")

    assert (alive.status_code, alive.json()["database"]) == (200, "away")
    assert (ready.status_code, ready.json()) == (503, {"ready": False})


def test_with_its_database_it_is_ready(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"ready": True})
    assert "no-store" in response["Cache-Control"]


def test_a_monitor_only_asks(client):
    assert client.post("/healthz").status_code == 405
