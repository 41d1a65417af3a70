"""Serve the portal on this machine: web, worker and beat, living and dying together.

Each child has a session of its own, so that a group signal reaches all it starts, and is told by the kernel when this
process dies, so that even `kill -9` leaves no orphan. If one child ends, or whoever started us is gone, all end.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tools.common import DEMO, PYTHON, ROOT, VAR, environment, fail, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import FrameType

HOST = "127.0.0.1"  # never another: the demo prints its own passwords
PORT = int(os.environ.get("PORT") or 8000)
PATIENCE = 10.0  # seconds a child has to end before it is killed
PR_SET_PDEATHSIG = 1
# Celery minds being run by root; on one's own machine, and in a container, that is nobody's concern.
QUIET = "ignore:You're running the worker with superuser"

COMMANDS = {
    "web": [
        "gunicorn", "envportal.wsgi:application", "--bind", f"{HOST}:{PORT}", "--worker-class", "gthread",
        "--workers", "2", "--threads", "4", "--graceful-timeout", "5", "--log-level", "warning",
    ],
    # One worker with threads: a forking one loses jobs on the file broker.
    "worker": ["celery", "-q", "-A", "envportal", "worker", "-P", "threads", "-c", "2", "--loglevel", "warning"],
    # Apart from the worker: a beat inside it can die unnoticed.
    "beat": [
        "celery", "-q", "-A", "envportal", "beat", "--schedule", str(VAR / "beat-schedule"), "--pidfile", "",
        "--loglevel", "warning",
    ],
}  # fmt: skip

asked_to_stop: list[int] = []


def dies_with(parent: int) -> Callable[[], None]:
    """Run in a child before its program: ask the kernel for TERM when the parent is gone (Linux only)."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def ask() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask


def start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [PYTHON, "-m", *command],
        cwd=ROOT,
        env=environment(PYTHONWARNINGS=QUIET),
        start_new_session=True,
        preexec_fn=dies_with(os.getpid()),  # noqa: PLW1509  this process has one thread
    )


def signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return


def stop(children: Iterable[subprocess.Popen[bytes]]) -> None:
    """TERM to every group, ten seconds, then KILL; a second Ctrl-C does not wait."""
    for child in children:
        signal_group(child, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while any(child.poll() is None for child in children) and time.monotonic() < deadline and len(asked_to_stop) < 2:
        time.sleep(0.05)
    for child in children:
        signal_group(child, signal.SIGKILL)
        child.wait()


def watch(children: dict[str, subprocess.Popen[bytes]], parent: int) -> str:
    """Wait until there is a reason to stop; "" if we were asked to."""
    while not asked_to_stop:
        for name, child in children.items():
            if child.poll() is not None:
                return f"The {name} process ended by itself (exit code {child.returncode}); see its last lines above."
        if os.getppid() != parent:
            return "Whoever started the portal is gone."
        time.sleep(0.2)
    return ""


def answers() -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, PORT)) == 0


def welcome(web: subprocess.Popen[bytes]) -> None:
    while not answers():
        if asked_to_stop or web.poll() is not None:
            return
        time.sleep(0.1)
    address = f"http://{HOST}:{PORT}"
    print(f"\n  Public      {address}/\n  Applicants  {address}/my/\n  Staff       {address}/desk/\n", flush=True)
    if DEMO:
        subprocess.run([PYTHON, "manage.py", "demo_logins"], cwd=ROOT, env=environment(), check=False)
    print("Ctrl-C stops everything.", flush=True)


def main() -> None:
    def note(number: int, _frame: FrameType | None) -> None:
        asked_to_stop.append(number)

    parent = os.getppid()
    if answers():
        fail(f"Port {PORT} is in use; choose another: `PORT={PORT + 1} make run`.")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, note)
    say("Starting web, worker and beat")
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in COMMANDS.items():
            children[name] = start(command)
        welcome(children["web"])
        reason = watch(children, parent)
    finally:
        stop(children.values())
    if reason:
        fail(reason)
    say("Stopped")


if __name__ == "__main__":
    main()
