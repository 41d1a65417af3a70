"""How many visits the published cap still lets in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enforcement.inspections.models import Cap, RiskClass, Visit
from enforcement.inspections.states import Risk, State

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import Bureau, Enterprise


def left(bureau: Bureau, enterprise: Enterprise, day: date) -> int | None:
    """Visits an enterprise may still get in the year of a day; None where its class has no cap."""
    classes = RiskClass.objects.filter(bureau=bureau, enterprise=enterprise, since__lte=day).order_by("since", "pk")
    risk = classes.values_list("risk", flat=True).last() or Risk.GENERAL
    agreed = Cap.objects.filter(bureau=bureau, year=day.year, risk=risk, agreed_by__isnull=False)
    most = agreed.order_by("agreed_at", "pk").values_list("visits", flat=True).last()
    if most is None:
        return None
    counted = Visit.objects.filter(
        case__bureau=bureau, case__enterprise=enterprise, day__year=day.year, counts_for_cap=True
    )
    return max(0, most - counted.exclude(state=State.CANCELLED).count())
