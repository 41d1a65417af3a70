"""The door of this room: an approval is followed from its signature to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from approvals.aftercare import queries
from approvals.aftercare.actions import begin, ended
from approvals.aftercare.models import Aftercare

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import User
    from envportal.cases.models import Case

__all__ = ["begin", "ended", "of", "page_of"]


def of(origin: Case) -> Aftercare | None:
    """What follows an approval; None before it, and for what was approved elsewhere."""
    return Aftercare.objects.filter(origin=origin).select_related("case").first()


def page_of(user: User, pk: int, on: date) -> str:
    """Where somebody reads a case of this room: the name of its page, "" for a case of another room."""
    if queries.visible(user, on).filter(pk=pk).exists():
        return "case" if user.bureau_id is not None else "my_case"
    return ""
