"""Files of notices, and what was found in their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from disclosure.board.enums import State
from disclosure.board.models import NoticeFile, PaperCheck
from envportal.documents.models import Document

if TYPE_CHECKING:
    from disclosure.board.models import Notice


def checks_of(notice: Notice) -> dict[str, PaperCheck]:
    """What was found in each file of a notice, by its bytes."""
    if notice.pk is None:
        return {}
    of_it = NoticeFile.objects.filter(notice=notice).values("document__sha256")
    return {check.sha256: check for check in PaperCheck.objects.filter(sha256__in=of_it)}


def unread_of(pk: int) -> list[Document]:
    documents = Document.objects.filter(notice_files__notice=pk)
    return list(documents.filter(~_is_read()).distinct())


def unread(limit: int) -> list[Document]:
    """The files of what waits to be published that nobody looked through yet."""
    documents = Document.objects.filter(notice_files__notice__state=State.PENDING)
    return list(documents.filter(~_is_read()).distinct().order_by("pk")[:limit])


def _is_read() -> Exists:
    return Exists(PaperCheck.objects.filter(sha256=OuterRef("sha256")))
