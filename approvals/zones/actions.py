"""The verbs of this room: one function, one transaction, the case row locked first."""

from __future__ import annotations

from contextlib import suppress
from decimal import ROUND_UP, Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.zones import queries, rules
from approvals.zones.guards import NotPossible
from approvals.zones.models import UNITS, Ban, Inside, Plan, Taken, Total, Zone
from approvals.zones.states import LIMITS, BanKind, State
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.actions import take_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from envportal.accounts.models import User

SERIES = "规环"


@transaction.atomic
def add_zone(*, code: str, name: str, place: str, body: str, by: User, at: datetime, key: str = "") -> Zone:
    """Enter a zone of the bureau."""
    if event := log.already(key):
        return Zone.objects.get(pk=event.facts["zone"])
    rules.may_keep(by)
    if Zone.objects.filter(code=code).exists():
        raise NotPossible(_("代号“%(code)s”已经有了，请换一个。") % {"code": code})
    zone = Zone.objects.create(bureau=by.bureau, code=code, name=name, place=place, body=body)  # type: ignore[misc]
    log.record(None, "zone_added", by=by, at=at, key=key or None, facts={"zone": zone.pk, "code": code})
    return zone


@transaction.atomic
def begin(zone: Zone, *, by: User, at: datetime, key: str = "") -> Plan:
    """Open the case of a planning EIA: the survey begins, and so does its limit."""
    if event := log.already(key):
        return Plan.objects.get(pk=event.case_id)
    rules.may_keep(by)
    zone = Zone.objects.select_for_update().select_related("bureau").get(pk=zone.pk, bureau=by.bureau)
    if queries.open_plan(zone) is not None:
        raise NotPossible(_("%(zone)s的规划环评正在办理。") % {"zone": zone})
    on = timezone.localdate(at)
    case = Case.objects.create(
        kind=queries.KIND, title=_("%(zone)s规划环评") % {"zone": zone}, bureau=zone.bureau, section=by.section,
        holder=by, number=take_number(zone.bureau, SERIES, on.year), opened_on=on, created_at=at,
    )  # fmt: skip
    plan = Plan.objects.create(case=case, zone=zone)
    _start(plan, on, by=by, at=at)
    log.record(case, "zone_plan_begun", by=by, at=at, key=key or None, facts={"zone": zone.code, "number": case.number})
    return plan


@transaction.atomic
def step(
    pk: int, *, verb: str, note: str, on: date | None = None, by: User, at: datetime, key: str = ""
) -> Plan:  # fmt: skip
    """One of the plain steps, of today or of the day it was: drafting, submission, sent back, follow-up, its end."""
    plan = lock(Plan, pk)
    if log.already(key):
        return plan
    today = timezone.localdate(at)
    since = on or today
    rules.require(verb, by, plan, today)
    rules.on_a_day(since, today)
    _turn(plan, verb, since=since, by=by, at=at)
    facts = {"note": note, "state": plan.state, "since": since.isoformat()}
    log.record(plan.case, f"zone_plan_{verb}", by=by, at=at, key=key or None, facts=facts)
    return plan


@transaction.atomic
def conclude(
    pk: int,
    *,
    opinion_number: str,
    opinion_on: date,
    opinion: str,
    by: User,
    at: datetime,
    key: str = "",
    **told: object,
) -> Plan:
    """出具审查意见: negative list, totals, validity; the plan that bound before is replaced.

    `told`: valid_to, simplifies, industries [(code, text)], processes [text], totals {pollutant: tonnes}.
    """
    plan = lock(Plan, pk)
    if log.already(key):
        return plan
    today = timezone.localdate(at)
    rules.require("conclude", by, plan, today)
    rules.on_a_day(opinion_on, today)
    _lock_zones(plan.zone)
    before = queries.standing_plan(plan.zone)
    if before is not None:
        _turn(lock(Plan, before.pk), "replace", since=today, by=by, at=at)
    plan.opinion_number, plan.opinion_on, plan.opinion = opinion_number, opinion_on, opinion
    plan.valid_to, plan.simplifies = told["valid_to"], told["simplifies"]  # type: ignore[assignment]
    _bind(plan, told["industries"], told["processes"], told["totals"])  # type: ignore[arg-type]
    _turn(plan, "conclude", since=opinion_on, by=by, at=at)
    facts = {"number": opinion_number, **{name: str(value) for name, value in told.items()}}
    log.record(plan.case, "zone_plan_concluded", by=by, at=at, key=key or None, facts=facts)
    return plan


def _bind(
    plan: Plan, industries: Sequence[tuple[str, str]], processes: Sequence[str], totals: Mapping[str, Decimal]
) -> None:
    Ban.objects.bulk_create(
        [Ban(plan=plan, kind=BanKind.INDUSTRY, code=code, text=text) for code, text in industries]
        + [Ban(plan=plan, kind=BanKind.PROCESS, text=text) for text in processes]
    )
    Total.objects.bulk_create(
        Total(plan=plan, pollutant=pollutant, most=int(tonnes * UNITS)) for pollutant, tonnes in totals.items()
    )
    for total in plan.totals.order_by("pk"):
        _carry(total)


def _carry(total: Total) -> None:
    """What standing approvals took of the zone before counts against its new total, even where that is less."""
    standing = Taken.objects.filter(total__plan__zone=total.plan.zone, total__pollutant=total.pollutant)
    units = sum(standing.values_list("units", flat=True))
    Total.objects.filter(pk__in=set(standing.values_list("total", flat=True))).update(used=0, carried=0)
    Total.objects.filter(pk=total.pk).update(used=units, carried=units)
    standing.update(total=total)


def _lock_zones(*zones: Zone) -> None:
    """After the case: which plan binds in these zones, and what is used of its totals, stands still from here on."""
    rows = Zone.objects.select_for_update(no_key=True).filter(pk__in=[one.pk for one in zones])
    list(rows.order_by("pk").values_list("pk"))


def _turn(plan: Plan, verb: str, *, since: date, by: User, at: datetime) -> None:
    """The limit of the state that is left ends, that of the new one begins; where it is over, the case is closed.

    Both on the day it happened, which may be typed later.
    """
    running = clocks.open_clock(plan.case, Matter.ZONE_PLAN)
    if running is not None:
        clocks.stop(plan.case, Matter.ZONE_PLAN, on=max(since, running.started_on), by=by, at=at)
    getattr(plan, verb)()
    plan.save()
    if plan.state in {State.REPLACED, State.ENDED}:
        plan.case.closed_on = timezone.localdate(at)
        plan.case.save(update_fields=["closed_on"])
    _start(plan, since, by=by, at=at)


def _start(plan: Plan, on: date, *, by: User, at: datetime) -> None:
    variant = LIMITS.get(State(plan.state))
    if variant:
        with suppress(clocks.NoRule):
            clocks.start(plan.case, Matter.ZONE_PLAN, variant=variant, on=on, by=by, at=at)


# PROJECTS INSIDE ------------------------------------------------------------------------
@transaction.atomic
def place(
    pk: int, *, zone: Zone | None, process: str = "", is_banned: bool = False, by: User, at: datetime, key: str = ""
) -> Inside:
    """Say which zone the project of a case lies in, and whether it has a process of the negative list."""
    case = lock(Case, pk)
    if log.already(key):
        return Inside.objects.get(pk=pk)
    rules.may_place(by, case, timezone.localdate(at))
    told = {"zone": zone, "process": process, "is_banned": is_banned}
    found, _new = Inside.objects.update_or_create(case=case, defaults=told)
    facts = {"zone": zone.code if zone else "", "process": process, "is_banned": is_banned}
    log.record(case, "zone_placed", by=by, at=at, key=key or None, facts=facts)
    return found


def take_up(case: Case, needed: Mapping[str, Decimal], *, on: date) -> None:
    """At approval: what the project emits counts against the zone's total. Raises OverTotal; the case is locked."""
    zone = queries.zone_of(case)
    if zone is None:
        return
    _lock_zones(zone)
    plan = queries.binding_plan(zone, on)
    if plan is None:
        return
    rules.within_totals(plan, needed)
    for total in plan.totals.order_by("pk"):
        units = int((needed.get(total.pollutant, Decimal(0)) * UNITS).to_integral_value(ROUND_UP))
        if units and Taken.objects.get_or_create(total=total, case=case, defaults={"units": units})[1]:
            Total.objects.filter(pk=total.pk).update(used=F("used") + units)


def release(case: Case, *, by: User | None, at: datetime, reason: str) -> None:
    """At the end of an approval: what it took of the zone's totals is free again, once; the case is locked."""
    if not Taken.objects.filter(case=case).exists():
        return
    _lock_zones(*Zone.objects.filter(plans__totals__taken__case=case))
    freed = {}
    for taken in Taken.objects.filter(case=case).select_related("total").order_by("total"):
        Total.objects.filter(pk=taken.total_id).update(used=F("used") - taken.units)
        freed[taken.total.pollutant] = str(taken.tonnes)
        taken.delete()
    log.record(case, "zone_total_freed", by=by, at=at, facts={"freed": freed, "reason": reason})
