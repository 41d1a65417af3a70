"""An upload that is a table, read once into rows of our own, which stay until whoever asked for them is done."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from envportal.documents.guards import json_tables, store, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files.uploadedfile import UploadedFile

MOST_MB = 100


@dataclass
class Kept:
    """Where the rows of a table lie, and what was seen while they were read."""

    name: str
    sha256: str = ""
    path: str = ""
    encoding: str = ""
    sheet: str = ""
    hints: list[str] = field(default_factory=list)
    rows: int = 0


def keep(file: UploadedFile[bytes], name: str, folder: str) -> Kept:
    """Keep the rows of a CSV or XLSX below a folder of the store. Raises BadTable.

    Not in a transaction: a child reads a workbook for seconds, and nothing may be locked meanwhile.
    """
    if not store.has_room(file.size or 0):
        raise tables.BadTable("no_room", name)
    kept = Kept(name)
    try:
        _keep(file, kept, folder)
    except store.TooBig as error:
        raise tables.BadTable("too_big", name, min(MOST_MB, settings.UPLOAD_MAX_MB)) from error
    except store.NoRoom as error:
        raise tables.BadTable("no_room", name) from error
    return kept


def _keep(file: UploadedFile[bytes], kept: Kept, folder: str) -> None:
    limit = min(MOST_MB, settings.UPLOAD_MAX_MB) << 20
    with store.spool(file.chunks(), limit=limit) as raw:
        kept.sha256 = raw.sha256
        is_workbook = kept.name.lower().endswith((".xlsx", ".xlsm")) or _is_packed(raw.path)
        pieces = _from_workbook(raw.path, kept) if is_workbook else _from_text(raw.path, kept)
        with store.spool(pieces, limit=8 * limit) as rows:
            kept.path = store.keep(rows, folder, "csv")


def _is_packed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}


def _from_workbook(path: Path, kept: Kept) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        out = Path(folder) / "rows.part"
        told = tables.from_xlsx(path, out, kept.name)
        kept.sheet, kept.hints = str(told["sheet"]), list(told["hints"])  # type: ignore[call-overload]
        with tables.opened(out) as rows:
            yield from tables.as_csv(_counted(rows, kept))


def _from_text(path: Path, kept: Kept) -> Iterator[bytes]:
    if json_tables.is_json(path):
        yield from tables.as_csv(_counted(json_tables.rows_of(path, kept.name), kept))
        return
    kept.encoding = tables.encoding_of(path, kept.name)
    kept.hints = tables.hints_of(path, kept.encoding)
    with tables.opened(path, kept.encoding) as rows:
        yield from tables.as_csv(_counted(rows, kept))


def _counted(rows: Iterator[tuple[int, list[str]]], kept: Kept) -> Iterator[tuple[int, list[str]]]:
    """Note the last row while they pass."""
    for number, cells in rows:
        kept.rows = number
        if number > tables.MOST_ROWS:
            raise tables.BadTable("too_long", kept.name)
        yield number, cells
