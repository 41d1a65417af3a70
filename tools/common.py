"""What the tools share: where things stand, how a step is said and run, and how it fails in one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PANGO = ROOT / ".pango"
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var")
ROOMS = ("envportal", "disclosure", "approvals", "enforcement")
DEMO = os.environ.get("DEMO", "").lower() in ("1", "true", "yes", "on")
IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")


def say(sentence: str) -> None:
    print(f"· {sentence}", flush=True)


def fail(sentence: str) -> NoReturn:
    """End with one sentence that says how to mend it."""
    print(f"✗ {sentence}", file=sys.stderr, flush=True)
    raise SystemExit(1)


def is_root() -> bool:
    return os.geteuid() == 0


def environment(**more: str) -> dict[str, str]:
    """The environment of every child: the fetched Pango libraries, if any, where the loader looks for them.

    Children keep their bytecode, whatever the shell says: hundreds of processes would compile the portal anew.
    """
    folders = sorted({str(path.parent) for path in PANGO.glob("root/**/lib*.so.*")})
    library_path = ":".join([*folders, os.environ.get("LD_LIBRARY_PATH", "")]).strip(":")
    loader = {"LD_LIBRARY_PATH": library_path} if library_path else {}
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, "PYTHONUNBUFFERED": "1", **loader, **more}


def succeeds(*command: str | Path, env: Mapping[str, str] | None = None) -> bool:
    """Run quietly; True if the command exists and ends well."""
    try:
        done = subprocess.run([str(part) for part in command], cwd=ROOT, env=env, capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0


def run(*command: str | Path, otherwise: str, env: Mapping[str, str] | None = None) -> None:
    """Run in the open; if the command fails, end with the sentence `otherwise`."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=env or environment(), check=False)
    if done.returncode:
        fail(otherwise)


def manage(*arguments: str, otherwise: str, env: Mapping[str, str] | None = None) -> None:
    run(PYTHON, "manage.py", *arguments, otherwise=otherwise, env=env)


def tracked(*patterns: str) -> Sequence[Path]:
    """Files of the repository, those not yet committed among them."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [path for line in sorted(set(listing.stdout.splitlines())) if (path := ROOT / line).exists()]
