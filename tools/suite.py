"""`make test`: the same tests on SQLite, on PostgreSQL with Redis, and in a real browser.

A group that cannot run says why; where CI=true that is a failure, since nobody would read it there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tools.common import IN_CI, PYTHON, ROOT, environment, is_root, say
from tools.servers import CannotRunError, postgres, redis_server
from tools.setup import apt_install

IS_MEASURED = sys.argv[1:2] == ["--coverage"]
NARROWED = sys.argv[2:] if IS_MEASURED else sys.argv[1:]
NOTHING_COLLECTED = 5
# Which files, and the branch coverage they never fall below.
COVERAGE = {
    "what states the law": ("*/workdays/*,*/flow.py,*/actions*,*/rules*", 96),
    "everything": ("*", 93),
}
WITHOUT_NGINX = "without those that start nginx: as root run `apt-get install nginx`"
# One more than the cores of a small machine: many tests wait for a process of their own.
WORKERS = os.environ.get("TEST_WORKERS", "3")


# GROUPS -----------------------------------------------------------------------
def pytest(*arguments: str, **more: str) -> str:
    """The outcome in a word."""
    clean = environment(DATABASE_URL="", REDIS_URL="", DJANGO_SETTINGS_MODULE="tests.settings") | more
    command: list[str | Path] = [PYTHON, "-m", "pytest", "-n", WORKERS, "--dist", "worksteal", *arguments, *NARROWED]
    ended = subprocess.run(command, cwd=ROOT, env=clean, check=False).returncode
    if NARROWED and ended == NOTHING_COLLECTED:
        return "nothing to run"
    return "FAILED" if ended else "passed"


def embedded() -> str:
    return pytest("-m", "not browser")


def measured() -> str:
    """The same with branch coverage, which takes half as long again: `make coverage`, and not on every change."""
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
    marks = "not browser" if nginx() else "not browser and not nginx"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="envportal-services-")))
        addresses = {
            "DATABASE_URL": stack.enter_context(postgres(folder)),
            "REDIS_URL": stack.enter_context(redis_server(folder)),
        }
        name = f"test_envportal_{os.getpid()}"
        outcome = pytest("-m", marks, **addresses, TEST_DATABASE_NAME=name)
    return outcome if marks == "not browser" else f"{outcome}, {WITHOUT_NGINX}"


def nginx() -> bool:
    """Whether there is one, fetched where that can be done; CI does without nothing."""
    if shutil.which("nginx"):
        return True
    say("Installing nginx")
    if is_root() and shutil.which("apt-get") and apt_install("nginx") and shutil.which("nginx"):
        return True
    if IN_CI:
        raise CannotRunError("no nginx here; as root run `apt-get install nginx`.")
    say(f"Tests of the whole portal in real processes are {WITHOUT_NGINX}")
    return False


def browser() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    present = os.environ.get("CHROMIUM") or any(shutil.which(name) for name in names)
    if not present:
        say("Installing Chromium")
        if not (is_root() and shutil.which("apt-get") and apt_install("chromium", "fonts-noto-cjk")):
            raise CannotRunError(
                "no Chromium here; as root run `apt-get install chromium`, or set CHROMIUM to its path."
            )
    return pytest("-m", "browser", "-n", "2")  # each with a browser beside it


GROUPS = {"SQLite": embedded, "PostgreSQL and Redis": services, "Browser": browser}
if IS_MEASURED:
    GROUPS = {"SQLite, measured": measured}


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
