"""A bureau's own catalogue out of a spreadsheet: a line is a proposal, a second person agrees to all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from approvals.access import queries
from approvals.access.actions import versions
from approvals.access.enums import RuleKind
from approvals.access.models import Rule, RuleFile
from approvals.access.rules import changes, lines
from envportal.audit import log
from envportal.documents.guards import tables
from envportal.documents.guards.kept_tables import Kept, keep
from envportal.documents.rules import shown_name
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User

FOLDER, MOST = "access-tables", 1000
TAKEN, SAME, REFUSED = "taken", "same", "refused"
Numbered = tuple[int, list[str]]


def read_catalogue(
    *, file: UploadedFile[bytes], source: str, dated_on: date, evidence: str, valid_from: date, by: User, at: datetime,
    key: str = "",
) -> RuleFile:  # fmt: skip
    """Propose what can be read; each other line says why not. Not one transaction: a child reads the workbook."""
    if event := log.already(key):
        return RuleFile.objects.get(pk=event.facts["file"])
    kept = keep(file, shown_name(file.name or ""), FOLDER)
    try:
        with tables.opened(tables.place(kept.path)) as found:
            rows = list(found)
    finally:
        tables.place(kept.path).unlink(missing_ok=True)
    if not rows or len(rows) > MOST + 1:
        raise lines.BadCatalogue(_("表里应有列名和 1 到 %(most)s 行。") % {"most": MOST})
    told = {"source": source, "dated_on": dated_on, "evidence": evidence, "valid_from": valid_from}
    return _take(kept, rows, told, by=by, at=at, key=key)


@transaction.atomic
def _take(kept: Kept, rows: Sequence[Numbered], told: dict[str, Any], *, by: User, at: datetime, key: str) -> RuleFile:
    if by.bureau is None:
        raise NotYours(_("这条规则不由您修改。"))
    known = lines.columns(rows[0][1])
    found = RuleFile.objects.create(
        bureau=by.bureau, name=kept.name[-120:], sha256=kept.sha256, source=told["source"],
        valid_from=told["valid_from"], by=by, at=at,
    )  # fmt: skip
    seen: set[str] = set()
    for number, cells in rows[1:]:
        result, why = _one(found, cells, known, told, seen, by=by, at=at)
        found.lines.append([number, " · ".join(cell for cell in cells if cell)[:300], result, why])
    found.save(update_fields=["lines"])
    counts = {result: sum(line[2] == result for line in found.lines) for result in (TAKEN, SAME, REFUSED)}
    facts = {"file": found.pk, "name": found.name, "sha256": found.sha256, "source": found.source, **counts}
    log.record(None, "access_catalogue_read", by=by, at=at, key=key or None, chain=versions.CHAIN, facts=facts)
    return found


def _one(
    found: RuleFile, cells: list[str], known: dict[str, int], told: dict[str, Any], seen: set[str], *,
    by: User, at: datetime,
) -> tuple[str, str]:  # fmt: skip
    try:
        said = lines.read(cells, known, told["evidence"])
        name = lines.key_of(said["title"])
        if name in seen:
            return REFUSED, _("同一张表里已有这个名称")
        seen.add(name)
        more = {"source": told["source"], "dated_on": told["dated_on"], "valid_from": told["valid_from"], "file": found}
        with transaction.atomic():
            versions.propose(key=name, kind=RuleKind.POLICY, why=found.source[:300], by=by, at=at, **said, **more)
    except lines.BadLine as bad:
        return REFUSED, str(bad)
    except changes.NothingChanges:
        return SAME, ""
    except Refused as refused:
        return REFUSED, str(refused.sentence)
    return TAKEN, ""


@transaction.atomic
def agree_to_all(pk: int, *, by: User, at: datetime, key: str = "") -> RuleFile:
    """同意全部: what of the file nobody has decided on yet, each as if it were agreed to by itself."""
    found = RuleFile.objects.select_for_update(of=("self",)).select_related("bureau").get(pk=pk)
    if log.already(key):
        return found
    waits = list(queries.waiting_of(found).values_list("pk", flat=True))
    if not waits:
        raise changes.IsDecided(_("这张表里没有等待决定的规则。"))
    for one in waits:
        versions.agree(one, by=by, at=at)
    facts = {"file": pk, "rules": len(waits)}
    log.record(None, "access_catalogue_agreed", by=by, at=at, key=key or None, chain=versions.CHAIN, facts=facts)
    return found


def touched_by(found: RuleFile, on: date) -> list[tuple[Rule, list[Any]]]:
    """Rule → the running cases it falls on otherwise, of what waits in the file; who touches nobody is left out."""
    rows = [(one, versions.touched(one, on)) for one in queries.waiting_of(found)]
    return [(one, cases) for one, cases in rows if cases]
