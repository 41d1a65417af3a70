"""Read a table batch by batch: each batch is in the database whole, with its report, or not at all."""

from __future__ import annotations

import logging
from itertools import islice
from typing import TYPE_CHECKING

from django.db import transaction

from disclosure.runs import queries
from disclosure.runs.actions.steps import forget_table
from disclosure.runs.enums import Result, RunState
from envportal.audit import log
from envportal.documents.guards import tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from disclosure.runs.actions.way import Batch, Names, Numbered, O, R, Way
    from disclosure.runs.models import TableRun

BATCH = 500
AT_A_LOOK = 10
MOST_TRIES = 5
logger = logging.getLogger(__name__)
COUNTED = tuple(one.value for one in Result)  # a column of the run each


def carry_on(way: Way[R, O], *, at: datetime) -> None:
    """Go a way on with every table somebody wants checked or taken in; the rest at the next look.

    So a long table keeps no worker from letters and sweeps, and a bad one no table behind it.
    """
    for pk in queries.at_work(way.runs):
        try:
            if begin_try(way, pk, at=at):
                work(way, pk, at=at, batches=AT_A_LOOK)
        except Exception:
            logger.exception("table %s of %s", pk, way.noun)


@transaction.atomic
def begin_try(way: Way[R, O], pk: int, *, at: datetime) -> bool:
    """Count a look before it, for one that kills its worker counts, too; False once there were enough in vain."""
    run = way.locked(pk)
    if not run.is_working:
        return False
    if run.tries < MOST_TRIES:
        run.tries += 1
        run.save(update_fields=["tries"])
        return True
    run.state, run.finished_at, run.hints = RunState.FAILED, at, [*run.hints, f"stuck:{run.tries}"]
    run.save()
    log.record(None, f"{way.noun}_failed", by=None, at=at, facts={"table": run.pk, "row": run.position})
    return False


def work(way: Way[R, O], pk: int, *, at: datetime, batches: int = 100) -> bool:
    """Go on with a table from where its row says it is; True while something is left.

    Two workers at once, or one that was killed, change nothing: a batch begins by locking the row and reading where
    it is, and ends by writing where it is now.
    """
    run: R = way.runs._default_manager.get(pk=pk)
    if not run.is_working:
        return False
    if not queries.has_table(run):
        lose(way, pk, at=at)
        return False
    names = way.heading(run, queries.top(run))
    with tables.opened(tables.place(run.path)) as rows:
        left = behind_head(rows, run)
        for _turn in range(batches):
            batch = list(islice(left, BATCH))
            if not batch:
                finish(way, pk, at=at)
                return False
            take_batch(way, pk, batch, names, at=at)
    return True


def behind_head(rows: Iterator[Numbered], run: TableRun) -> Iterator[Numbered]:
    """The rows that are left to do."""
    for at, (number, cells) in enumerate(rows):
        if at >= run.head_rows and number > run.position:
            yield number, cells


@transaction.atomic
def take_batch(way: Way[R, O], pk: int, batch: Batch, names: Names, *, at: datetime) -> list[O]:
    """Read some rows and, if the table is being applied, take them in; with their lines, in one piece."""
    run = way.locked(pk)
    fresh = [(number, cells) for number, cells in batch if number > run.position]
    if not run.is_working or not fresh:
        return []
    told = way.take(run, fresh, names, at)
    lines = [
        way.lines(
            run=run, number=one.number, result=one.result, title=one.title[:200], remarks=list(one.remarks),
            is_plain=not one.remarks, **more,
        )
        for one, more in told
    ]  # fmt: skip
    way.lines._default_manager.bulk_create(lines, batch_size=BATCH)
    for one, _more in told:
        setattr(run, str(one.result), getattr(run, str(one.result)) + 1)
    run.position, run.tries = fresh[-1][0], 0
    run.save()
    return [one for one, _more in told]


@transaction.atomic
def finish(way: Way[R, O], pk: int, *, at: datetime) -> R:
    """The last row is done: the report waits to be looked at, or what it says is in."""
    run = way.locked(pk)
    if not run.is_working:
        return run
    was_applied = run.state == RunState.APPLYING
    run.state = RunState.DONE if was_applied else RunState.CHECKED
    run.finished_at = at if was_applied else None
    run.save()
    if was_applied:
        facts = {"table": run.pk, "name": run.name, "sha256": run.sha256}
        facts |= {name: getattr(run, name) for name in COUNTED}
        log.record(None, way.taken_in, by=run.applied_by, at=at, facts=facts)
        forget_table(run)
    return run


@transaction.atomic
def lose(way: Way[R, O], pk: int, *, at: datetime) -> None:
    """The rows went from the disk: the table has to be uploaded again; what was taken in stays."""
    run = way.locked(pk)
    run.state, run.finished_at, run.hints = RunState.DROPPED, at, [*run.hints, "gone"]
    run.save()
    log.record(None, f"{way.noun}_dropped", by=None, at=at, facts={"table": run.pk, "why": "table gone"})
