"""The steps people take with a table: bring it, say what its columns are, take it in, let it be, undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.quality.actions.keeping import put_back
from disclosure.quality.actions.work import forget_table
from disclosure.quality.enums import RunState
from disclosure.quality.guards.refusals import BadColumns
from disclosure.quality.models import Run
from disclosure.quality.queries import runs as queries
from disclosure.quality.queries.editions import turn_edition
from disclosure.quality.rules import headings, who
from envportal.audit import log
from envportal.documents.guards.kept_tables import keep
from envportal.documents.rules import shown_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User

FOLDER = "measurements"


def upload(
    file: UploadedFile[bytes],
    *,
    medium: str,
    is_history: bool,
    publisher: str,
    source: str,
    by: User,
    at: datetime,
    key: str | None = None,
) -> Run:
    """Keep the rows of a CSV or XLSX, with a guess what its columns are. Raises BadTable."""
    who.require_bureau(by, who.TABLE)
    kept = keep(file, shown_name(file.name or ""), FOLDER)
    run = Run(
        bureau=by.bureau, medium=medium, is_history=is_history, publisher=publisher, source=source, name=kept.name,
        sha256=kept.sha256, path=kept.path, hints=kept.hints, rows=kept.rows, uploaded_by=by, uploaded_at=at,
    )  # fmt: skip
    look(run)
    return _enter(run, key=key)


def look(run: Run) -> None:
    """Guess the heading and the columns from the first rows."""
    cells = [row for _number, row in queries.top(run)]
    run.head_rows = headings.guess_head(cells, run.medium)
    names = headings.names_of(cells, run.head_rows)
    run.mapping = {str(column): str(of) for column, of in headings.guess(names, run.medium).items()}


@transaction.atomic
def _enter(run: Run, *, key: str | None) -> Run:
    run.save()
    facts = {"table": run.pk, "name": run.name, "sha256": run.sha256, "rows": run.rows, "medium": run.medium}
    log.record(None, "measurements_uploaded", by=run.uploaded_by, at=run.uploaded_at, facts=facts, key=key)
    return run


@transaction.atomic
def choose(
    pk: int, *, head_rows: int, mapping: Mapping[int, str], replaces: bool, by: User, at: datetime,
    key: str | None = None,
) -> Run:  # fmt: skip
    """Say what each column is; a worker then reads the whole table and reports, and nothing is taken yet."""
    run = Run.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return run
    who.require_map(by, run)
    known = {value for value, _label in headings.offered(run.medium)}
    odd = next((column for column, of in mapping.items() if of not in known), None)
    if odd is not None:
        raise BadColumns(_("请从列表里选这一列是什么。"), f"c{odd}")
    who.check_columns(mapping, is_history=run.is_history)
    run.head_rows, run.replaces = head_rows, replaces
    run.mapping = {str(column): str(of) for column, of in mapping.items()}
    _begin(run, RunState.CHECKING)
    log.record(None, "measurements_mapped", by=by, at=at, facts={"table": run.pk, "columns": run.mapping}, key=key)
    return run


@transaction.atomic
def take(pk: int, *, by: User, at: datetime, key: str | None = None) -> Run:
    """Let a worker take the readings in."""
    run = Run.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return run
    who.require_take(by, run)
    run.taken_by, run.taken_at = by, at
    _begin(run, RunState.TAKING)
    log.record(None, "measurements_taking", by=by, at=at, facts={"table": run.pk, "sha256": run.sha256}, key=key)
    return run


@transaction.atomic
def drop(pk: int, *, by: User, at: datetime, key: str | None = None) -> Run:
    """Let a table be: its rows go from the disk and its report from the database."""
    run = Run.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return run
    who.require_drop(by, run)
    run.state = RunState.DROPPED
    run.lines.all().delete()
    run.save()
    log.record(None, "measurements_dropped", by=by, at=at, facts={"table": run.pk}, key=key)
    forget_table(run)
    return run


@transaction.atomic
def undo(pk: int, *, reason: str, by: User, at: datetime, key: str | None = None) -> Run:
    """Take back what a table brought; what stood there before stands there again. Its report stays."""
    run = Run.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return run
    who.require_undo(by, run)
    count = put_back(run)
    run.state, run.undone_by, run.undone_at, run.undone_why = RunState.UNDONE, by, at, reason.strip()[:200]
    run.save()
    facts = {"table": run.pk, "rows": count, "reason": run.undone_why}
    log.record(None, "measurements_undone", by=by, at=at, facts=facts, key=key)
    turn_edition(at)
    return run


def _begin(run: Run, state: RunState) -> None:
    """From the first row again, with an empty report."""
    run.lines.all().delete()
    run.state, run.position = state, 0
    run.taken = run.mended = run.repeated = run.refused = 0
    run.save()
