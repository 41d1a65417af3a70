"""The files of an application that stand now."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from django.utils import translation

from approvals.applications.states import FileKind
from envportal.documents.models import Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from approvals.applications.models import Application

Given = ParamSpec("Given")
Read = TypeVar("Read")


def in_chinese(read: Callable[Given, Read]) -> Callable[Given, Read]:
    """Letters and notices are Chinese whoever's step makes them; the page around them may be English.

    A new override for every call: one kept beside the function would hand one thread's language to another.
    """

    @wraps(read)
    def read_in_chinese(*args: Given.args, **kwargs: Given.kwargs) -> Read:
        with translation.override("zh-hans"):
            return read(*args, **kwargs)

    return read_in_chinese


def files(application: Application, kind: str | None = None) -> QuerySet[Document]:
    """What was uploaded and neither replaced nor taken out again, oldest first."""
    standing = Document.objects.filter(case=application.case, replaced_by=None)
    if kind is not None:
        standing = standing.filter(kind=kind)
    return standing.order_by("uploaded_at", "pk")


def public_files(application: Application) -> list[Document]:
    """What the public may read in full: the public version, and a report's statement on participation."""
    return list(files(application).filter(kind__in=[FileKind.PUBLIC, FileKind.PARTICIPATION]))


@in_chinese
def materials(application: Application) -> list[str]:
    """The list of material for a receipt: kind, name and pages of each file; a registration was typed in."""
    typed = [] if application.procedure.full_text else [f"{application.document_name}（网上填报）"]
    return typed + [
        f"{FileKind(file.kind).label}：{file.name}（{file.pages} 页）"
        for file in files(application).filter(kind__in=FileKind.values)
    ]
