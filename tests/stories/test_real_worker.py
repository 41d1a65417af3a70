"""A real Celery worker on the real broker: what the rows ask for is done, and doing it twice changes nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection, connections

from approvals.applications.models import Application
from approvals.applications.states import State
from envportal.documents.models import Letter
from envportal.messaging.models import Message
from envportal.supervision.models import Card
from tests import world
from tests.messaging.conftest import Gateway, gateway
from tools.common import ROOT
from tools.servers import database

__all__ = ["gateway"]
pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 90.0
ASKED = (
    "applications.sweep_deemed_acceptance", "supervision.sweep", "messaging.send_due", "documents.render_pending",
)  # fmt: skip


@pytest.fixture
def environment(tmp_path: Path, gateway: Gateway) -> dict[str, str]:
    """The test's own database, a broker of its own, the mail gateway of the test."""
    found = {
        **os.environ, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "envportal.settings",
        "EMAIL_URL": f"smtp://127.0.0.1:{gateway.port}", "SECRET_KEY": "only-for-tests-" + "x" * 40,
    }  # fmt: skip
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        (tmp_path / "portal.sqlite3").symlink_to(name)
        return {**found, "DATABASE_URL": "", "REDIS_URL": ""}
    return {**found, "DATABASE_URL": database(os.environ["DATABASE_URL"], name)}


@pytest.fixture
def worker(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "celery", "-A", "envportal", "worker", "-P", "threads", "-c", "2", "-Q", "celery"]
    started = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    yield started
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    connections.close_all()


def ask(environment: dict[str, str], *tasks: str) -> None:
    for task in tasks:
        subprocess.run(
            [sys.executable, "-m", "celery", "-A", "envportal", "call", task], cwd=ROOT, env=environment, check=True,
            capture_output=True,
        )  # fmt: skip


def until(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.3)
    return False


def test_silence_cards_letters_and_mails_are_done_by_a_worker_once(
    environment: dict[str, str], worker: subprocess.Popen[bytes], gateway: Gateway
) -> None:
    gateway.up()
    yunxi = world.world()
    application = world.submitted(yunxi)  # received on 14 September 2026: every limit is long past

    ask(environment, *ASKED, *ASKED)

    assert until(lambda: Application.objects.get(pk=application.pk).state == State.IN_REVIEW)
    assert until(lambda: Card.objects.filter(case=application.case, colour="red").count() >= 2)
    assert until(lambda: Letter.objects.get(case=application.case, kind="receipt").state == Letter.State.RENDERED)
    ask(environment, "messaging.send_due")
    assert until(lambda: not Message.objects.filter(sent_at=None, dead_at=None).exists())
    assert worker.poll() is None

    assert Application.objects.get(pk=application.pk).accepted_by_silence
    assert len({(card.clock_id, card.colour) for card in Card.objects.all()}) == Card.objects.count()
    assert len(gateway.received) == Message.objects.exclude(to_address="").count()
