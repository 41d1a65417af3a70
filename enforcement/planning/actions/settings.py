"""Caps, classes, days off, ways, the target: what plans and draws go by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.planning import rules
from enforcement.planning.guards import NotPossible
from enforcement.planning.models import Absence, Cap, RiskClass, Road, Target
from enforcement.planning.rules.roads import pair
from envportal.audit import log

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from envportal.accounts.models import Enterprise, User


@transaction.atomic
def propose_cap(
    *, year: int, risk: str, visits: int, basis: str, by: User, at: datetime, key: str = ""
) -> Cap:  # fmt: skip
    """提出年度检查频次上限."""
    if event := log.already(key):
        return Cap.objects.get(pk=event.facts["cap"])
    rules.may(by, rules.SET_CAP)
    cap = Cap.objects.create(
        bureau=by.bureau, year=year, risk=risk, visits=visits, basis=basis, proposed_by=by, proposed_at=at,  # type: ignore[misc]
    )  # fmt: skip
    facts = {"cap": cap.pk, "year": year, "risk": risk, "visits": visits, "basis": basis}
    log.record(None, "cap_proposed", by=by, at=at, key=key or None, facts=facts)
    return cap


@transaction.atomic
def agree_cap(pk: int, *, by: User, at: datetime, key: str = "") -> Cap:
    """同意并公布: from now on it holds, and everybody reads it."""
    cap = Cap.objects.select_for_update(of=("self",)).select_related("bureau").get(pk=pk)
    if log.already(key):
        return cap
    rules.may_agree(by, cap)
    cap.agreed_by, cap.agreed_at = by, at
    cap.save(update_fields=["agreed_by", "agreed_at"])
    facts = {"cap": pk, "year": cap.year, "risk": cap.risk, "visits": cap.visits}
    log.record(None, "cap_agreed", by=by, at=at, key=key or None, facts=facts)
    return cap


@transaction.atomic
def classify(
    *, enterprise: Enterprise, risk: str, since: date, why: str, by: User, at: datetime, key: str = ""
) -> RiskClass:  # fmt: skip
    """登记风险类别: from a day on."""
    if event := log.already(key):
        return RiskClass.objects.get(pk=event.facts["class"])
    rules.may(by, rules.CLASSIFY)
    row = RiskClass.objects.create(
        bureau=by.bureau, enterprise=enterprise, risk=risk, since=since, why=why, set_by=by, set_at=at,  # type: ignore[misc]
    )  # fmt: skip
    facts = {"class": row.pk, "enterprise": enterprise.name, "risk": risk, "since": since, "why": why}
    log.record(None, "risk_classified", by=by, at=at, key=key or None, facts=facts)
    return row


@transaction.atomic
def be_away(*, inspector: User, first: date, last: date, by: User, at: datetime, key: str = "") -> Absence:
    """登记不能排检查的日子."""
    if event := log.already(key):
        return Absence.objects.get(pk=event.facts["absence"])
    rules.may(by, rules.PLAN, inspector.bureau)
    if last < first:
        raise NotPossible(_("最后一天不能早于第一天。"))
    row = Absence.objects.create(user=inspector, first=first, last=last)
    facts = {"absence": row.pk, "inspector": inspector.pk, "first": first, "last": last}
    log.record(None, "inspector_away", by=by, at=at, key=key or None, facts=facts)
    return row


@transaction.atomic
def write_roads(*, ways: Mapping[tuple[str, str], int], by: User, at: datetime, key: str = "") -> int:
    """登记路程: the whole table of minutes between townships, in place of the one before. Returns how many ways."""
    if event := log.already(key):
        return int(event.facts["ways"])
    rules.may(by, rules.CLASSIFY)
    Road.objects.filter(bureau=by.bureau).delete()
    sorted_ways = {pair(*ends): minutes for ends, minutes in ways.items()}
    Road.objects.bulk_create(
        Road(bureau=by.bureau, first=first, second=second, minutes=minutes, set_by=by, set_at=at)
        for (first, second), minutes in sorted(sorted_ways.items())
    )
    table = [f"{first or '-'} {second} {minutes}" for (first, second), minutes in sorted(sorted_ways.items())]
    log.record(None, "roads_written", by=by, at=at, key=key or None, facts={"ways": len(table), "table": table})
    return len(table)


@transaction.atomic
def set_target(*, days: int, by: User, at: datetime, key: str = "") -> Target:
    """设定乡镇最长多少天要有一次检查."""
    if event := log.already(key):
        return Target.objects.get(pk=event.facts["target"])
    rules.may(by, rules.CLASSIFY)
    row = Target.objects.create(bureau=by.bureau, days=days, set_by=by, set_at=at)  # type: ignore[misc]
    log.record(None, "coverage_target_set", by=by, at=at, key=key or None, facts={"target": row.pk, "days": days})
    return row
