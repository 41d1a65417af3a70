"""The door of this room: what binds the project of a case, by the zone that was chosen on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from approvals.zones import queries, rules
from approvals.zones.actions import release, take_up
from approvals.zones.guards import BASIS, SIMPLER, Banned, NotSimplified, OverTotal
from approvals.zones.models import Inside
from approvals.zones.queries import zone_of
from approvals.zones.rules import Binding, simplified

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from envportal.cases.models import Case

__all__ = [
    "BASIS", "SIMPLER", "Banned", "Binding", "NotSimplified", "OverTotal", "binds", "confirmed", "lets_in", "release",
    "simplified", "simplifies", "simplifying", "take_up", "zone_of",
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


def simplifying(case: Case, on: date) -> list[Binding]:
    """The plans by which the owner of this project might consult in the simpler way (公众参与办法第31条).

    Of every zone of the bureau while nobody has said where the project lies; of that one, or none, once somebody has.
    """
    inside = Inside.objects.filter(case=case).select_related("zone").first()
    zones = queries.zones_of(case.bureau) if inside is None else [inside.zone] if inside.zone else []
    plans = [queries.binding_plan(zone, on) for zone in zones]
    said = inside or Inside(case=case)
    return [Binding(plan, rules.met(plan, case, said)) for plan in plans if plan is not None and plan.simplifies]


def simplifies(case: Case, opinion_number: str, since: date, on: date) -> None:
    """Raise NotSimplified unless the plan of that opinion lets the owner of this project consult in the simpler way."""
    rules.simplified(simplifying(case, on), opinion_number, since)


def confirmed(case: Case, opinion_number: str, since: date, on: date) -> None:
    """Raise NotSimplified unless the officer has placed the project in the zone of that opinion and it fits.

    The opinion counts as it stood when the consultation began; the negative list as it stands on the day.
    """
    inside = Inside.objects.filter(case=case).select_related("zone").first()
    stood = queries.plan_as_it_stood(inside.zone, since) if inside and inside.zone else None
    rules.confirmed(stood, opinion_number)
    if stood is not None and inside is not None:
        rules.fits(binds(case, on) or Binding(stood, rules.met(stood, case, inside)))
