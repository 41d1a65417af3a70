"""Read the files that wait to go out, before any transaction: a child takes seconds over a thick one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.board import rules
from disclosure.board.models import PaperCheck
from disclosure.board.queries import papers as queries
from envportal.documents.guards import children, store

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.documents.models import Document


def read_papers_of(pk: int, *, at: datetime) -> None:
    """Have the files of one notice looked through, those that were not yet."""
    for document in queries.unread_of(pk):
        _read(document, at=at)


def read_papers(*, at: datetime, limit: int = 5) -> int:
    """Look through what waits to be published; returns how many files were read."""
    waiting = queries.unread(limit)
    for document in waiting:
        _read(document, at=at)
    return len(waiting)


def paper_read(document: Document, *, at: datetime) -> PaperCheck:
    """What is found in the words of a file another room lets out; not in a transaction."""
    if not PaperCheck.objects.filter(sha256=document.sha256).exists():
        _read(document, at=at)
    return PaperCheck.objects.get(sha256=document.sha256)


def _read(document: Document, *, at: datetime) -> None:
    """Two readers at once write the same row once."""
    told = children.words_of_pdf(store.root() / document.path)
    pages = list(told.get("pages", []))
    found, wordless = rules.look_through(pages)
    trouble = str(told.get("unread", "")) or ("cut" if told.get("cut") else "")
    PaperCheck.objects.get_or_create(
        sha256=document.sha256,
        defaults={"at": at, "pages": len(pages), "found": found, "wordless": wordless, "trouble": trouble[:30]},
    )
