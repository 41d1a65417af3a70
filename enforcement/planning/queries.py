"""Reads with a name: what plans are made from, and what became of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from disclosure.board import board
from enforcement.inspections import visiting
from enforcement.planning.enums import DrawState, PlanState, Risk
from enforcement.planning.models import (
    Absence,
    Cap,
    Draw,
    DrawPair,
    DrawTie,
    Plan,
    PlannedDemand,
    PlannedPerson,
    PlannedVisit,
    RiskClass,
    Road,
    Target,
)
from envportal.accounts.enums import EnterpriseKind
from envportal.accounts.models import Enterprise

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime, time

    from django.db.models import QuerySet

    from enforcement.planning.models import DrawObject
    from envportal.accounts.models import Bureau, User

# Visits still to be made take the time of their people.
AHEAD = (visiting.State.PLANNED, visiting.State.APPROVED, visiting.State.NOTICED)
MADE = (visiting.State.UNDER_WAY, visiting.State.LEFT, visiting.State.CLOSED)


# WHAT A PLAN IS MADE FROM -----------------------------------------------------------------
def demands_between(bureau: Bureau, first: date, last: date) -> list[visiting.Demand]:
    """What waits and can be seen within a period."""
    rows = visiting.demands_open(bureau).filter(earliest__lte=last, latest__gte=first)
    return list(rows)


def absences(people: Iterable[User], first: date, last: date) -> dict[int, list[tuple[date, date]]]:
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    rows = Absence.objects.filter(user__in=[one.pk for one in people], first__lte=last, last__gte=first)
    for row in rows:
        found[row.user_id].append((row.first, row.last))
    return found


def booked(bureau: Bureau, first: date, last: date) -> list[tuple[int, date, time, int, int]]:
    """Person, day, hour, minutes and enterprise of every visit that stands in the period already."""
    rows = visiting.VisitPerson.objects.filter(
        visit__case__bureau=bureau, visit__state__in=AHEAD, visit__day__range=(first, last)
    )
    told = rows.values_list("user", "visit__day", "visit__begins_at", "visit__minutes", "visit__case__enterprise")
    return list(told)


def drawn_people(demands: Iterable[visiting.Demand]) -> dict[int, frozenset[int]]:
    """Demand → who was drawn by lot to see it."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = DrawPair.objects.filter(drawn__demand__in=[one.pk for one in demands])
    for demand, user in rows.values_list("drawn__demand", "inspector__user"):
        found[demand].add(user)
    return {demand: frozenset(people) for demand, people in found.items()}


# CAPS AND CLASSES -------------------------------------------------------------------------
def caps(bureau: Bureau | None, year: int) -> dict[str, Cap]:
    """Class → the cap in force: the one agreed last."""
    rows = Cap.objects.filter(bureau=bureau, year=year, agreed_by__isnull=False).order_by("agreed_at", "pk")
    return {cap.risk: cap for cap in rows}


def caps_of(bureau: Bureau | None) -> QuerySet[Cap]:
    return Cap.objects.filter(bureau=bureau).select_related("proposed_by", "agreed_by").order_by("-year", "risk", "-pk")


def public_caps() -> QuerySet[Cap]:
    """Every cap in force, as everybody may read it; one that was replaced is not there."""
    agreed = Cap.objects.filter(agreed_by__isnull=False).order_by("agreed_at", "pk")
    newest = {(bureau, year, risk): pk for pk, bureau, year, risk in agreed.values_list("pk", "bureau", "year", "risk")}
    rows = Cap.objects.filter(pk__in=newest.values()).select_related("bureau")
    return rows.order_by("-year", "bureau__name", "risk", "pk")


def risks(bureau: Bureau | None, on: date) -> dict[int, str]:
    """Enterprise → its class on a day, for those that have one."""
    rows = RiskClass.objects.filter(bureau=bureau, since__lte=on).order_by("since", "pk")
    return dict(rows.values_list("enterprise", "risk"))


def counted_visits(bureau: Bureau, year: int) -> Counter[int]:
    """Enterprise → visits of a year its cap counts, made or planned."""
    rows = visiting.Visit.objects.filter(case__bureau=bureau, day__year=year, counts_for_cap=True)
    return Counter(rows.exclude(state=visiting.State.CANCELLED).values_list("case__enterprise", flat=True))


def enterprises(bureau: Bureau | None) -> QuerySet[Enterprise]:
    return Enterprise.objects.filter(bureau=bureau, kind=EnterpriseKind.OWNER).order_by("uscc")


def risk_rows(bureau: Bureau | None) -> QuerySet[RiskClass]:
    return RiskClass.objects.filter(bureau=bureau).select_related("enterprise", "set_by").order_by("-since", "-pk")


def target(bureau: Bureau | None) -> int:
    """Within how many days a township is to be visited; a year where nobody set anything."""
    row = Target.objects.filter(bureau=bureau).order_by("-pk").first()
    return row.days if row else 365


# PLANS ------------------------------------------------------------------------------------
def plans(bureau: Bureau | None) -> QuerySet[Plan]:
    rows = Plan.objects.filter(bureau=bureau).select_related("asked_by", "confirmed_by")
    proposed = Count("planned_visits", distinct=True)
    return rows.annotate(now=proposed).order_by("-pk")


def to_compute(before: datetime) -> list[int]:
    """Plans nobody computes: fresh ones, and those a worker took before a moment and did not bring back."""
    lost = Q(state=PlanState.COMPUTING, taken_at__lt=before)
    return list(Plan.objects.filter(Q(state=PlanState.ASKED) | lost).order_by("pk").values_list("pk", flat=True))


def planned(plan: Plan) -> QuerySet[PlannedVisit]:
    people = PlannedPerson.objects.select_related("user")
    served = PlannedDemand.objects.select_related("demand__section", "demand__enterprise")
    rows = plan.planned_visits.select_related("enterprise", "plan__bureau", "visit__case")
    rows = rows.prefetch_related(Prefetch("people", people), Prefetch("demands", served))
    return rows.order_by("day", "begins_at", "pk")


def planned_at(user: User, on: date) -> QuerySet[PlannedVisit]:
    rows = PlannedVisit.objects.filter(plan__bureau=user.bureau).select_related("plan__bureau", "enterprise")
    return rows.exclude(hidden_visits(user, on))


def hidden_visits(user: User, on: date) -> Q:
    """Who is tied to an enterprise learns of no unannounced visit to it."""
    unannounced = PlannedDemand.objects.filter(planned=OuterRef("pk"), demand__unannounced=True)
    return Q(Exists(unannounced), enterprise__in=near(user, on))


def near(user: User, on: date) -> QuerySet[visiting.Tie, int]:
    """The enterprises somebody is tied to on a day."""
    rows = visiting.Tie.objects.filter(Q(until=None) | Q(until__gte=on), user=user)
    return rows.values_list("enterprise", flat=True)


def made_of(plan: Plan, user: User, on: date) -> QuerySet[visiting.Visit]:
    """The real visits of a confirmed plan, but for what somebody tied to the enterprise is not to know."""
    seen = plan.planned_visits.exclude(hidden_visits(user, on)).values("visit")
    rows = visiting.Visit.objects.filter(pk__in=seen).select_related("case__enterprise")
    return rows.prefetch_related("people__user").order_by("day", "begins_at", "pk")


WAITS: Final[dict[str, Q]] = {
    "approve": Q(state=visiting.State.PLANNED),
    "notice": Q(state=visiting.State.APPROVED, unannounced=False),
}


def waiting_for(verb: str, visits: QuerySet[visiting.Visit]) -> QuerySet[visiting.Visit]:
    """Those that wait for the step."""
    return visits.filter(WAITS[verb])


def came_of(rows: Iterable[DrawObject]) -> dict[int, dict[str, Any]]:
    """By drawn object, what the public reads of it: visited when, with which notice; not yet; or called off and why.

    A visit to come is told to nobody: it may be unannounced.
    """
    states = visiting.DemandState
    of = {one.pk: one.demand for one in rows if one.demand is not None}
    seen = {pk: demand.visit for pk, demand in of.items() if demand.visit and demand.state == states.SEEN}
    shown = board.latest_of([visit.case_id for visit in seen.values()])
    return {
        pk: {
            "visit": seen.get(pk), "notice": shown.get(seen[pk].case_id) if pk in seen else None,
            "withdrawn": demand.withdrawn_why if demand.state == states.WITHDRAWN else "",
        }
        for pk, demand in of.items()
    }  # fmt: skip


def left(plan: Plan) -> QuerySet[PlannedDemand]:
    rows = plan.planned_demands.filter(planned=None)
    return rows.select_related("demand__section", "demand__enterprise").order_by("why", "demand__latest", "pk")


# DRAWS ------------------------------------------------------------------------------------
def draws(bureau: Bureau | None) -> QuerySet[Draw]:
    return with_counts(Draw.objects.filter(bureau=bureau))


def draw_that_waits(bureau: Bureau | None, on: date) -> Draw | None:
    """A draw whose number is known by a day and that nobody has made."""
    return Draw.objects.filter(bureau=bureau, state=DrawState.LISTED, seed_on__lte=on).order_by("pk").first()


def public_draws() -> QuerySet[Draw]:
    return with_counts(Draw.objects.all())


def with_counts(rows: QuerySet[Draw]) -> QuerySet[Draw]:
    drawn = Count("listed_objects", filter=Q(listed_objects__is_drawn=True), distinct=True)
    found = rows.select_related("bureau", "listed_by", "drawn_by")
    return found.annotate(listed=Count("listed_objects", distinct=True), drawn_objects=drawn).order_by("-pk")


def listed(draw: Draw) -> list[tuple[str, str, str]]:
    """The lists of a draw as they were frozen: what a line is, and its two values."""
    ties = DrawTie.objects.filter(drawn__draw=draw).values_list("drawn__code", "inspector__code")
    return [
        *(("share", risk, str(percent)) for risk, percent in draw.shares.items()),
        *(("object", code, risk) for code, risk in draw.listed_objects.values_list("code", "risk")),
        *(("inspector", code, "") for code in draw.inspectors.values_list("code", flat=True)),
        *(("tie", of, inspector) for of, inspector in ties),
    ]


# THE LEDGER -------------------------------------------------------------------------------
def quarter_of(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def ledger(bureau: Bureau | None) -> list[dict[str, object]]:
    """By quarter and section: visits asked for, demands merged into shared visits, visits made, visits saved.

    A visit that serves n demands saves n - 1, each shared out to the sections whose demands came second; so the sum
    over sections is demands served minus visits, with no second book beside the rows.
    """
    rows = visiting.Demand.objects.filter(bureau=bureau).exclude(state=visiting.DemandState.WITHDRAWN)
    rows = rows.select_related("section", "visit").order_by("asked_at", "pk")
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    served = Counter(one.visit_id for one in rows if one.visit_id is not None)
    first: set[int] = set()
    for one in rows:
        on = one.visit.day if one.visit is not None else one.latest
        sums = found[quarter_of(on), one.section.name if one.section else ""]
        sums["asked"] += 1
        if one.visit_id is None:
            continue
        sums["merged"] += served[one.visit_id] > 1
        sums["saved"] += one.visit_id in first
        if one.visit_id not in first and one.visit is not None:
            first.add(one.visit_id)
            sums["planned"] += 1
            sums["made"] += one.visit.state in MADE
    names = ("asked", "merged", "planned", "made", "saved")
    return [
        {"quarter": quarter, "section": section, **{name: sums[name] for name in names}}
        for (quarter, section), sums in sorted(
            found.items(), key=lambda item: (-int(item[0][0].replace("Q", "")), item[0][1])
        )
    ]


# COVERAGE ---------------------------------------------------------------------------------
def townships(bureau: Bureau | None) -> dict[str, set[int]]:
    """Township → enterprises with a project there; "" for those whose township nobody wrote down."""
    found: dict[str, set[int]] = defaultdict(set)
    placed: set[int] = set()
    projects = Enterprise.objects.filter(bureau=bureau, kind=EnterpriseKind.OWNER)
    for pk, division in projects.values_list("pk", "projects__division").order_by("pk"):
        if division:
            found[division].add(pk)
            placed.add(pk)
        elif pk not in placed:
            found[""].add(pk)
    found[""] -= placed
    return {name: members for name, members in found.items() if members}


def roads(bureau: Bureau | None) -> QuerySet[Road]:
    """Minutes between townships, and from the seat ("") to each, as the bureau wrote them down."""
    return Road.objects.filter(bureau=bureau).select_related("set_by").order_by("first", "second")


def last_visits(bureau: Bureau | None) -> dict[int, date]:
    """Enterprise → the day of the last visit made there."""
    rows = visiting.visits_made(bureau).order_by("day")
    return dict(rows.filter(case__enterprise__isnull=False).values_list("case__enterprise", "day"))


def risk_counts(bureau: Bureau | None, on: date) -> Counter[str]:
    known = risks(bureau, on)
    return Counter(known.get(pk, Risk.GENERAL) for pk in enterprises(bureau).values_list("pk", flat=True))
