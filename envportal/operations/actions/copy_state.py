"""What a run of the static copy knows of each address, in a small database beside it: a million fit on the disk."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

AT_ONCE = 500
TABLES = """
CREATE TABLE page (path TEXT PRIMARY KEY, mark TEXT NOT NULL DEFAULT '', links TEXT NOT NULL DEFAULT '[]',
                   size INTEGER NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE INDEX waiting ON page (done) WHERE done = 0;
CREATE TABLE made (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class State:
    """The addresses of one run; `before` is the file of the run before."""

    def __init__(self, path: Path, before: Path | None) -> None:
        self.database = sqlite3.connect(path)
        # Whatever is lost with the machine is made anew.
        self.database.execute("PRAGMA synchronous=OFF")
        self.database.executescript(TABLES)
        self.has_before = before is not None and before.exists()
        if self.has_before:
            self.database.execute("ATTACH ? AS before", (str(before),))

    def close(self) -> None:
        self.database.commit()
        self.database.close()

    def add(self, pages: Iterable[tuple[str, str]]) -> None:
        """Addresses with their marks; one that is known keeps what is known of it."""
        self.database.executemany("INSERT OR IGNORE INTO page (path, mark) VALUES (?, ?)", pages)

    def waiting(self) -> Iterator[tuple[str, str]]:
        """Addresses that were not looked at, also those added meanwhile."""
        query = "SELECT path, mark FROM page WHERE done = 0 ORDER BY path LIMIT ?"
        while part := self.database.execute(query, (AT_ONCE,)).fetchall():
            yield from part
            self.database.commit()

    def before(self, path: str, mark: str) -> list[str] | None:
        """Where the page led in the run before, if it was the same page then."""
        if not (mark and self.has_before):
            return None
        query = "SELECT links FROM before.page WHERE path = ? AND mark = ? AND size > 0"
        row = self.database.execute(query, (path, mark)).fetchone()
        return None if row is None else list(json.loads(row[0]))

    def done(self, path: str, *, size: int, links: list[str]) -> None:
        self.add((link, "") for link in links)
        self.database.execute(
            "UPDATE page SET done = 1, size = ?, links = ? WHERE path = ?", (size, json.dumps(links), path)
        )

    def sum(self) -> tuple[int, int]:
        """How many addresses have a copy, and their bytes."""
        found = self.database.execute("SELECT COUNT(*), COALESCE(SUM(size), 0) FROM page WHERE size > 0").fetchone()
        return int(found[0]), int(found[1])

    def note(self, **made: str) -> None:
        self.database.executemany("INSERT OR REPLACE INTO made VALUES (?, ?)", made.items())


def made_of(path: Path) -> dict[str, str]:
    """What a finished run was made of; nothing if it is none."""
    if not path.exists():
        return {}
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        try:
            return dict(database.execute("SELECT name, value FROM made").fetchall())
        except sqlite3.Error:
            return {}
