"""A line of a book is changed by two people; the version before it stays."""

from __future__ import annotations

import csv
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.catalogue.enums import Book
from approvals.catalogue.models import Line, Material
from approvals.catalogue.queries import books
from approvals.catalogue.queries.table import DATA
from approvals.catalogue.rules import books as rules
from envportal.accounts.models import Bureau
from envportal.audit import log
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import User

CHAIN = "catalogue"
ENTERED = "随系统预设"


@transaction.atomic
def load_materials(since: date) -> int:
    """Load what is shipped and not there yet, as of a day; returns how many rows were added."""
    known = set(Material.objects.filter(bureau=None).values_list("key", flat=True))
    at = datetime.combine(since, time(), timezone.get_default_timezone())
    with (DATA / "materials.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["key"] not in known]
    Material.objects.bulk_create(
        Material(number=1, why=ENTERED, valid_from=since, proposed_at=at, **_typed(row)) for row in rows
    )
    return len(rows)


def _typed(row: dict[str, str]) -> dict[str, Any]:
    numbers = {name: int(row[name]) for name in ("place", "copies")}
    return {**row, **numbers, "is_main": row["is_main"] == "1"}


@transaction.atomic
def propose(
    *, book: str, key: str, valid_from: date, why: str, by: User, at: datetime, form: str = "", **told: object
) -> Line:
    """Propose a version of a line, or a line there was none of (`key` empty); it binds nobody until agreed to."""
    if by.bureau_id is None:
        raise NotYours(_("这一条不由您修改。"))
    bureau = Bureau.objects.select_for_update(no_key=True).get(pk=by.bureau_id)
    model = books.MODELS[book]
    if event := log.already(form):
        return model._default_manager.get(pk=event.facts["line"])
    if not rules.check_propose(by, book, bureau, key):
        raise NotYours(_("这一条不由您修改。"))
    version = model(
        bureau=bureau, key=key or _new_key(book, bureau), valid_from=valid_from, why=why, proposed_by=by,
        proposed_at=at, **told,
    )  # fmt: skip
    rules.require_fit(version, book, bureau, timezone.localdate(at))
    version.save()
    _note(version, "window_rule_proposed", by=by, at=at, form=form, why=why, valid_from=valid_from.isoformat())
    return version


@transaction.atomic
def agree(pk: int, *, book: str, by: User, at: datetime, key: str = "") -> Line:
    """Put a version in force from its day on."""
    version = _to_decide(pk, book, by, key)
    if version.agreed_by_id:
        return version
    standing = books.MODELS[book]._default_manager.filter(books.STANDS, bureau=version.bureau, key=version.key)
    version.number = standing.count() + 1
    version.agreed_by, version.agreed_at = by, at
    version.save()
    _note(version, "window_rule_agreed", by=by, at=at, form=key, number=version.number)
    return version


@transaction.atomic
def decline(pk: int, *, book: str, answer: str, by: User, at: datetime, key: str = "") -> Line:
    """Turn a version down, with the reason; what stands stays."""
    version = _to_decide(pk, book, by, key)
    if version.declined_by_id:
        return version
    version.declined_by, version.declined_at, version.declined_why = by, at, answer
    version.save()
    _note(version, "window_rule_declined", by=by, at=at, form=key, why=answer)
    return version


def _new_key(book: str, bureau: Bureau) -> str:
    own = books.MODELS[book]._default_manager.filter(bureau=bureau, key__startswith="own").values("key").distinct()
    return f"own{own.count() + 1}"


def _to_decide(pk: int, book: str, by: User, key: str) -> Line:
    """The proposal, locked after its bureau; as it stands if this form came twice."""
    rows = books.MODELS[book]._default_manager
    Bureau.objects.select_for_update(no_key=True).filter(pk=rows.values_list("bureau_id", flat=True).get(pk=pk)).first()
    version: Line = rows.select_related("bureau").get(pk=pk)
    if log.already(key):
        return version
    if not rules.check_decide(by, version):
        raise NotYours(_("这个提议不由您决定。"))
    return version


def _note(version: Line, name: str, *, by: User, at: datetime, form: str, **facts: object) -> None:
    book = Book.MATERIALS if isinstance(version, Material) else Book.LEVELS
    about = {"book": str(book), "line": version.pk, "key": version.key, "bureau": version.bureau_id}
    log.record(None, name, by=by, at=at, key=form or None, chain=CHAIN, facts=about | facts)
