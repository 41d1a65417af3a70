"""Processes that touch strangers' bytes or heavy libraries, so that this one never does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings

HERE = Path(__file__).parent
# Of our environment (secrets, database addresses) only what the loader needs to find libraries goes into a child.
LOADER = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
TEXT_SECONDS = 100  # of the clock, for the words of one file
PDF_SECONDS = 150  # of the clock: a file of 1 GB, on a busy machine
REMEMBERED = 1000
_known: dict[str, dict[str, Any]] = {}


class ChildFailed(Exception):
    """The child died, ran out of time, or said something else than JSON; the message is for the log."""


def run(script: str, *arguments: str, said: str = "", seconds: int) -> dict[str, Any]:
    """Run one of this folder's scripts with `said` on its standard input; its answer is one JSON object."""
    try:
        done = subprocess.run(  # noqa: S603  our own script, our own arguments
            command(script, *arguments),
            input=said.encode(),
            capture_output=True,
            timeout=seconds,
            env=environment(),
            check=False,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise ChildFailed(f"no answer in {seconds} s") from error
    except ValueError as error:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise ChildFailed(f"exit {done.returncode}: {last[:400]}") from error
    return answer


def command(script: str, *arguments: str) -> list[str]:
    """How one of this folder's scripts is started: by this Python, isolated from folders and variables of others."""
    return [sys.executable, "-I", str(HERE / script), *arguments]


def environment() -> dict[str, str]:
    """What a child finds around it."""
    inherited = {name: os.environ[name] for name in LOADER if name in os.environ}
    return inherited | {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "FONTCONFIG_FILE": str(HERE / "fonts.conf"),
        "XDG_CACHE_HOME": str(settings.VAR_DIR / "cache"),
    }


def inspect_pdf(path: Path, sha256: str) -> dict[str, Any]:
    """{"pages": n} or {"unfit": why}; a file that kills its reader is "heavy".

    The same bytes are not read again in the same process: a form sent twice, one file in two places of it.
    """
    found = _known.get(sha256)
    if found is None:
        found = _inspected(path)
        if "unfit" not in found:
            _remember(sha256, found)
    return found


def _remember(sha256: str, found: dict[str, Any]) -> None:
    if len(_known) >= REMEMBERED:
        _known.clear()
    _known[sha256] = found


def _inspected(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        script = "pdf_child.py" if file.read(5) == b"%PDF-" else "other_child.py"
    try:
        return run(script, str(path), seconds=PDF_SECONDS)
    except ChildFailed:
        return {"unfit": "heavy"}


def strip_pdf(source: Path, target: Path) -> dict[str, Any]:
    """{"pages": n} and the copy at `target`, or {"unfit": why}. Raises ChildFailed."""
    return run("strip_child.py", str(source), str(target), seconds=PDF_SECONDS)


def words_of_pdf(path: Path) -> dict[str, Any]:
    """{"pages": [text, …], "cut": whether there was more}; {"unread": why} for what killed or puzzled its reader."""
    try:
        return run("text_child.py", str(path), seconds=TEXT_SECONDS)
    except ChildFailed:
        return {"unread": "heavy"}
