"""Reads with a name."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, Q, QuerySet

from envportal.documents.enums import TO_A_PERSON, ScanState
from envportal.documents.models import Document, Letter, LetterPrint, OfficialSeal, Upload, Voiding

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import Bureau, User
    from envportal.cases.models import Case

A_CODE = re.compile(r"[0-9a-z]{12}")
LEGAL_BASIS = Path(__file__).parent.parent / "data" / "legal_basis.csv"


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


def in_full() -> QuerySet[Letter]:
    """Letters with all that says what they are worth, in one query."""
    return Letter.objects.select_related(
        "case__bureau__parent", "to", "sealing__seal", "replacement", "replaces", "ended_by"
    )


def for_a_party() -> Q:
    """Letters that are to reach somebody: an enterprise, or a person named in them."""
    return Q(to__isnull=False) | Q(kind__in=TO_A_PERSON, fields__has_key="addressee")


def letters_of(case: Case) -> QuerySet[Letter]:
    """A case's letters, newest first."""
    return in_full().filter(case=case).order_by("-issued_at", "-pk")


def open_voidings(case: Case) -> QuerySet[Voiding]:
    """Proposals to void a letter of a case that wait for a decision."""
    rows = Voiding.objects.filter(letter__case=case, is_agreed=None)
    return rows.select_related("letter", "proposed_by").order_by("proposed_at", "pk")


def by_code(code: str) -> Letter | None:
    """The letter a printed code stands for, however it was typed; what cannot be a code is asked of no database."""
    typed = code.strip().lower()
    return in_full().filter(code=typed).first() if A_CODE.fullmatch(typed) else None


def agreed_voiding(letter: Letter) -> Voiding | None:
    return letter.voidings.filter(is_agreed=True).select_related("proposed_by", "decided_by").first()


def seals_kept_by(user: User, letter: Letter, on: date) -> QuerySet[OfficialSeal]:
    """Seals for paper that the person keeps and may put on this letter on a day."""
    rows = OfficialSeal.objects.filter(bureau=issuing_bureau(letter.case.bureau), holder=user, valid_from__lte=on)
    rows = rows.exclude(kind=OfficialSeal.Kind.ELECTRONIC).filter(Q(valid_to=None) | Q(valid_to__gte=on))
    return rows.order_by("name", "pk")


def same_bytes(case: Case, sha256: str) -> list[Document]:
    """What stands in the case with these bytes, whatever it is there as, oldest first."""
    return list(Document.objects.filter(sha256=sha256, case=case, replaced_by=None).order_by("pk"))


def uploads_under_way(user: User, at: datetime) -> list[Upload]:
    """What a person began to send, and no form has taken yet."""
    rows = Upload.objects.filter(user=user, refused="", taken_at=None, expires_at__gt=at)
    return list(rows.order_by("begun_at", "pk"))


def uploads_begun(user: User, since: datetime) -> int:
    return Upload.objects.filter(user=user, begun_at__gt=since).count()


def same_upload(upload: Upload, at: datetime) -> Upload | None:
    """What this person sent of the same file for the same form, the last one first."""
    if not upload.modified:
        return None
    rows = Upload.objects.filter(
        user=upload.user, page=upload.page, name=upload.name, size=upload.size, modified=upload.modified, refused="",
        expires_at__gt=at,
    )  # fmt: skip
    return rows.order_by("-begun_at", "pk").first()


def unscanned(limit: int) -> list[Document]:
    """Files no scanner has looked at, the latest first."""
    rows = Document.objects.filter(scan=ScanState.NOT_SCANNED).exclude(scan_note="too_large")
    return list(rows.order_by("-uploaded_at", "-pk")[:limit])


def is_known_file(path: str) -> bool:
    """A row refers to this file below MEDIA_ROOT."""
    if path.startswith("uploads/"):
        return _is_known_upload(Path(path).stem)
    return any(model.objects.filter(path=path).exists() for model in (Document, Letter, LetterPrint))


def _is_known_upload(stem: str) -> bool:
    try:
        return Upload.objects.filter(pk=UUID(stem)).exists()
    except ValueError:
        return False


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
