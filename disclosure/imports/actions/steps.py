"""The steps people take: bring a table, put it on the board, let it be; and take one row off again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from disclosure.board import board
from disclosure.imports import rules
from disclosure.imports.actions.way import WAY
from disclosure.imports.models import Line, Run
from disclosure.runs import actions as runs
from envportal.audit import log

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User

choose = partial(runs.choose, WAY)
apply = partial(runs.apply, WAY)
drop = partial(runs.drop, WAY)
work = partial(runs.work, WAY)
carry_on = partial(runs.carry_on, WAY)


def upload(
    file: UploadedFile[bytes], *, source: str, by: User, at: datetime, kind: str = "", key: str | None = None
) -> Run:
    """Keep the rows of a table, with a guess what its columns are. Raises BadTable."""
    run = Run(bureau=by.bureau, kind=kind, source=source, publisher=by.bureau.name if by.bureau else "")
    return runs.upload(WAY, run, file, by=by, at=at, key=key)


def preview(path: Path, whole: rules.Whole, *, at: datetime, say: Callable[..., object], batch: int = 500) -> None:
    """Say what would become of every row; nothing is written."""
    runs.preview(WAY, path, _of(whole), at=at, say=say, batch=batch)


def read_file(path: Path, whole: rules.Whole, *, at: datetime, say: Callable[..., object], batch: int = 500) -> Run:
    """Put every row that can be on the board. A reading that was cut short goes on from where it was."""
    return runs.read_file(WAY, path, _of(whole), at=at, say=say, batch=batch)


def _of(whole: rules.Whole) -> Run:
    return Run(kind=whole.kind, publisher=whole.publisher, source=whole.source)


@transaction.atomic
def ask_off(pk: int, *, reason: str, by: User, at: datetime, key: str | None = None) -> Line:
    """Ask that a row the command read be taken off the board; it stands until a second person agrees."""
    line = Line.objects.select_for_update(of=("self",)).select_related("run").get(pk=pk)
    if log.already(key):
        return line
    rules.require_ask_off(by, line)
    line.off_asked_by, line.off_asked_at, line.off_asked_why = by, at, reason.strip()
    line.save(update_fields=["off_asked_by", "off_asked_at", "off_asked_why"])
    facts = {"table": line.run_id, "line": line.number, "reason": line.off_asked_why}
    log.record(None, "history_asked_off", by=by, at=at, facts=facts, key=key)
    return line


@transaction.atomic
def take_off(pk: int, *, reason: str, by: User, at: datetime, key: str | None = None) -> Line:
    """Take the notice of one line off the board again."""
    line = Line.objects.select_for_update(of=("self",)).select_related("run").get(pk=pk)
    rules.require_take_off(by, line)
    board.take_off(line.import_key, reason=reason, by=by, at=at, key=key)
    return line
