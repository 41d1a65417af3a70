"""A migrated database kept from one test run to the next: migrating takes longer than most tests that need it.

On the embedded engine a file beside the test cache, on PostgreSQL a database that the others are made from.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import sqlite3
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import DatabaseError

from tools.common import ROOMS, ROOT, tracked

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

KEPT = ROOT / ".pytest_cache" / "migrated"
PREFIX = "test_migrated_"
# Held by the one that migrates: of many workers that begin together the others wait for its database.
TURN = ExitStack()


def fetch(connection: BaseDatabaseWrapper) -> bool:
    """Put the kept database in place; where there is none, it is this process's turn to `keep` one.

    Whether it lies there already, to be taken as it is; on PostgreSQL never, since Django makes it from the kept one.
    """
    KEPT.mkdir(parents=True, exist_ok=True)
    fcntl.flock(TURN.enter_context((KEPT / "turn").open("w")), fcntl.LOCK_EX)
    found = _fetch_file(connection) if connection.vendor == "sqlite" else _fetch_template(connection)
    if found:
        TURN.close()
    return found and connection.vendor == "sqlite"


def keep(connection: BaseDatabaseWrapper, *, is_fetched: bool) -> None:
    """Keep what was just migrated, whole or not at all, and nothing older."""
    if connection.vendor == "sqlite" and not is_fetched:
        _keep_file(Path(connection.settings_dict["NAME"]))
    elif connection.vendor == "postgresql" and not connection.settings_dict["TEST"].get("TEMPLATE"):
        _keep_template(connection)
    TURN.close()


def digest() -> str:
    """Told apart by these very migrations and what they load."""
    read = hashlib.sha256()
    wanted = [f"{room}/**/{part}/**" for room in ROOMS for part in ("migrations", "data")]
    for path in tracked("requirements/*.txt", *(f":(glob){pattern}" for pattern in wanted)):
        read.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return read.hexdigest()[:20]


# EMBEDDED ---------------------------------------------------------------------------
def _file() -> Path:
    return KEPT / f"{digest()}.sqlite3"


def _fetch_file(connection: BaseDatabaseWrapper) -> bool:
    return _file().exists() and put(Path(connection.settings_dict["TEST"]["NAME"]))


def put(database: Path) -> bool:
    """Lay a copy of the kept one there, for a portal in a process of its own."""
    shutil.copyfile(_file(), database)
    return True


def _keep_file(database: Path) -> None:
    kept = _file()
    half = KEPT / f"{kept.stem}.{database.parent.name}"
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(half)) as target:
        source.backup(target)
    half.replace(kept)
    for other in KEPT.glob("*.sqlite3"):
        if other != kept:
            other.unlink(missing_ok=True)


# POSTGRESQL -------------------------------------------------------------------------
def _fetch_template(connection: BaseDatabaseWrapper) -> bool:
    kept = f"{PREFIX}{digest()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname = %s", [kept])
        is_there = cursor.fetchone() is not None
    if is_there:
        connection.settings_dict["TEST"]["TEMPLATE"] = kept
    return is_there


def _keep_template(connection: BaseDatabaseWrapper) -> None:
    """Of two runs at the same service the first keeps one; one that is being copied goes another time."""
    kept, migrated = f"{PREFIX}{digest()}", connection.settings_dict["NAME"]
    connection.close()  # nobody may be in a database that is copied
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        for statement in [
            *(f'DROP DATABASE "{old}"' for (old,) in cursor.fetchall() if old != kept),
            f'CREATE DATABASE "{kept}" TEMPLATE "{migrated}"',
        ]:
            with suppress(DatabaseError):
                cursor.execute(statement)
