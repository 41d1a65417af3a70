"""Imports and their lines by the names a colleague would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from disclosure.board import board
from disclosure.imports.models import Line, Run
from disclosure.runs.enums import Result
from envportal.accounts.models import Bureau

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from envportal.accounts.models import User


def seen_by(user: User | AnonymousUser) -> QuerySet[Run]:
    """The imports of a member of staff's bureau, and those read by the command, newest first."""
    if not user.is_authenticated or user.bureau_id is None:
        return Run.objects.none()
    found = Run.objects.filter(Q(bureau=user.bureau_id) | Q(bureau=None))
    return found.select_related("uploaded_by", "mapped_by", "applied_by").order_by("-uploaded_at", "-pk")


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
