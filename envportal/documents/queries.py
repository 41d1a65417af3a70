"""Reads with a name."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import F, Q, QuerySet

from envportal.documents.models import Document, Letter

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import Bureau

LEGAL_BASIS = Path(__file__).parent / "data" / "legal_basis.csv"


@dataclass(frozen=True)
class Citation:
    """One article, for one purpose in letters of one kind (or of all), from a day to a day."""

    kind: str
    purpose: str
    valid_from: date
    valid_to: date | None
    words: str
    verified_on: date | None

    def holds(self, kind: str, on: date) -> bool:
        return self.kind in ("", kind) and self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@cache
def citations() -> tuple[Citation, ...]:
    """Every article our letters cite, as `legal_basis.csv` has them."""
    with LEGAL_BASIS.open(encoding="utf-8", newline="") as file:
        return tuple(_citation(row) for row in csv.DictReader(file))


def _citation(row: dict[str, str]) -> Citation:
    return Citation(
        kind=row["kind"],
        purpose=row["purpose"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        words=f"《{row['act']}》{row['article']}",
        verified_on=_day(row["verified_on"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def legal_basis(kind: str, on: date) -> dict[str, str]:
    """Purpose → what a letter of this kind, decided on this day, cites for it."""
    found: dict[str, str] = {}
    for citation in citations():
        if citation.holds(kind, on):
            found[citation.purpose] = "、".join(filter(None, (found.get(citation.purpose), citation.words)))
    return found


def unverified(kind: str, on: date) -> list[str]:
    """Citations of such a letter that nobody has compared with the official text."""
    return [citation.words for citation in citations() if citation.holds(kind, on) and citation.verified_on is None]


def issuing_bureau(bureau: Bureau) -> Bureau:
    """In whose name, series and seal letters go out: a branch licenses in the city bureau's."""
    return bureau.parent if bureau.is_branch and bureau.parent is not None else bureau


def same_file(document: Document) -> Document | None:
    """The row that already stands for these bytes in the same case (without one: of the same owner) and kind."""
    rows = Document.objects.filter(sha256=document.sha256, kind=document.kind, case=document.case, replaced_by=None)
    if document.case is None:
        rows = rows.filter(owner=document.owner, uploaded_by=document.uploaded_by)
    return rows.order_by("pk").first()


def with_replaced(document: Document) -> list[Document]:
    """A file, then those it stands for, newest first."""
    rows = [document]
    for row in rows:
        rows += Document.objects.filter(replaced_by=row).order_by("-pk")
    return rows


def is_known_file(path: str) -> bool:
    """A row refers to this file below MEDIA_ROOT."""
    return Document.objects.filter(path=path).exists() or Letter.objects.filter(path=path).exists()


def longest_unverified(limit: int) -> list[Document | Letter]:
    """Kept files by the time their hashes were last compared, never first."""
    by_age = F("verified_at").asc(nulls_first=True)
    documents = Document.objects.order_by(by_age, "pk")[:limit]
    letters = Letter.objects.exclude(path="").order_by(by_age, "pk")[:limit]
    return [*documents, *letters]


def waiting_letters(*, at: datetime, limit: int | None) -> list[int]:
    """Letters without a PDF that nobody is printing, oldest first."""
    free = Q(not_before=None) | Q(not_before__lte=at)
    rows = Letter.objects.filter(free, state=Letter.State.PENDING).order_by("issued_at", "pk")
    return list(rows.values_list("pk", flat=True)[:limit])


def oldest_waiting() -> datetime | None:
    """When the letter that has waited longest for its PDF was written."""
    waiting = Letter.objects.filter(state=Letter.State.PENDING).order_by("issued_at")
    return waiting.values_list("issued_at", flat=True).first()


def dead_letters() -> QuerySet[Letter]:
    """Letters whose printing was given up."""
    return Letter.objects.filter(state=Letter.State.DEAD).order_by("issued_at", "pk")
