"""Read a table batch by batch: each batch is in the database whole, with its report, or not at all."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from disclosure.quality.actions.keeping import keep_readings, keep_statements, register
from disclosure.quality.enums import Result, RunState
from disclosure.quality.models import Line, Run
from disclosure.quality.queries import runs as queries
from disclosure.quality.queries.editions import turn_edition
from disclosure.quality.rules import headings, history, rows
from envportal.audit import log
from envportal.documents.guards import tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

Numbered = tuple[int, list[str]]
BATCH = 500
COUNTED = {Result.TAKEN: "taken", Result.MENDED: "mended", Result.REPEATED: "repeated", Result.REFUSED: "refused"}


def work(pk: int, *, at: datetime, batches: int = 100) -> bool:
    """Go on with a table from where its row says it is; True while something is left.

    Two workers at once, or one that was killed, change nothing: a batch begins by locking the row and reading where
    it is, and ends by writing where it is now.
    """
    run = Run.objects.get(pk=pk)
    if not run.is_working:
        return False
    if not queries.has_table(run):
        lose(pk, at=at)
        return False
    names = names_of(run, queries.top(run))
    with tables.opened(tables.place(run.path)) as lines:
        left = behind_head(lines, run)
        for _turn in range(batches):
            batch = list(islice(left, BATCH))
            if not batch:
                finish(pk, at=at)
                return False
            take_batch(pk, batch, names, at=at)
    return True


def behind_head(lines: Iterator[Numbered], run: Run) -> Iterator[Numbered]:
    """The rows that are left to do."""
    for at, (number, cells) in enumerate(lines):
        if at >= run.head_rows and number > run.position:
            yield number, cells


def names_of(run: Run, top: list[Numbered]) -> tuple[str, ...]:
    return tuple(headings.names_of([cells for _number, cells in top], run.head_rows))


def broken(cells: list[str], width: int) -> list[str]:
    """Why a row is not whole, as a remark; nothing if it is. A workbook's may end where its last cell is."""
    if cells == [tables.UNCLOSED]:
        return ["unclosed", "", "", ""]
    if any(tables.CUT in cell for cell in cells):
        return ["cut", "", "", ""]
    if any(cell.strip() for cell in cells[width:]):
        return ["cells", "", str(len(cells)), str(width)]
    return []


def read_rows(run: Run, batch: list[Numbered], names: tuple[str, ...], *, at: datetime) -> list[rows.Outcome]:
    """What the rows of a batch say, each by itself."""
    mapping = {int(column): str(of) for column, of in run.mapping.items()}
    whole = rows.Whole(run.medium, names, timezone.localdate(at), run.publisher, run.source)
    stations = {} if run.is_history else register(run)
    told = []
    for number, cells in batch:
        wrong = broken(cells, len(names))
        if wrong:
            told.append(rows.Outcome(number, Result.REFUSED, remarks=(wrong,)))
        elif run.is_history:
            told.append(history.outcome(number, cells, mapping, whole))
        else:
            told.append(rows.outcome(number, cells, mapping, whole, stations))
    return told


@transaction.atomic
def take_batch(pk: int, batch: list[Numbered], names: tuple[str, ...], *, at: datetime) -> list[rows.Outcome]:
    """Read some rows and, if the table is being taken in, keep what they say; with their lines, in one piece."""
    run = Run.objects.select_for_update().get(pk=pk)
    fresh = [(number, cells) for number, cells in batch if number > run.position]
    if not run.is_working or not fresh:
        return []
    outcomes, before = kept(run, read_rows(run, fresh, names, at=at))
    lines = [_line(run, one, before.get(one.number, [])) for one in outcomes]
    Line.objects.bulk_create(lines, batch_size=BATCH)
    for one in outcomes:
        name = COUNTED[Result(one.result)]
        setattr(run, name, getattr(run, name) + 1)
    run.position = fresh[-1][0]
    run.save()
    if run.state == RunState.TAKING:
        turn_edition(at)
    return outcomes


def kept(
    run: Run, outcomes: list[rows.Outcome], *, write: bool | None = None
) -> tuple[list[rows.Outcome], dict[int, list[list[object]]]]:
    """The rows beside what is there, written if the table is being taken in."""
    writes = run.state == RunState.TAKING if write is None else write
    if run.is_history:
        return keep_statements(run, outcomes, write=writes), {}
    return keep_readings(run, outcomes, write=writes)


@transaction.atomic
def finish(pk: int, *, at: datetime) -> Run:
    """The last row is done: the report waits to be looked at, or the readings are in."""
    run = Run.objects.select_for_update().get(pk=pk)
    if not run.is_working:
        return run
    was_taking = run.state == RunState.TAKING
    run.state = RunState.TAKEN if was_taking else RunState.CHECKED
    run.save()
    if was_taking:
        facts = {"table": run.pk, "name": run.name, "sha256": run.sha256}
        facts |= {name: getattr(run, name) for name in COUNTED.values()}
        log.record(None, "measurements_taken_in", by=run.taken_by, at=at, facts=facts)
        forget_table(run)
    return run


@transaction.atomic
def lose(pk: int, *, at: datetime) -> None:
    """The rows went from the disk: the table has to be uploaded again; what was taken in stays."""
    run = Run.objects.select_for_update().get(pk=pk)
    run.state, run.hints = RunState.DROPPED, [*run.hints, "gone"]
    run.save()
    log.record(None, "measurements_dropped", by=None, at=at, facts={"table": run.pk, "why": "table gone"})


def forget_table(run: Run) -> None:
    """Take the rows off the disk once the transaction is through, unless another run reads the same ones."""
    others = Run.objects.filter(path=run.path).exclude(pk=run.pk)
    waiting = (RunState.MAPPING, RunState.CHECKING, RunState.CHECKED, RunState.TAKING)
    if run.path and not others.filter(state__in=waiting).exists():
        path = tables.place(run.path)
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _line(run: Run, one: rows.Outcome, before: list[list[object]]) -> Line:
    return Line(
        run=run, number=one.number, result=one.result, title=one.title[:200], remarks=list(one.remarks),
        is_plain=not one.remarks, before=before,
    )  # fmt: skip
