"""Which files may come in, and under what name they are shown."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import ScanState
from envportal.documents.guards import children
from envportal.documents.rules.sentences import SENTENCES
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from pathlib import Path

    from django.contrib.auth.models import AnonymousUser

    from envportal.accounts.models import User
    from envportal.documents.models import Document

NAME_LIMIT = 120


class BadFile(Refused):
    """A file we do not take; `why` is one of SENTENCES."""

    def __init__(self, why: str, name: str) -> None:
        limits = {"limit": settings.UPLOAD_MAX_MB, "at_once": settings.UPLOAD_FORM_MAX_MB}
        super().__init__(SENTENCES[why] % {"name": name, **limits})
        self.why = why


class NotADraft(Refused):
    """What was submitted stays."""


def shown_name(name: str) -> str:
    """The name as it is shown: no folders, no control or direction marks, at most 120 characters, its ending kept."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(mark for mark in last if unicodedata.category(mark)[0] != "C")
    stem, dot, ending = " ".join(plain.split()).rpartition(".")
    if not dot or not ending.isalnum() or len(ending) > 9:
        stem, dot, ending = stem + dot + ending, "", ""
    stem = stem.strip(". ") or str(_("未命名"))
    return stem[: NAME_LIMIT - len(dot + ending)] + dot + ending


def fit_name(name: str) -> None:
    """The name ends as a PDF's does."""
    if not name.lower().endswith(".pdf"):
        raise BadFile("wrong_ending", name)


def fit(path: Path, name: str, sha256: str) -> int:
    """The number of pages of a file we take, found out by a child process."""
    found = children.inspect_pdf(path, sha256)
    if "unfit" in found:
        raise BadFile(str(found["unfit"]), name)
    return int(found["pages"])


def may_be_discarded(document: Document) -> None:
    """Only the file of a draft may go; what was submitted is part of the record."""
    if document.case is None or document.case.number is not None:
        raise NotADraft(_("申请已经提交，附件不能删除；需要更换时请上传新的文件。"))


def is_for(user: User | AnonymousUser, *, inside: bool) -> None:
    """What names a third party is read by staff only: a file kept inside, a letter to nobody of the enterprise."""
    if inside and getattr(user, "enterprise_id", None) is not None:
        raise NotYours(_("没有这个文件，或者它不在您的办理范围内。"), "file.download_original")


def is_without_virus(document: Document) -> None:
    """A file in which a virus was found after it came in stays in the record, but is handed to nobody."""
    if document.scan == ScanState.INFECTED:
        raise PermissionDenied(_("这个文件后来查出病毒，已停止下载；请联系提交单位重新提交。"))


def is_ones_own(user: User | AnonymousUser, document: Document) -> None:
    """A file of no case is its owner's, or its uploader's where it has no owner."""
    mine = document.owner_id is not None and document.owner_id == getattr(user, "enterprise_id", None)
    if not mine and document.uploaded_by_id != user.pk:
        raise NotYours(_("没有这个文件，或者它不在您的办理范围内。"), "file.download_original")
