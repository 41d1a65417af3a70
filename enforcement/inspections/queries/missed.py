"""Visits that were announced and not made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from enforcement.inspections.models import Visit
from enforcement.inspections.states import State
from envportal.audit.models import Event

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet


def missed(on: date) -> QuerySet[Visit]:
    """Their day is over, the enterprise waited, and nobody was told of it yet."""
    told = Event.objects.filter(case=OuterRef("case_id"), name="visit_not_made")
    return Visit.objects.filter(~Exists(told), state=State.NOTICED, day__lt=on).order_by("day", "pk")
