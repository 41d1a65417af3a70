"""Reads with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from approvals.zones.models import Plan, Zone
from approvals.zones.states import BINDING, OPEN, State
from envportal.cases.queries import OPEN_FIRST, visible_to
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau, User
    from envportal.cases.models import Case

KIND = "zone_plan"


def visible(user: User, on: date) -> QuerySet[Plan]:
    """The plans of the bureau's zones, each with its clocks, the open ones first."""
    seen = visible_to(user, on, "zone.view").order_by().values("pk")
    its_clocks = Clock.objects.filter(matter=Matter.ZONE_PLAN).select_related("rule").order_by("-pk")
    rows = Plan.objects.filter(case__in=seen).select_related("zone", "case__bureau", "case__holder")
    rows = rows.prefetch_related(Prefetch("case__clocks", its_clocks, to_attr="own_clocks"))
    return rows.order_by(OPEN_FIRST, "zone__name", "-pk")


def zones_of(bureau: Bureau | None) -> QuerySet[Zone]:
    return Zone.objects.filter(bureau=bureau).order_by("name", "pk")


def public_zones() -> QuerySet[Zone]:
    binding = Plan.objects.filter(state__in=BINDING).select_related("case")
    rows = Zone.objects.select_related("bureau").prefetch_related(Prefetch("plans", binding, to_attr="binding"))
    return rows.order_by("name", "pk")


def binding_plan(zone: Zone, on: date) -> Plan | None:
    """The plan whose conclusions bind on a day."""
    in_time = Q(valid_to=None) | Q(valid_to__gte=on)
    return Plan.objects.filter(in_time, zone=zone, state__in=BINDING, opinion_on__lte=on).select_related("zone").first()


def plan_as_it_stood(zone: Zone, on: date) -> Plan | None:
    """The plan by whose opinion the zone was assessed on a day, whatever became of it since."""
    given = Plan.objects.filter(zone=zone, opinion_on__lte=on).exclude(opinion_number="")
    last = given.select_related("zone", "case").order_by("-opinion_on", "-pk").first()
    if last is None or (last.valid_to is not None and last.valid_to < on):
        return None
    is_over = last.state == State.ENDED and last.case.closed_on is not None and last.case.closed_on <= on
    return None if is_over else last


def standing_plan(zone: Zone) -> Plan | None:
    """The plan that binds, or did to the end of its validity: what a new opinion replaces."""
    return Plan.objects.filter(zone=zone, state__in=BINDING).first()


def open_plan(zone: Zone) -> Plan | None:
    """The plan on its way that does not bind yet."""
    return Plan.objects.filter(zone=zone, state__in=OPEN - BINDING).first()


def zone_of(case: Case) -> Zone | None:
    return Zone.objects.filter(inside=case.pk).first()
