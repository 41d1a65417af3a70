"""`make check`: style, types, floors, migrations, templates, security. Runs all, then names what is red."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

from tools.common import PYTHON, ROOMS, ROOT, VENV, environment, fail, say
from tools.servers import running_postgres

BIN = VENV / "bin"
# As in production, without its services: the check of Django connects to nothing.
DEPLOYED = {
    "DEBUG": "0",
    "DEMO": "0",
    "SECRET_KEY": "read-by-the-check-alone-0123456789-abcdefghijklmnop-ABCDEFG",
    "DATABASE_URL": "postgresql://portal@127.0.0.1/portal",
    "REDIS_URL": "redis://127.0.0.1/0",
    "ALLOWED_HOSTS": "portal.example",
}

# That migrations apply to an empty database; the tests that come after begin from what was made here.
APPLIED = (f"{PYTHON}", "-m", "pytest", "--quiet", "--no-header", "tests/test_migrated.py")
# The longest first: as many run at once as there are processors.
CHECKS: dict[str, tuple[str, ...]] = {
    "types": (f"{BIN}/mypy",),
    "tables": APPLIED,
    "tables of PostgreSQL": APPLIED,
    "security": (f"{BIN}/bandit", "--quiet", "-c", "pyproject.toml", "-ll", "-r", *ROOMS, "tools"),
    "templates": (f"{BIN}/djlint", "templates", "--lint", "--quiet"),
    "floors": (f"{BIN}/lint-imports", "--no-logo"),
    "migrations": (f"{PYTHON}", "manage.py", "makemigrations", "--check", "--dry-run"),
    "deployment": (f"{PYTHON}", "manage.py", "check", "--deploy", "--fail-level", "WARNING"),
    "style": (f"{BIN}/ruff", "check", "--quiet"),
    "format": (f"{BIN}/ruff", "format", "--check", "--quiet"),
}


def environments(folder: str) -> dict[str, dict[str, str]]:
    """What each check runs with; the tables of PostgreSQL are left out where none is running."""
    plain = environment(VAR_DIR=folder, DATABASE_URL="", REDIS_URL="")
    tested = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    more = {"deployment": DEPLOYED, "tables": tested}
    if address := running_postgres():
        more["tables of PostgreSQL"] = tested | {"DATABASE_URL": address, "TEST_DATABASE_NAME": f"test_{os.getpid()}"}
    names = [name for name in CHECKS if name != "tables of PostgreSQL" or name in more]
    return {name: plain | more.get(name, {}) for name in names}


def check(name: str, env: dict[str, str]) -> tuple[str, bool, float]:
    """Run one; what it printed, in one piece, whether it is kept, and its seconds."""
    began = time.monotonic()
    done = subprocess.run(CHECKS[name], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr, done.returncode == 0, time.monotonic() - began


def main() -> None:
    red = []
    with tempfile.TemporaryDirectory(prefix="envportal-check-") as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {pool.submit(check, name, env): name for name, env in environments(folder).items()}
        for one in as_completed(running):
            name, (printed, is_kept, seconds) = running[one], one.result()
            print(printed, end="")
            say(f"{name}: {'kept' if is_kept else 'RED'} ({seconds:.0f} s)")
            red += [] if is_kept else [name]
    if red:
        fail(f"Red: {', '.join(red)}. `make fix` mends style and format.")


if __name__ == "__main__":
    main()
