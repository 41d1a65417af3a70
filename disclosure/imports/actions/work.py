"""Read a table batch by batch: each batch is in the database whole, with its report, or not at all."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from disclosure.board import board
from disclosure.imports import queries, rules
from disclosure.imports.actions.steps import forget_table
from disclosure.imports.enums import Field, Result, RunState
from disclosure.imports.models import Line, Run
from envportal.audit import log
from envportal.documents.guards import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from disclosure.imports.rules.kinds import TableOf

Numbered = tuple[int, list[str]]
BATCH = 500
COUNTED = {Result.TAKEN: "taken", Result.MENDED: "mended", Result.REPEATED: "repeated", Result.REFUSED: "refused"}


def work(pk: int, *, at: datetime, batches: int = 100) -> bool:
    """Go on with an import from where its row says it is; True while something is left.

    Two workers at once, or one that was killed, change nothing: a batch begins by locking the row and reading where
    it is, and ends by writing where it is now.
    """
    run = Run.objects.get(pk=pk)
    if not run.is_working:
        return False
    if not queries.has_table(run):
        lose(pk, at=at)
        return False
    with tables.opened(tables.place(run.path)) as rows:
        left = behind_head(rows, run)
        for _turn in range(batches):
            batch = list(islice(left, BATCH))
            if not batch:
                finish(pk, at=at)
                return False
            take_batch(pk, batch, at=at)
    return True


def behind_head(rows: Iterator[Numbered], run: Run) -> Iterator[Numbered]:
    """The rows that are left to do."""
    for at, (number, cells) in enumerate(rows):
        if at >= run.head_rows and number > run.position:
            yield number, cells


def reader(run: Run, width: int, *, at: datetime) -> Callable[[int, list[str]], rules.Outcome]:
    """How this import reads a row; a row of a workbook may end where its last cell is, one of a CSV may not."""
    whole, today = rules.Whole(run.kind, run.publisher, run.source), timezone.localdate(at)
    table = rules.table_of(run.kind)
    if table is not None:
        return _reader_of_kind(table, run, width, whole, at=at)
    mapping = {int(column): Field(of) for column, of in run.mapping.items()}

    def read(number: int, cells: list[str]) -> rules.Outcome:
        wrong = broken(cells, width, may_be_short=bool(run.sheet))
        if wrong:
            return rules.refused(number, wrong)
        return rules.outcome(number, cells, mapping, whole, at=at, today=today)

    return read


def _reader_of_kind(
    table: TableOf, run: Run, width: int, whole: rules.Whole, *, at: datetime
) -> Callable[[int, list[str]], rules.Outcome]:
    mapping, today = {int(column): str(of) for column, of in run.mapping.items()}, timezone.localdate(at)

    def read(number: int, cells: list[str]) -> rules.Outcome:
        wrong = broken(cells, width, may_be_short=False)
        if wrong:
            return rules.refused(number, wrong)
        return rules.others.outcome(number, cells, mapping, table, whole, at=at, today=today)

    return read


def broken(cells: list[str], width: int, *, may_be_short: bool) -> list[str]:
    """Why a row is not whole, as a remark; nothing if it is."""
    if cells == [tables.UNCLOSED]:
        return ["unclosed", "", "", ""]
    if any(tables.CUT in cell for cell in cells):
        return ["cut", "", "", ""]
    too_many = any(cell.strip() for cell in cells[width:])
    if too_many or (len(cells) < width and not may_be_short):
        return ["cells", "", str(len(cells)), str(width)]
    return []


def width_of(run: Run, top: list[Numbered]) -> int:
    """How many cells a row has to have: as many as the heading."""
    return max((len(cells) for _number, cells in top[: run.head_rows]), default=0)


@transaction.atomic
def take_batch(pk: int, batch: list[Numbered], *, at: datetime, width: int | None = None) -> list[rules.Outcome]:
    """Read some rows and, if the import is being applied, put them on the board; with their lines, in one piece."""
    run = Run.objects.select_for_update().get(pk=pk)
    fresh = [(number, cells) for number, cells in batch if number > run.position]
    if not run.is_working or not fresh:
        return []
    read = reader(run, width_of(run, queries.top(run)) if width is None else width, at=at)
    outcomes = without_repeats(run, [read(number, cells) for number, cells in fresh])
    if run.state == RunState.APPLYING:
        board.take_in([one.past for one in outcomes if one.past is not None], at=at)
    Line.objects.bulk_create([_line(run, one) for one in outcomes], batch_size=BATCH)
    _count(run, outcomes)
    run.position = fresh[-1][0]
    run.save()
    return outcomes


def without_repeats(run: Run, outcomes: list[rules.Outcome]) -> list[rules.Outcome]:
    """What is on the board already, or stood further up in the table, is said and not taken again."""
    keys = [one.key for one in outcomes if one.key]
    seen, there = queries.earlier(run, keys), board.known(keys)
    told = []
    for one in outcomes:
        if one.key and one.key in seen:
            told.append(one.repeated(of=seen[one.key]))
        elif one.key and one.key in there:
            told.append(one.repeated())
        else:
            told.append(one)
        if one.key:
            seen.setdefault(one.key, one.number)
    return told


@transaction.atomic
def lose(pk: int, *, at: datetime) -> None:
    """The rows went from the disk: the table has to be uploaded again; what was put on the board stays."""
    run = Run.objects.select_for_update().get(pk=pk)
    run.state, run.finished_at, run.hints = RunState.DROPPED, at, [*run.hints, "gone"]
    run.save()
    log.record(None, "import_dropped", by=None, at=at, facts={"import": run.pk, "why": "table gone"})


@transaction.atomic
def finish(pk: int, *, at: datetime) -> Run:
    """The last row is done: the report waits for a second person, or the notices are on the board."""
    run = Run.objects.select_for_update().get(pk=pk)
    if not run.is_working:
        return run
    was_applied = run.state == RunState.APPLYING
    run.state = RunState.DONE if was_applied else RunState.CHECKED
    run.finished_at = at if was_applied else None
    run.save()
    if was_applied:
        counts = {name: getattr(run, name) for name in COUNTED.values()}
        facts = {"import": run.pk, "name": run.name, "sha256": run.sha256, **counts}
        log.record(None, "history_taken_in", by=run.applied_by, at=at, facts=facts)
        forget_table(run)
    return run


def _line(run: Run, one: rules.Outcome) -> Line:
    return Line(
        run=run, number=one.number, result=one.result, title=one.title[:200], remarks=list(one.remarks),
        is_plain=not one.remarks, import_key=one.key,
    )  # fmt: skip


def _count(run: Run, outcomes: list[rules.Outcome]) -> None:
    for one in outcomes:
        name = COUNTED[Result(one.result)]
        setattr(run, name, getattr(run, name) + 1)
