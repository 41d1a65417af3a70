"""A migrated database kept from one test run to the next: migrating takes longer than most tests that need it."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import sqlite3
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from tools.common import ROOMS, ROOT, tracked

if TYPE_CHECKING:
    from pathlib import Path

KEPT = ROOT / ".pytest_cache" / "migrated"
# Held by the one that migrates: of many workers that begin together the others wait for its database.
TURN = ExitStack()


def template() -> Path:
    """Where the database stands for these very migrations and what they load."""
    read = hashlib.sha256()
    wanted = [f"{room}/**/{part}/**" for room in ROOMS for part in ("migrations", "data")]
    for path in tracked("requirements/*.txt", *(f":(glob){pattern}" for pattern in wanted)):
        read.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return KEPT / f"{read.hexdigest()[:20]}.sqlite3"


def fetch(database: Path) -> bool:
    """Put the kept database in place; False where there is none, and then it is this process's turn to `keep` one."""
    KEPT.mkdir(parents=True, exist_ok=True)
    fcntl.flock(TURN.enter_context((KEPT / "turn").open("w")), fcntl.LOCK_EX)
    kept = template()
    if not kept.exists():
        return False
    shutil.copyfile(kept, database)
    TURN.close()
    return True


def keep(database: Path) -> None:
    """Keep what was just migrated, whole or not at all, and nothing older."""
    kept = template()
    half = KEPT / f"{kept.stem}.{database.parent.name}"
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(half)) as target:
        source.backup(target)
    half.replace(kept)
    for other in KEPT.glob("*.sqlite3"):
        if other != kept:
            other.unlink(missing_ok=True)
    TURN.close()
