"""Tables on their way in."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from disclosure.quality.enums import WORKING, Result
from disclosure.quality.models import Line, Run
from envportal.documents.guards import tables

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from envportal.accounts.models import User

TOP = 40


def seen_by(user: User | AnonymousUser) -> QuerySet[Run]:
    """The tables of a member of staff's bureau, newest first."""
    if not user.is_authenticated or user.bureau_id is None:
        return Run.objects.none()
    found = Run.objects.filter(bureau=user.bureau_id)
    return found.select_related("uploaded_by", "taken_by", "undone_by").order_by("-uploaded_at", "-pk")


def at_work() -> list[int]:
    """The tables a worker has to go on with, oldest first; those of the command have no file of ours."""
    waiting = Run.objects.filter(state__in=WORKING).exclude(path="").order_by("uploaded_at", "pk")
    return list(waiting.values_list("pk", flat=True))


def lines_of(run: Run, result: str = "") -> QuerySet[Line]:
    found = run.lines.filter(result=result) if result else run.lines.all()
    return found.order_by("number")


def remarkable(run: Run) -> QuerySet[Line]:
    """The lines somebody may want to look at: all but those taken as they are."""
    return run.lines.exclude(result=Result.TAKEN, is_plain=True).order_by("number")


def has_table(run: Run) -> bool:
    return bool(run.path) and tables.place(run.path).is_file()


def top(run: Run, most: int = TOP) -> list[tuple[int, list[str]]]:
    """The first rows of the table, for people to look at; none once it is off the disk."""
    if not has_table(run):
        return []
    with tables.opened(tables.place(run.path)) as rows:
        return list(islice(rows, most))
