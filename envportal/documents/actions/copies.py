"""Copies of files that go out to everybody."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.conf import settings

from envportal.documents.actions.files import FOLDER
from envportal.documents.guards import children, store
from envportal.documents.models import Document
from envportal.documents.rules import BadFile

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User

PIECE = 1 << 20


def without_metadata(document: Document, *, kind: str, name: str, by: User | None, at: datetime) -> Document:
    """A copy that tells nothing of who made the file, its row not written yet. Raises BadFile.

    Not in a transaction: a child process writes it. The copy is nobody's to find by itself: who releases it serves it.
    """
    copy = Document(
        case=document.case, owner=document.owner, kind=kind, name=name, is_inside=True, uploaded_by=by, uploaded_at=at,
        scan=document.scan, scan_note=document.scan_note, scanned_at=document.scanned_at,
    )  # fmt: skip
    with TemporaryDirectory() as folder:
        target = Path(folder) / "copy.pdf"
        copy.pages = _stripped(document, target)
        with target.open("rb") as file:
            pieces = takewhile(bool, iter(lambda: file.read(PIECE), None))
            with store.spool(pieces, limit=2 * settings.UPLOAD_MAX_MB << 20) as spooled:
                copy.size, copy.sha256, copy.sm3 = spooled.size, spooled.sha256, spooled.sm3
                copy.path = store.keep(spooled, FOLDER)
    return copy


def _stripped(document: Document, target: Path) -> int:
    try:
        told = children.strip_pdf(store.root() / document.path, target)
    except children.ChildFailed as error:
        raise BadFile("heavy", document.name) from error
    if "pages" not in told:
        raise BadFile("damaged", document.name)
    return int(told["pages"])
