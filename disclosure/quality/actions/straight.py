"""Read a file of the machine itself straight in, or only say what would become of it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from disclosure.quality.actions.work import BATCH, behind_head, finish, kept, names_of, read_rows, take_batch
from disclosure.quality.enums import RunState
from disclosure.quality.models import Run
from disclosure.quality.queries.runs import TOP
from disclosure.quality.rules import headings, who
from disclosure.quality.rules.rows import Outcome
from envportal.documents.guards import json_tables, tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from disclosure.quality.actions.work import Numbered
    from envportal.accounts.models import Bureau

Say = Callable[[list[Outcome]], object]
WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class Asked:
    """What holds for every row of a file."""

    medium: str
    bureau: Bureau | None = None
    is_history: bool = False
    publisher: str = ""
    source: str = ""
    replaces: bool = False


@dataclass(frozen=True)
class Table:
    """A file that was looked at."""

    run: Run
    path: Path
    encoding: str
    names: tuple[str, ...]

    def batches(self, size: int) -> Iterator[list[Numbered]]:
        with tables.opened(self.path, self.encoding) as lines:
            left = behind_head(lines, self.run)
            while batch := list(islice(left, size)):
                yield batch


@contextmanager
def looked_at(path: Path, asked: Asked, *, at: datetime) -> Iterator[Table]:
    """Find the heading of a file and what its columns are. Raises BadTable, BadColumns."""
    with tempfile.TemporaryDirectory() as folder:
        text, encoding = path, "utf-8"
        if path.suffix.lower() in WORKBOOKS:
            text = Path(folder) / "rows.csv"
            tables.from_xlsx(path, text, path.name)
        elif json_tables.is_json(path):
            text = Path(folder) / "rows.csv"
            text.write_bytes(b"".join(tables.as_csv(json_tables.rows_of(path, path.name))))
        else:
            encoding = tables.encoding_of(path, path.name)
        with tables.opened(text, encoding) as lines:
            top = list(islice(lines, TOP))
        run = _run(path, asked, top, at=at)
        yield Table(run, text, encoding, names_of(run, top))


def _run(path: Path, asked: Asked, top: list[Numbered], *, at: datetime) -> Run:
    cells = [row for _number, row in top]
    head_rows = headings.guess_head(cells, asked.medium)
    mapping = headings.guess(headings.names_of(cells, head_rows), asked.medium)
    who.check_columns(mapping, is_history=asked.is_history)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Run(
        bureau=asked.bureau, medium=asked.medium, is_history=asked.is_history, publisher=asked.publisher,
        source=asked.source or path.name, replaces=asked.replaces, state=RunState.TAKING, name=path.name[-120:],
        sha256=digest, head_rows=head_rows, mapping={str(column): of for column, of in mapping.items()},
        uploaded_at=at, taken_at=at,
    )  # fmt: skip


def preview(path: Path, asked: Asked, *, at: datetime, say: Say, batch: int = BATCH) -> None:
    """Say what would become of every row; nothing is written."""
    with looked_at(path, asked, at=at) as table:
        for lines in table.batches(batch):
            outcomes, _before = kept(table.run, read_rows(table.run, lines, table.names, at=at), write=False)
            say(outcomes)


def read_file(path: Path, asked: Asked, *, at: datetime, say: Say, batch: int = BATCH) -> Run:
    """Take every row in that can be. A reading that was cut short goes on from where it was."""
    with looked_at(path, asked, at=at) as table:
        run = _begin(table.run)
        for lines in Table(run, table.path, table.encoding, table.names).batches(batch):
            say(take_batch(run.pk, lines, table.names, at=at))
    return finish(run.pk, at=at)


@transaction.atomic
def _begin(run: Run) -> Run:
    same = {"sha256": run.sha256, "path": "", "state": RunState.TAKING, "bureau": run.bureau, "medium": run.medium}
    begun = Run.objects.filter(**same, mapping=run.mapping).order_by("pk").first()
    if begun is not None:
        return begun
    run.save()
    return run
