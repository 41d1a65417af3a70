"""The dumps that lie in VAR_DIR: a folder for each day, with a list of what is in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from disclosure.board.queries.datasets import dataset

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST = "manifest.json"
FORMATS = {"csv": "text/csv", "jsonl": "application/x-ndjson"}


@dataclass(frozen=True)
class Dump:
    """One file: a whole dataset in one format, as it was at a moment."""

    dataset: str
    format: str
    name: str
    on: date
    made_at: datetime
    rows: int
    size: int
    sha256: str

    @property
    def path(self) -> Path:
        return folder() / self.on.isoformat() / self.name

    @property
    def media_type(self) -> str:
        return FORMATS[self.format]

    @property
    def stands(self) -> bool:
        """Whether it may still be given away: its dataset is known and nothing in it was taken back since."""
        known = dataset(self.dataset)
        return known is not None and not known.recalled(self.made_at)


def folder() -> Path:
    return Path(settings.VAR_DIR) / "open-data"


def days() -> list[date]:
    """The days that have dumps, newest first. A folder still being written has another name."""
    found = [_day(path.parent.name) for path in folder().glob(f"*/{LIST}")]
    return sorted((day for day in found if day is not None), reverse=True)


def of_day(on: date) -> list[Dump]:
    """Everything dumped on a day, also what was taken back since; nothing if the day has none."""
    try:
        listed = json.loads((folder() / on.isoformat() / LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    made_at = datetime.fromisoformat(listed["made_at"])
    return [Dump(on=on, made_at=made_at, **file) for file in listed["files"]]


def standing() -> Iterator[Dump]:
    """What anybody may fetch, newest day first."""
    for day in days():
        yield from (dump for dump in of_day(day) if dump.stands)


def one(on: date, name: str) -> Dump | None:
    """The dump at an address, if it may be given away. Only names in the list of the day are files of it."""
    return next((dump for dump in of_day(on) if dump.name == name and dump.stands), None)


def mark() -> str:
    """Changes whenever a dump comes or goes; part of the ETag of the page that lists them."""
    return ",".join(day.isoformat() for day in days())


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None
