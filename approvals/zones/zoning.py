"""The door of this room: what binds the project of a case, by the zone that was chosen on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from approvals.zones import queries, rules
from approvals.zones.actions import release, take_up
from approvals.zones.guards import BASIS, SIMPLER, Banned, OverTotal
from approvals.zones.models import Inside
from approvals.zones.queries import zone_of
from approvals.zones.rules import Binding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from envportal.cases.models import Case

__all__ = [
    "BASIS", "SIMPLER", "Banned", "Binding", "OverTotal", "binds", "lets_in", "release", "take_up",
    "zone_of",
]  # fmt: skip


def binds(case: Case, on: date) -> Binding | None:
    """What binds the project of a case on a day; None where no zone was chosen or its plan does not bind."""
    inside = Inside.objects.filter(case=case).select_related("zone").first()
    plan = queries.binding_plan(inside.zone, on) if inside and inside.zone else None
    return Binding(plan, rules.met(plan, case, inside)) if plan and inside else None


def lets_in(case: Case, needed: Mapping[str, Decimal], on: date) -> None:
    """Raise Banned or OverTotal where the plan of its zone keeps a project out; said at the decision, not at intake."""
    found = binds(case, on)
    if found is not None:
        rules.not_banned(found)
        rules.within_totals(found.plan, needed)
