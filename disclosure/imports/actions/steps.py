"""The steps people take: say what the columns are, put the table on the board, or let it be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from disclosure.board import board
from disclosure.imports import rules
from disclosure.imports.enums import Field, RunState
from disclosure.imports.models import Line, Run
from envportal.audit import log
from envportal.documents.guards import tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from envportal.accounts.models import User


@transaction.atomic
def choose(
    pk: int,
    *,
    head_rows: int,
    mapping: Mapping[int, str],
    whole: rules.Whole,
    by: User,
    at: datetime,
    key: str | None = None,
) -> Run:
    """Say what each column is; a worker then reads the whole table and reports, and nothing is public yet."""
    run = Run.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return run
    rules.require_map(by, run)
    rules.check({column: Field(of) for column, of in mapping.items()}, whole)
    run.head_rows, run.mapping = head_rows, {str(column): str(of) for column, of in mapping.items()}
    run.kind, run.publisher, run.source, run.mapped_by = whole.kind, whole.publisher, whole.source, by
    _begin(run, RunState.CHECKING)
    log.record(None, "import_mapped", by=by, at=at, facts={"import": run.pk, "columns": dict(run.mapping)}, key=key)
    return run


@transaction.atomic
def apply(pk: int, *, by: User, at: datetime, key: str | None = None) -> Run:
    """Let a worker put the rows on the board: the step of a second person."""
    run = Run.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return run
    rules.require_apply(by, run)
    run.applied_by, run.applied_at = by, at
    _begin(run, RunState.APPLYING)
    log.record(None, "import_applied", by=by, at=at, facts={"import": run.pk, "sha256": run.sha256}, key=key)
    return run


@transaction.atomic
def drop(pk: int, *, by: User, at: datetime, key: str | None = None) -> Run:
    """Let an import be: its rows go from the disk and its report from the database."""
    run = Run.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return run
    rules.require_drop(by, run)
    run.state, run.finished_at = RunState.DROPPED, at
    run.lines.all().delete()
    run.save()
    log.record(None, "import_dropped", by=by, at=at, facts={"import": run.pk}, key=key)
    forget_table(run)
    return run


@transaction.atomic
def ask_off(pk: int, *, reason: str, by: User, at: datetime, key: str | None = None) -> Line:
    """Ask that a row the command read be taken off the board; it stands until a second person agrees."""
    line = Line.objects.select_for_update(of=("self",)).select_related("run").get(pk=pk)
    if log.already(key):
        return line
    rules.require_ask_off(by, line)
    line.off_asked_by, line.off_asked_at, line.off_asked_why = by, at, reason.strip()
    line.save(update_fields=["off_asked_by", "off_asked_at", "off_asked_why"])
    facts = {"import": line.run_id, "line": line.number, "reason": line.off_asked_why}
    log.record(None, "history_asked_off", by=by, at=at, facts=facts, key=key)
    return line


@transaction.atomic
def take_off(pk: int, *, reason: str, by: User, at: datetime, key: str | None = None) -> Line:
    """Take the notice of one line off the board again."""
    line = Line.objects.select_for_update(of=("self",)).select_related("run").get(pk=pk)
    rules.require_take_off(by, line)
    board.take_off(line.import_key, reason=reason, by=by, at=at, key=key)
    return line


def forget_table(run: Run) -> None:
    """Take the rows off the disk once the transaction is through, unless another import reads the same ones."""
    others = Run.objects.filter(path=run.path).exclude(pk=run.pk)
    if run.path and not others.exclude(state__in=[RunState.DONE, RunState.DROPPED]).exists():
        path = tables.place(run.path)
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _begin(run: Run, state: RunState) -> None:
    """From the first row again, with an empty report."""
    run.lines.all().delete()
    run.state, run.position = state, 0
    run.taken = run.mended = run.repeated = run.refused = 0
    run.save()
