"""A bureau's own catalogue out of a spreadsheet: a line is a proposal, a second person agrees to all of them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.access import queries
from approvals.access.actions import versions
from approvals.access.actions.cases import refresh, tell
from approvals.access.enums import RuleKind
from approvals.access.models import Rule, RuleFile
from approvals.access.rules import changes, lines
from envportal.accounts.models import Bureau
from envportal.audit import log
from envportal.documents.actions import sheets
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from approvals.access.rules.cases import Touched
    from envportal.accounts.models import User
    from envportal.documents.guards.kept_tables import Kept

# The national catalogue of 2024 alone has over a thousand entries.
FOLDER, MOST = "access-tables", 3000
SHOWN = 10  # changes a message names one by one
TAKEN, SAME, REFUSED = "taken", "same", "refused"


def read_catalogue(
    *, file: UploadedFile[bytes], source: str, dated_on: date, evidence: str, valid_from: date, by: User, at: datetime,
    key: str = "",
) -> RuleFile:  # fmt: skip
    """Propose what can be read; each other line says why not. Not one transaction: a child reads the workbook."""
    if event := log.already(key):
        return RuleFile.objects.get(pk=event.facts["file"])
    kept, rows = sheets.read_at_once(file, FOLDER, MOST)
    told = {"source": source, "dated_on": dated_on, "evidence": evidence, "valid_from": valid_from}
    return _take(kept, rows, told, by=by, at=at, key=key)


@transaction.atomic
def _take(
    kept: Kept, rows: Sequence[sheets.Numbered], told: dict[str, Any], *, by: User, at: datetime, key: str
) -> RuleFile:
    if by.bureau is None:
        raise NotYours(_("这条规则不由您修改。"))
    known = sheets.columns(rows[0][1], lines.COLUMNS, lines.NEEDED)
    found = RuleFile.objects.create(
        bureau=by.bureau, name=kept.name[-120:], sha256=kept.sha256, source=told["source"],
        valid_from=told["valid_from"], by=by, at=at,
    )  # fmt: skip
    seen: set[str] = set()
    uncoded: list[str] = []
    for number, cells in rows[1:]:
        result, why = _one(found, cells, known, told, seen, uncoded, by=by, at=at)
        found.lines.append([number, sheets.in_words(cells), result, why])
    if uncoded:
        _ask_once(found, told, uncoded, by=by, at=at)
    found.save(update_fields=["lines"])
    counts = {result: sum(line[2] == result for line in found.lines) for result in (TAKEN, SAME, REFUSED)}
    facts = {"file": found.pk, "name": found.name, "sha256": found.sha256, "source": found.source, **counts}
    log.record(None, "access_catalogue_read", by=by, at=at, key=key or None, chain=versions.CHAIN, facts=facts)
    return found


def _one(
    found: RuleFile, cells: list[str], known: dict[str, int], told: dict[str, Any], seen: set[str],
    uncoded: list[str], *, by: User, at: datetime,
) -> tuple[str, str]:  # fmt: skip
    try:
        said = lines.read(cells, known, told["evidence"])
        name = lines.key_of(said["title"])
        if name in seen:
            return REFUSED, _("同一张表里已有这个名称")
        seen.add(name)
        if lines.is_restrictive(said, cells, known):
            uncoded.append(said["title"])
        _propose(found, told, name, said, by=by, at=at)
    except lines.BadLine as bad:
        return REFUSED, str(bad)
    except changes.NothingChanges:
        return SAME, ""
    except Refused as refused:
        return REFUSED, str(refused.sentence)
    return TAKEN, ""


def _propose(found: RuleFile, told: dict[str, Any], name: str, said: dict[str, Any], *, by: User, at: datetime) -> None:
    more = {"source": told["source"], "dated_on": told["dated_on"], "valid_from": told["valid_from"], "file": found}
    with transaction.atomic():
        versions.propose(key=name, kind=RuleKind.POLICY, why=found.source[:300], by=by, at=at, **said, **more)


def _ask_once(found: RuleFile, told: dict[str, Any], uncoded: list[str], *, by: User, at: datetime) -> None:
    """One question a list, in place of one for each of its lines without codes."""
    said = {**lines.question(found.source, uncoded), "evidence": told["evidence"]}
    with suppress(changes.NothingChanges):
        _propose(found, told, said.pop("key"), said, by=by, at=at)


@transaction.atomic
def agree_to_all(pk: int, *, by: User, at: datetime, key: str = "") -> RuleFile:
    """同意全部: what of the file nobody has decided on yet, each as if it were agreed to by itself."""
    found = RuleFile.objects.select_for_update(of=("self",)).select_related("bureau").get(pk=pk)
    if log.already(key):
        return found
    waits = _waiting(found, by)
    on = timezone.localdate(at)
    touched = versions.touched_by(waits, on)
    for one, its in zip(waits, touched, strict=True):
        versions.stand(one, its, by=by, at=at)
    _tell_each_once(found, waits, touched, on, at=at)
    facts = {"file": pk, "rules": len(waits)}
    log.record(None, "access_catalogue_agreed", by=by, at=at, key=key or None, chain=versions.CHAIN, facts=facts)
    return found


def _tell_each_once(
    found: RuleFile, waits: Sequence[Rule], touched: Sequence[Sequence[Touched]], on: date, *, at: datetime
) -> None:
    """Every case is locked once, in the order of its key, screened once, and its officer told of all at once."""
    cases: dict[int, list[tuple[Rule, Touched]]] = {}
    for rule, its in zip(waits, touched, strict=True):
        for one in its:
            cases.setdefault(one.case.pk, []).append((rule, one))
    for case, changed in sorted(cases.items()):
        if found.valid_from <= on:
            refresh(case, at=at, tells=False)
        told = [{"rule": rule.title, "before": one.before_word, "after": one.after_word} for rule, one in changed]
        words = {"source": found.source, "changes": told[:SHOWN], "more": len(told[SHOWN:]), "from": found.valid_from}
        tell(changed[0][1].case, "access_catalogue_changed", at=at, **words)


@transaction.atomic
def decline_all(pk: int, *, answer: str, by: User, at: datetime, key: str = "") -> RuleFile:
    """不同意整批: what of the file nobody has decided on is turned down, so that a right one can be read in."""
    found = RuleFile.objects.select_for_update(of=("self",)).select_related("bureau").get(pk=pk)
    if log.already(key):
        return found
    waits = _waiting(found, by)
    for one in waits:
        versions.decline(one.pk, answer=answer, by=by, at=at)
    facts = {"file": pk, "rules": len(waits), "why": answer}
    log.record(None, "access_catalogue_declined", by=by, at=at, key=key or None, chain=versions.CHAIN, facts=facts)
    return found


def _waiting(found: RuleFile, by: User) -> list[Rule]:
    """What waits in the file and this person may decide on, the bureau locked: its versions come one after another."""
    Bureau.objects.select_for_update(no_key=True).filter(pk=found.bureau_id).first()
    waits = list(queries.waiting_of(found).select_related("bureau"))
    if not waits:
        raise changes.IsDecided(_("这张表里没有等待决定的规则。"))
    if not all(changes.check_decide(by, one) for one in waits):
        raise NotYours(_("这个提议不由您决定。"))
    return waits


def touched_by(found: RuleFile, on: date) -> list[tuple[Rule, list[Touched]]]:
    """Rule → the running cases it falls on otherwise, of what waits in the file; who touches nobody is left out."""
    waits = list(queries.waiting_of(found).select_related("bureau"))
    if not waits:
        return []
    rows = zip(waits, versions.touched_by(waits, on), strict=True)
    return [(one, cases) for one, cases in rows if cases]
