"""Grants out of a spreadsheet: line by line, with a report; the same file again brings nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from approvals.quotas import queries, rules
from approvals.quotas.actions.lines import COLUMNS, NEEDED, BadLine, Grant, read
from approvals.quotas.actions.posting import Draft, Where, lock_books, open_book, post
from approvals.quotas.actions.telling import tell_the_public
from approvals.quotas.models import Area, Entry, Line, Run
from approvals.quotas.states import AccountKind, EntryKind, LineResult
from envportal.audit import log
from envportal.documents.actions import sheets
from envportal.web.forms.text import narrow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.guards.kept_tables import Kept

FOLDER, MOST = "quota-tables", 2000


def import_grants(*, file: UploadedFile[bytes], by: User, at: datetime, key: str = "") -> Run:
    """Take in what can be; each other line says why not. Raises BadTable, BadSheet.

    Not one transaction: a child reads a workbook for seconds, and nothing may be locked meanwhile.
    """
    if event := log.already(key):
        return Run.objects.get(pk=event.facts["run"])
    rules.require(by, rules.DECIDE, Area(bureau=by.bureau))
    kept, lines = sheets.read_at_once(file, FOLDER, MOST)
    return _take(kept, lines, by=by, at=at, key=key)


@transaction.atomic
def _take(kept: Kept, lines: Sequence[sheets.Numbered], *, by: User, at: datetime, key: str) -> Run:
    """Every line in one transaction: what was read twice at once is taken once."""
    run = Run.objects.create(bureau=by.bureau, name=kept.name[-120:], sha256=kept.sha256, by=by, at=at)  # type: ignore[misc]
    areas = {name: area for area in queries.areas_of(by.bureau) for name in (area.code, narrow(area.name))}
    names, today = sheets.columns(lines[0][1], COLUMNS, NEEDED), timezone.localdate(at)
    told: list[tuple[Line, Grant | None]] = []
    for number, cells in lines[1:]:
        line = Line(run=run, number=number, text=sheets.in_words(cells))
        try:
            told.append((line, read(cells, names, areas, today)))
        except BadLine as bad:
            line.result, line.why = LineResult.REFUSED, str(bad)[:200]
            told.append((line, None))
    _grant(told, by=by, at=at)
    _tell(told, by=by, at=at)
    Line.objects.bulk_create(line for line, _grant_ in told)
    taken = sum(line.result == LineResult.TAKEN for line, _grant_ in told)
    facts = {"run": run.pk, "name": run.name, "sha256": run.sha256, "lines": len(told), "taken": taken}
    log.record(None, "quota_table_imported", by=by, at=at, key=key or None, facts=facts)
    return run


def _grant(told: Sequence[tuple[Line, Grant | None]], *, by: User, at: datetime) -> None:
    grants = [(line, said, open_book(Where(said.area, said.pollutant, said.year))) for line, said in told if said]
    lock_books(book for _line, _said, book in grants)
    known = set(
        Entry.objects.filter(import_key__in=[said.key for _, said, _ in grants]).values_list("import_key", flat=True)
    )
    for line, said, book in grants:
        if said.key in known:
            line.result = LineResult.REPEATED
            continue
        known.add(said.key)
        own = queries.own_accounts(book)
        moves = {own[AccountKind.GRANT]: -said.amount, own[AccountKind.AVAILABLE]: said.amount}
        facts = {"document": said.document, "reason": said.reason, "import_key": said.key}
        line.entry = post([Draft(EntryKind.GRANT, moves, facts)], by=by, at=at, on=said.on)[0]
        line.result = LineResult.TAKEN


def _tell(told: Sequence[tuple[Line, Grant | None]], *, by: User, at: datetime) -> None:
    """One notice a book, with the documents of all its lines."""
    documents: dict[Where, list[Grant]] = {}
    for line, said in told:
        if said is not None and line.result == LineResult.TAKEN:
            documents.setdefault(Where(said.area, said.pollutant, said.year), []).append(said)
    for where, grants in documents.items():
        names = "、".join(dict.fromkeys(one.document for one in grants))
        tell_the_public(open_book(where), names, on=max(one.on for one in grants), by=by, at=at)
