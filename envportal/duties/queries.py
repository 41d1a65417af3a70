"""Reads with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envportal.duties.enums import UNDONE, State
from envportal.duties.models import Duty

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from envportal.cases.models import Case
    from envportal.duties.enums import Awaited, Bearer


def of(case: Case) -> QuerySet[Duty]:
    """Every duty a case has brought about, by its last day, those without one at the end."""
    return Duty.objects.filter(case=case).select_related("section", "holder", "passed_to").order_by("due_on", "pk")


def undone(bearer: Bearer | None = None) -> QuerySet[Duty]:
    """What is still to be done, by anybody or by one side."""
    rows = Duty.objects.filter(state__in=UNDONE).select_related("case", "enterprise", "section", "holder")
    return (rows.filter(bearer=bearer) if bearer else rows).order_by("due_on", "pk")


def awaiting(case: Case, event: Awaited) -> QuerySet[Duty]:
    """The duties of a case that get their last day when something happens."""
    return Duty.objects.filter(case=case, state=State.AWAITING, awaits=event).order_by("pk")
