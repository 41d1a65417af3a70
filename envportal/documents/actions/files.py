"""Take a file in, replace it, discard a draft's, and see that what is kept stays whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.documents import queries, rules
from envportal.documents.enums import ScanState
from envportal.documents.guards import parts, scanner, store
from envportal.documents.models import Document, Letter, Upload

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import Enterprise, User

FOLDER = "documents"


def receive(
    file: UploadedFile[bytes], *, case: Case | None, owner: Enterprise | None, kind: str, by: User | None, at: datetime
) -> Document:
    """Take a PDF in at once; where the case may refuse it, `take_in` and, its row locked, `enter`."""
    return enter(take_in(file, case=case, owner=owner, kind=kind, by=by, at=at))


def take_in(
    file: UploadedFile[bytes], *, case: Case | None, owner: Enterprise | None, kind: str, by: User | None, at: datetime,
    is_inside: bool = False,
) -> Document:  # fmt: skip
    """Check, hash and keep a PDF, and return the row for it, not written yet.

    Not in a transaction: a child process reads the file for seconds, and nothing may be locked meanwhile. The file
    lies on the disk before its row is written; a file without a row is swept after a day.
    """
    document = Document(case=case, owner=owner, kind=kind, uploaded_by=by, uploaded_at=at, is_inside=is_inside)
    document.name = rules.shown_name(file.name or "")
    if isinstance(file, parts.Resumed):
        _take_over(file.upload, document)
        return document
    if not store.has_room(file.size or 0):
        raise rules.BadFile("no_room", document.name)
    try:
        _keep(file, document)
    except store.TooBig as error:
        in_pieces = settings.UPLOAD_MAX_MB > settings.UPLOAD_FORM_MAX_MB
        raise rules.BadFile("too_big_at_once" if in_pieces else "too_big", document.name) from error
    except store.NoRoom as error:
        raise rules.BadFile("no_room", document.name) from error
    return document


def _keep(file: UploadedFile[bytes], document: Document) -> None:
    limit = min(settings.UPLOAD_FORM_MAX_MB, settings.UPLOAD_MAX_MB) << 20
    with store.spool(file.chunks(), limit=limit) as spooled:
        document.size, document.sha256, document.sm3 = spooled.size, spooled.sha256, spooled.sm3
        judge(spooled.path, document, by=document.uploaded_by, at=document.uploaded_at)
        document.path = store.keep(spooled, FOLDER)


def _take_over(upload: Upload, document: Document) -> None:
    """What came in pieces was checked when it was whole; its bytes get their lasting name beside the passing one."""
    for name in ("size", "pages", "sha256", "sm3", "scan", "scan_note"):
        setattr(document, name, getattr(upload, name))
    document.scanned_at = upload.checked_at
    document.path = store.keep_too(parts.place(upload.pk), upload.sha256, FOLDER)
    Upload.objects.filter(pk=upload.pk, taken_at=None).update(taken_at=document.uploaded_at)


def judge(path: Path, row: Document | Upload, *, by: User | None, at: datetime) -> None:
    """Inspect a file and have it scanned; raises BadFile, and logs a virus."""
    row.pages = rules.fit(path, row.name, row.sha256)
    rules.fit_name(row.name)
    outcome = scanner.scan(path)
    row.scan, row.scan_note = outcome.state, outcome.note
    if isinstance(row, Document):
        row.scanned_at = at
    if outcome.is_infected:
        note_virus(row, by=by, at=at)
        raise rules.BadFile("infected", row.name)


@transaction.atomic
def note_virus(row: Document | Upload, *, by: User | None, at: datetime) -> None:
    """Log what the scanner found."""
    case = lock(Case, row.case_id) if row.case_id else None
    log.record(case, "file_infected", by=by, at=at, facts={"file": row.name, "signature": row.scan_note})


def rescan(limit: int, *, at: datetime) -> int:
    """Let the scanner, now that it is there, look at files it has not seen; returns how many it looked at."""
    if not scanner.is_set_up() or not scanner.answers():
        return 0
    waiting = queries.unscanned(limit)
    return sum(_rescan(document, at=at) for document in waiting)


def _rescan(document: Document, *, at: datetime) -> bool:
    outcome = scanner.scan(store.root() / document.path)
    with transaction.atomic():
        if document.case_id:
            lock(Case, document.case_id)
        row = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        row.scan, row.scan_note, row.scanned_at = outcome.state, outcome.note, at
        row.save(update_fields=["scan", "scan_note", "scanned_at"])
        if outcome.is_infected:
            note_virus(row, by=None, at=at)
    return outcome.state != ScanState.NOT_SCANNED


@transaction.atomic
def enter(document: Document) -> Document:
    """Write the row of a file that was taken in; the same file again, of the same case and kind, is the one there."""
    if document.case is not None:
        document.case = lock(Case, document.case.pk)
    existing = queries.same_file(document)
    if existing is not None:
        return existing
    document.save()
    facts = {"document": document.pk, "kind": document.kind, "sha256": document.sha256, "sm3": document.sm3}
    log.record(document.case, "document_received", by=document.uploaded_by, at=document.uploaded_at, facts=facts)
    return document


@transaction.atomic
def replace(old: Document, new: Document, *, by: User | None, at: datetime) -> Document:
    """Let a newer file stand for an older one, which stays in the record."""
    case = lock(Case, old.case_id) if old.case_id else None
    old = Document.objects.select_for_update().get(pk=old.pk)
    if old.replaced_by_id is None and old.pk != new.pk:
        old.replaced_by = new
        old.save(update_fields=["replaced_by"])
        log.record(case, "document_replaced", by=by, at=at, facts={"document": old.pk, "replaced_by": new.pk})
    return new


@transaction.atomic
def discard(document: Document, *, by: User | None, at: datetime) -> None:
    """Take a file, and those it replaced, out of a draft; the bytes are swept later."""
    case = lock(Case, document.case_id) if document.case_id else None
    document = Document.objects.select_related("case").get(pk=document.pk)
    rules.may_be_discarded(document)
    for row in reversed(queries.with_replaced(document)):
        facts = {"document": row.pk, "kind": row.kind, "sha256": row.sha256}
        row.delete()
        log.record(case, "document_discarded", by=by, at=at, facts=facts)


def content_of(row: Document | Letter) -> bytes:
    """The stored file whole, for whoever it is sent on to; OSError where it is gone."""
    if isinstance(row, Document):
        rules.is_without_virus(row)
    return (store.root() / row.path).read_bytes()


def scrub(row: Document | Letter, *, at: datetime) -> bool:
    """Read a kept file again and note whether it still has its hashes; False: it is damaged or gone."""
    whole = store.is_whole(row.path, row.sha256, row.sm3)
    _note(row, whole=whole, at=at)
    return whole


@transaction.atomic
def _note(row: Document | Letter, *, whole: bool, at: datetime) -> None:
    case = lock(Case, row.case_id) if row.case_id else None
    kept = type(row)._default_manager.select_for_update().get(pk=row.pk)
    was_damaged, kept.is_damaged, kept.verified_at = kept.is_damaged, not whole, at
    kept.save(update_fields=["is_damaged", "verified_at"])
    if kept.is_damaged and not was_damaged:
        facts = {"table": kept._meta.model_name, "row": kept.pk, "sha256": kept.sha256}
        log.record(case, "file_damaged", by=None, at=at, facts=facts)


def sweep() -> int:
    """Remove files no row knows of, a day after they were written."""
    return store.sweep((FOLDER, "letters", parts.FOLDER), queries.is_known_file)
