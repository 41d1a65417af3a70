"""Tables on their way in and their lines, by the names a colleague would use."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from disclosure.runs.enums import WORKING, Result
from envportal.documents.guards import tables

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import Manager

    from disclosure.runs.models import TableRun

TOP = 60


def at_work(runs: type[TableRun]) -> list[int]:
    """The tables a worker has to go on with, oldest first; those of the command have no file of ours."""
    manager: Manager[Any] = runs._default_manager
    waiting = manager.filter(state__in=WORKING).exclude(path="").order_by("uploaded_at", "pk")
    return list(waiting.values_list("pk", flat=True))


def lines_of(run: TableRun, result: str = "") -> Any:
    found = run.lines.filter(result=result) if result else run.lines.all()
    return found.select_related("run").order_by("number")


def remarkable(run: TableRun) -> Any:
    """The lines somebody may want to look at: all but those taken as they are, without a word."""
    return run.lines.exclude(result=Result.TAKEN, is_plain=True).select_related("run").order_by("number")


def has_table(run: TableRun) -> bool:
    return bool(run.path) and tables.place(run.path).is_file()


def top(run: TableRun, most: int = TOP) -> list[tuple[int, list[str]]]:
    """The first rows of the table, for people to look at; none once it is off the disk."""
    if not has_table(run):
        return []
    with tables.opened(tables.place(run.path)) as rows:
        return list(islice(rows, most))
