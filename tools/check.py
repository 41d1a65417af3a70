"""`make check`: style, types, floors, migrations, templates, security. Runs all, then names what is red."""

from __future__ import annotations

import subprocess
import tempfile
import time

from tools.common import PYTHON, ROOMS, ROOT, VENV, environment, fail, say

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

CHECKS: dict[str, tuple[str, ...]] = {
    "style": (f"{BIN}/ruff", "check", "--quiet"),
    "format": (f"{BIN}/ruff", "format", "--check", "--quiet"),
    "floors": (f"{BIN}/lint-imports", "--no-logo"),
    "types": (f"{BIN}/mypy",),
    "templates": (f"{BIN}/djlint", "templates", "--lint", "--quiet"),
    "migrations": (f"{PYTHON}", "manage.py", "makemigrations", "--check", "--dry-run"),
    "deployment": (f"{PYTHON}", "manage.py", "check", "--deploy", "--fail-level", "WARNING"),
    "security": (f"{BIN}/bandit", "--quiet", "-c", "pyproject.toml", "-ll", "-r", *ROOMS, "tools"),
}


def main() -> None:
    red = []
    with tempfile.TemporaryDirectory(prefix="envportal-check-") as folder:
        plain = environment(VAR_DIR=folder, DATABASE_URL="", REDIS_URL="")
        for name, command in CHECKS.items():
            began = time.monotonic()
            env = plain | DEPLOYED if name == "deployment" else plain
            ended = subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
            say(f"{name}: {'RED' if ended else 'kept'} ({time.monotonic() - began:.0f} s)")
            red += [name] if ended else []
    if red:
        fail(f"Red: {', '.join(red)}. `make fix` mends style and format.")


if __name__ == "__main__":
    main()
