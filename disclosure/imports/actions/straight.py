"""Read a file of the machine itself straight onto the board, or only say what would become of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from django.db import transaction

from disclosure.board import board
from disclosure.imports import queries, rules
from disclosure.imports.actions.work import BATCH, behind_head, finish, reader, take_batch
from disclosure.imports.enums import RunState
from disclosure.imports.models import Run
from envportal.documents.guards import tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from disclosure.imports.actions.work import Numbered

Say = Callable[[list["rules.Outcome"]], object]


@dataclass(frozen=True)
class Table:
    """A file that was looked at: how it is read, and how many cells a row has."""

    run: Run
    path: Path
    width: int


def look_at(path: Path, whole: rules.Whole, *, at: datetime) -> Table:
    """Find the heading of a file and what its columns are. Raises BadTable, BadMapping."""
    encoding = tables.encoding_of(path, path.name)
    with tables.opened(path, encoding) as rows:
        top = [cells for _number, cells in islice(rows, queries.TOP)]
    head_rows = rules.guess_head(top)
    table = rules.table_of(whole.kind)
    if table is not None:
        head_rows = 1
    names = rules.names_of(top, head_rows)
    mapping = rules.guess(names) if table is None else rules.guess_of_kind(table, names)
    if table is None:
        rules.check(mapping, whole)
    else:
        rules.others.check(table, mapping, whole)
    run = Run(
        state=RunState.APPLYING, name=path.name[-120:], sha256=_digest(path), encoding=encoding, head_rows=head_rows,
        mapping={str(column): str(of) for column, of in mapping.items()}, kind=whole.kind, publisher=whole.publisher,
        source=whole.source, uploaded_at=at,
    )  # fmt: skip
    return Table(run, path, max(len(cells) for cells in top[:head_rows]))


def preview(path: Path, whole: rules.Whole, *, at: datetime, say: Say, batch: int = BATCH) -> None:
    """Say what would become of every row; nothing is written."""
    table = look_at(path, whole, at=at)
    read, seen = reader(table.run, table.width, at=at), dict[bytes, int]()
    for rows in _batches(table, batch):
        outcomes = [read(number, cells) for number, cells in rows]
        there = board.known(one.key for one in outcomes if one.key)
        say([_once(one, seen, there) for one in outcomes])


def read_file(path: Path, whole: rules.Whole, *, at: datetime, say: Say, batch: int = BATCH) -> Run:
    """Put every row that can be on the board. A reading that was cut short goes on from where it was."""
    table = look_at(path, whole, at=at)
    run = _begin(table)
    for rows in _batches(Table(run, table.path, table.width), batch):
        say(take_batch(run.pk, rows, at=at, width=table.width))
    return finish(run.pk, at=at)


@transaction.atomic
def _begin(table: Table) -> Run:
    begun = queries.begun(table.run.sha256)
    if begun is not None and begun.mapping == table.run.mapping:
        return begun
    table.run.save()
    return table.run


def _batches(table: Table, size: int) -> Iterator[list[Numbered]]:
    with tables.opened(table.path, table.run.encoding) as rows:
        left = behind_head(rows, table.run)
        while batch := list(islice(left, size)):
            yield batch


def _once(one: rules.Outcome, seen: dict[bytes, int], there: set[str]) -> rules.Outcome:
    if not one.key:
        return one
    short = bytes.fromhex(one.key)[:16]
    first = seen.setdefault(short, one.number)
    if first != one.number:
        return one.repeated(of=first)
    return one.repeated() if one.key in there else one


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
