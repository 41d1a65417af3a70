"""Imports and their lines by the names a colleague would use."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Q

from disclosure.board import board
from disclosure.imports.enums import WORKING, Result
from disclosure.imports.models import Line, Run
from envportal.accounts.models import Bureau
from envportal.documents.guards import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from envportal.accounts.models import User

TOP = 60


def seen_by(user: User | AnonymousUser) -> QuerySet[Run]:
    """The imports of a member of staff's bureau, and those read by the command, newest first."""
    if not user.is_authenticated or user.bureau_id is None:
        return Run.objects.none()
    found = Run.objects.filter(Q(bureau=user.bureau_id) | Q(bureau=None))
    return found.select_related("uploaded_by", "mapped_by", "applied_by").order_by("-uploaded_at", "-pk")


def at_work() -> list[int]:
    """The imports a worker has to go on with, oldest first; those of the command have no file of ours."""
    waiting = Run.objects.filter(state__in=WORKING).exclude(path="").order_by("uploaded_at", "pk")
    return list(waiting.values_list("pk", flat=True))


def begun(sha256: str) -> Run | None:
    """A reading of the same file by the command that did not come to its end."""
    return Run.objects.filter(bureau=None, path="", sha256=sha256, state=Run.State.APPLYING).order_by("pk").first()


def lines_of(run: Run, result: str = "") -> QuerySet[Line]:
    found = run.lines.filter(result=result) if result else run.lines.all()
    return found.select_related("run").order_by("number")


def remarkable(run: Run) -> QuerySet[Line]:
    """The lines somebody may want to look at: all but those copied as they are, without a word."""
    return run.lines.exclude(result=Result.TAKEN, is_plain=True).select_related("run").order_by("number")


def lines_seen_by(user: User | AnonymousUser) -> QuerySet[Line]:
    return Line.objects.filter(run__in=seen_by(user)).select_related("run", "off_asked_by")


def earlier(run: Run, keys: Iterable[str]) -> dict[str, int]:
    """Of these keys, the line of this import that had it first."""
    taken = run.lines.filter(import_key__in=list(keys), result__in=[Result.TAKEN, Result.MENDED])
    return dict(taken.values_list("import_key", "number"))


def answering(line: Line) -> QuerySet[Bureau]:
    """The bureaus that answer for what the command read: who published it and who is above; else those at the top."""
    named = Bureau.objects.filter(name=board.publisher_of(line.import_key))
    theirs = Bureau.objects.filter(Q(pk__in=named) | Q(subordinates__in=named)).distinct()
    return theirs if named.exists() else Bureau.objects.filter(parent=None)


def has_table(run: Run) -> bool:
    return bool(run.path) and tables.place(run.path).is_file()


def top(run: Run, most: int = TOP) -> list[tuple[int, list[str]]]:
    """The first rows of the table, for people to look at; none once it is off the disk."""
    if not has_table(run):
        return []
    with tables.opened(tables.place(run.path)) as rows:
        return list(islice(rows, most))
