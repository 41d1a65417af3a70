"""The steps people take with a table: bring it, say what its columns are, take it in, let it be, undo it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from disclosure.quality.actions.keeping import put_back
from disclosure.quality.actions.way import WAY
from disclosure.quality.models import Run
from disclosure.quality.queries.editions import turn_edition
from disclosure.quality.rules import who
from disclosure.runs import actions as runs
from disclosure.runs.enums import RunState
from envportal.audit import log

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import Bureau, User

choose = partial(runs.choose, WAY)
take = partial(runs.apply, WAY)
drop = partial(runs.drop, WAY)
carry_on = partial(runs.carry_on, WAY)


@dataclass(frozen=True)
class Asked:
    """What holds for every row of a table."""

    medium: str
    bureau: Bureau | None = None
    is_history: bool = False
    publisher: str = ""
    source: str = ""
    replaces: bool = False

    def run(self, source: str = "") -> Run:
        return Run(
            medium=self.medium, bureau=self.bureau, is_history=self.is_history, publisher=self.publisher,
            source=self.source or source, replaces=self.replaces,
        )  # fmt: skip


def upload(file: UploadedFile[bytes], asked: Asked, *, by: User, at: datetime, key: str | None = None) -> Run:
    """Keep the rows of a CSV, XLSX or JSON, with a guess what its columns are. Raises BadTable."""
    who.require_bureau(by, who.TABLE)
    return runs.upload(WAY, asked.run(), file, by=by, at=at, key=key)


def preview(path: Path, asked: Asked, *, at: datetime, say: Callable[..., object], batch: int = 500) -> None:
    """Say what would become of every row; nothing is written."""
    runs.preview(WAY, path, asked.run(path.name), at=at, say=say, batch=batch)


def read_file(path: Path, asked: Asked, *, at: datetime, say: Callable[..., object], batch: int = 500) -> Run:
    """Take every row in that can be. A reading that was cut short goes on from where it was."""
    return runs.read_file(WAY, path, asked.run(path.name), at=at, say=say, batch=batch)


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
