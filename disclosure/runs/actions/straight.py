"""Read a file of the machine itself straight in, or only say what would become of it."""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from disclosure.runs.actions.work import BATCH, behind_head, finish, take_batch
from disclosure.runs.enums import RunState
from disclosure.runs.queries import TOP
from envportal.documents.guards import json_tables, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from disclosure.runs.actions.way import Batch, Names, O, R, Way
    from disclosure.runs.models import TableRun

WORKBOOKS = (".xlsx", ".xlsm")


def preview(
    way: Way[R, O], path: Path, run: R, *, at: datetime, say: Callable[[list[O]], object], batch: int = BATCH
) -> None:
    """Say what would become of every row; nothing is written."""
    with looked_at(way, path, run, at=at) as (text, names):
        look = way.look(run, names, at)
        for rows in _batches(text, run, batch):
            say(look(rows))


def read_file(
    way: Way[R, O], path: Path, run: R, *, at: datetime, say: Callable[[list[O]], object], batch: int = BATCH
) -> R:
    """Take every row in that can be. A reading that was cut short goes on from where it was."""
    with looked_at(way, path, run, at=at) as (text, names):
        begun = _begin(way, run)
        for rows in _batches(text, begun, batch):
            say(take_batch(way, begun.pk, rows, names, at=at))
    return finish(way, begun.pk, at=at)


@contextmanager
def looked_at(way: Way[R, O], path: Path, run: R, *, at: datetime) -> Iterator[tuple[tuple[Path, str], Names]]:
    """Where the rows of a file are to be read, and the names of its columns. Raises BadTable, BadColumns."""
    with tempfile.TemporaryDirectory() as folder:
        text = _as_text(path, Path(folder) / "rows.csv", run)
        with tables.opened(*text) as rows:
            top = list(islice(rows, TOP))
        way.propose(run, [cells for _number, cells in top])
        way.check(run, {int(column): of for column, of in run.mapping.items()})
        with path.open("rb") as file:
            run.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        run.state, run.name, run.uploaded_at, run.applied_at = RunState.APPLYING, path.name[-120:], at, at
        yield text, way.heading(run, top)


def _as_text(path: Path, spare: Path, run: TableRun) -> tuple[Path, str]:
    """The file as text, and its encoding: a workbook and JSON are written out first."""
    if path.suffix.lower() in WORKBOOKS:
        run.sheet = str(tables.from_xlsx(path, spare, path.name)["sheet"])
        return spare, "utf-8"
    if json_tables.is_json(path):
        spare.write_bytes(b"".join(tables.as_csv(json_tables.rows_of(path, path.name))))
        return spare, "utf-8"
    run.encoding = tables.encoding_of(path, path.name)
    return path, run.encoding


@transaction.atomic
def _begin(way: Way[R, O], run: R) -> R:
    """A reading of the same file that did not come to its end goes on; else this one begins."""
    same = {name: getattr(run, name) for name in ("sha256", "path", "state", "bureau", "mapping", way.of)}
    begun: R | None = way.runs._default_manager.filter(**same).order_by("pk").first()
    if begun is not None:
        return begun
    run.save()
    return run


def _batches(text: tuple[Path, str], run: TableRun, size: int) -> Iterator[Batch]:
    with tables.opened(*text) as rows:
        left = behind_head(rows, run)
        while batch := list(islice(left, size)):
            yield batch
