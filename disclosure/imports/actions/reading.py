"""Take an upload in: read once into rows of our own, which then stay until the import is done or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from disclosure.imports import queries, rules
from disclosure.imports.models import Run
from envportal.audit import log
from envportal.documents.guards.kept_tables import keep
from envportal.documents.rules import shown_name

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User

FOLDER = "imports"


def upload(file: UploadedFile[bytes], *, source: str, by: User, at: datetime, key: str | None = None) -> Run:
    """Keep the rows of a CSV or XLSX, with a guess what its columns are. Raises BadTable.

    Not in a transaction: a child reads a workbook for seconds, and nothing may be locked meanwhile.
    """
    kept = keep(file, shown_name(file.name or ""), FOLDER)
    run = Run(
        bureau=by.bureau, name=kept.name, source=source, publisher=by.bureau.name if by.bureau else "", uploaded_by=by,
        uploaded_at=at, sha256=kept.sha256, path=kept.path, encoding=kept.encoding, sheet=kept.sheet, hints=kept.hints,
        rows=kept.rows,
    )  # fmt: skip
    look(run)
    return _enter(run, key=key)


def look(run: Run) -> None:
    """Guess the heading and the columns from the first rows."""
    cells = [row for _number, row in queries.top(run)]
    run.head_rows = rules.guess_head(cells)
    names = rules.names_of(cells, run.head_rows)
    run.mapping = {str(column): str(of) for column, of in rules.guess(names).items()}


@transaction.atomic
def _enter(run: Run, *, key: str | None) -> Run:
    run.save()
    facts = {"import": run.pk, "name": run.name, "sha256": run.sha256, "rows": run.rows}
    log.record(None, "import_uploaded", by=run.uploaded_by, at=run.uploaded_at, facts=facts, key=key)
    return run
