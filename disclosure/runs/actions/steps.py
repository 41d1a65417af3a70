"""The steps people take with a table: bring it, say what its columns are, have it taken in, let it be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from disclosure.runs import queries
from disclosure.runs.enums import OPEN, WORKING, RunState
from envportal.audit import log
from envportal.documents.guards import tables
from envportal.documents.guards.kept_tables import keep
from envportal.documents.rules import shown_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from disclosure.runs.actions.way import O, R, Way
    from disclosure.runs.models import TableRun
    from envportal.accounts.models import User


def upload(way: Way[R, O], run: R, file: UploadedFile[bytes], *, by: User, at: datetime, key: str | None) -> R:
    """Keep the rows of a CSV, XLSX or JSON, with a guess what its columns are. Raises BadTable.

    Not in a transaction: a child reads a workbook for seconds, and nothing may be locked meanwhile.
    """
    kept = keep(file, shown_name(file.name or ""), way.folder)
    for name in ("name", "sha256", "path", "encoding", "sheet", "hints", "rows"):
        setattr(run, name, getattr(kept, name))
    run.uploaded_by, run.uploaded_at = by, at
    way.propose(run, [cells for _number, cells in queries.top(run)])
    return _enter(way, run, key=key)


@transaction.atomic
def _enter(way: Way[R, O], run: R, *, key: str | None) -> R:
    run.save()
    facts = {"table": run.pk, "name": run.name, "sha256": run.sha256, "rows": run.rows, "of": getattr(run, way.of)}
    log.record(None, f"{way.noun}_uploaded", by=run.uploaded_by, at=run.uploaded_at, facts=facts, key=key)
    return run


@transaction.atomic
def choose(
    way: Way[R, O], pk: int, *, head_rows: int, mapping: Mapping[int, str], said: Mapping[str, object], by: User,
    at: datetime, key: str | None = None,
) -> R:  # fmt: skip
    """Say what each column is; a worker then reads the whole table and reports, and nothing is public yet."""
    run = way.locked(pk)
    if log.already(key):
        return run
    way.require_map(by, run)
    for name, value in said.items():
        setattr(run, name, value)
    way.check(run, dict(mapping))
    run.head_rows, run.mapping = head_rows, {str(column): str(of) for column, of in mapping.items()}
    run.mapped_by = by
    _begin(run, RunState.CHECKING)
    facts = {"table": run.pk, "columns": dict(run.mapping)}
    log.record(None, f"{way.noun}_mapped", by=by, at=at, facts=facts, key=key)
    return run


@transaction.atomic
def apply(way: Way[R, O], pk: int, *, by: User, at: datetime, key: str | None = None) -> R:
    """Let a worker take the rows in."""
    run = way.locked(pk)
    if log.already(key):
        return run
    way.require_apply(by, run)
    run.applied_by, run.applied_at = by, at
    _begin(run, RunState.APPLYING)
    facts = {"table": run.pk, "sha256": run.sha256}
    log.record(None, f"{way.noun}_applied", by=by, at=at, facts=facts, key=key)
    return run


@transaction.atomic
def drop(way: Way[R, O], pk: int, *, by: User, at: datetime, key: str | None = None) -> R:
    """Let a table be: its rows go from the disk and its report from the database."""
    run = way.locked(pk)
    if log.already(key):
        return run
    way.require_drop(by, run)
    run.state, run.finished_at = RunState.DROPPED, at
    if run.applied_at is None:
        run.lines.all().delete()  # of what came in, the report stays
    run.save()
    log.record(None, f"{way.noun}_dropped", by=by, at=at, facts={"table": run.pk}, key=key)
    forget_table(run)
    return run


def forget_table(run: TableRun) -> None:
    """Take the rows off the disk once the transaction is through, unless another run reads the same ones."""
    others = type(run)._default_manager.filter(path=run.path).exclude(pk=run.pk)
    if run.path and not others.filter(state__in=[*OPEN, *WORKING]).exists():
        path = tables.place(run.path)
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _begin(run: TableRun, state: RunState) -> None:
    """From the first row again, with an empty report."""
    run.lines.all().delete()
    run.state, run.position, run.tries = state, 0, 0
    run.taken = run.mended = run.repeated = run.refused = 0
    run.save()
