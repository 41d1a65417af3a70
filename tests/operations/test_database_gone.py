"""A portal whose database server is not there, as its own process with the settings of a bureau."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tools.common import ROOT

PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(port: int, path: str) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def listens(port: int, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a gunicorn whose database and Redis are on ports nobody listens to."""
    folder: Path = tmp_path_factory.mktemp("gone")
    port, closed = free_port(), free_port()
    environment = {
        **{name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ},
        "VAR_DIR": str(folder), "SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "permits.example,127.0.0.1",
        "DATABASE_URL": f"postgresql://portal:portal@127.0.0.1:{closed}/portal",
        "REDIS_URL": f"redis://127.0.0.1:{closed}/0", "TRUSTED_PROXIES": "2",
    }  # fmt: skip
    command = [sys.executable, "-m", "gunicorn", "envportal.wsgi:application", "--bind", f"127.0.0.1:{port}",
               "--worker-class", "gthread", "--threads", "2"]  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        assert listens(port, process), (folder / "log").read_text()
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=PATIENCE)


def test_it_is_alive_and_says_what_is_away(portal: int):
    status, body = ask(portal, "/healthz")

    assert status == 200
    assert json.loads(body) == {
        "ok": False, "database": "away", "alarms": [],
        "last_sweep": None, "last_sweep_age": None, "outbox_age": None, "outbox_given_up": None, "letters_age": None,
        "letters_given_up": None,
        "calendar_horizon": None,
    }  # fmt: skip


def test_no_reader_is_to_be_sent_to_it(portal: int):
    status, body = ask(portal, "/readyz")

    assert (status, json.loads(body)) == (503, {"ready": False})
