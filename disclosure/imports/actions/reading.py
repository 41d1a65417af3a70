"""Take an upload in: read once into rows of our own, which then stay until the import is done or dropped."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from disclosure.imports import queries, rules
from disclosure.imports.models import Run
from envportal.audit import log
from envportal.documents.guards import store, tables
from envportal.documents.rules import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User

FOLDER = "imports"
MOST_MB = 100


def upload(file: UploadedFile[bytes], *, source: str, by: User, at: datetime, key: str | None = None) -> Run:
    """Keep the rows of a CSV or XLSX, with a guess what its columns are. Raises BadTable.

    Not in a transaction: a child reads a workbook for seconds, and nothing may be locked meanwhile.
    """
    name = shown_name(file.name or "")
    if not store.has_room(file.size or 0):
        raise tables.BadTable("no_room", name)
    run = Run(
        bureau=by.bureau, name=name, source=source, publisher=by.bureau.name if by.bureau else "", uploaded_by=by,
        uploaded_at=at,
    )  # fmt: skip
    try:
        _keep(file, run)
    except store.TooBig as error:
        raise tables.BadTable("too_big", name, min(MOST_MB, settings.UPLOAD_MAX_MB)) from error
    except store.NoRoom as error:
        raise tables.BadTable("no_room", name) from error
    look(run)
    return _enter(run, key=key)


def look(run: Run) -> None:
    """Guess the heading and the columns from the first rows."""
    cells = [row for _number, row in queries.top(run)]
    run.head_rows = rules.guess_head(cells)
    names = rules.names_of(cells, run.head_rows)
    run.mapping = {str(column): str(of) for column, of in rules.guess(names).items()}


@transaction.atomic
def _enter(run: Run, *, key: str | None) -> Run:
    run.save()
    facts = {"import": run.pk, "name": run.name, "sha256": run.sha256, "rows": run.rows}
    log.record(None, "import_uploaded", by=run.uploaded_by, at=run.uploaded_at, facts=facts, key=key)
    return run


def _keep(file: UploadedFile[bytes], run: Run) -> None:
    limit = min(MOST_MB, settings.UPLOAD_MAX_MB) << 20
    with store.spool(file.chunks(), limit=limit) as raw:
        run.sha256 = raw.sha256
        is_workbook = run.name.lower().endswith((".xlsx", ".xlsm")) or _is_packed(raw.path)
        pieces = _from_workbook(raw.path, run) if is_workbook else _from_text(raw.path, run)
        with store.spool(pieces, limit=8 * limit) as rows:
            run.path = store.keep(rows, FOLDER, "csv")


def _is_packed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}


def _from_workbook(path: Path, run: Run) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        out = Path(folder) / "rows.part"
        told = tables.from_xlsx(path, out, run.name)
        run.sheet, run.hints = str(told["sheet"]), list(told["hints"])  # type: ignore[call-overload]
        with tables.opened(out) as rows:
            yield from tables.as_csv(_counted(rows, run))


def _from_text(path: Path, run: Run) -> Iterator[bytes]:
    run.encoding = tables.encoding_of(path, run.name)
    run.hints = tables.hints_of(path, run.encoding)
    with tables.opened(path, run.encoding) as rows:
        yield from tables.as_csv(_counted(rows, run))


def _counted(rows: Iterator[tuple[int, list[str]]], run: Run) -> Iterator[tuple[int, list[str]]]:
    """Note the last row while they pass."""
    for number, cells in rows:
        run.rows = number
        if number > tables.MOST_ROWS:
            raise tables.BadTable("too_long", run.name)
        yield number, cells
