"""The door of this room: an approval is followed from its signature to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from approvals.aftercare.actions import begin, ended
from approvals.aftercare.models import Aftercare

if TYPE_CHECKING:
    from envportal.cases.models import Case

__all__ = ["begin", "ended", "of"]


def of(origin: Case) -> Aftercare | None:
    """What follows an approval; None before it, and for what was approved elsewhere."""
    return Aftercare.objects.filter(origin=origin).select_related("case").first()
