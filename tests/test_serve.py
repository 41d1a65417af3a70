"""The supervisor of `make run`: however it ends, nothing is left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tools.common import ROOT

START = 60.0
END = 20.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def alive(mark: str) -> list[int]:
    """Every process that was started, by whatever descent, with this mark in its environment."""
    wanted = f"SERVE_TEST={mark}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue  # it ended while we looked, or is a zombie
    return found


def until(condition, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


class Portal:
    def __init__(self, folder: Path) -> None:
        self.mark = uuid4().hex
        self.port = free_port()
        self.output = folder / "output.txt"
        environment = {
            **os.environ, "VAR_DIR": str(folder), "PORT": str(self.port), "SERVE_TEST": self.mark,
            "DATABASE_URL": "", "REDIS_URL": "", "DJANGO_SETTINGS_MODULE": "envportal.settings",
        }  # fmt: skip
        with self.output.open("w") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tools.serve"], cwd=ROOT, env=environment, stdout=file, stderr=file
            )

    def started(self) -> bool:
        return until(lambda: "Ctrl-C stops everything." in self.output.read_text(), START)

    def all_gone(self) -> bool:
        return until(lambda: self.process.poll() is not None and alive(self.mark) == [], END)


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    started = Portal(tmp_path)
    yield started
    for pid in [started.process.pid, *alive(started.mark)]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    started.process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_when_the_supervisor_is_told_to_end(portal: Portal, number: signal.Signals):
    assert portal.started(), portal.output.read_text()
    assert len(alive(portal.mark)) >= 4

    portal.process.send_signal(number)

    assert portal.all_gone(), portal.output.read_text()


def test_all_end_when_one_child_dies(portal: Portal):
    assert portal.started(), portal.output.read_text()
    beat = next(pid for pid in alive(portal.mark) if b"beat" in Path(f"/proc/{pid}/cmdline").read_bytes())

    os.kill(beat, signal.SIGKILL)

    assert portal.all_gone(), portal.output.read_text()
    assert portal.process.returncode == 1
    assert "The beat process ended by itself" in portal.output.read_text()


def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "tools.serve"], cwd=ROOT, env={**os.environ, "PORT": str(port)},
            capture_output=True, text=True, check=False, timeout=30,
        )  # fmt: skip

    assert done.returncode == 1
    assert done.stderr == f"✗ Port {port} is in use; choose another: `PORT={port + 1} make run`.\n"
