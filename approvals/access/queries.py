"""Reads with a name: rules of a day, units, sheets, and which running cases a rule would touch."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from approvals.access.enums import RuleKind
from approvals.access.models import Answer, ControlUnit, Facts, Line, Rule, RuleFile, Sheet
from approvals.quotas import ledger
from envportal.cases.models import Case

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from envportal.accounts.models import Bureau

DATA = Path(__file__).parent / "data"
STANDS = Q(number__isnull=False)
WAITS = Q(number=None, declined_by=None)


def bureaus_over(bureau: Bureau) -> list[int]:
    """A bureau and, where it is a branch, the city bureau whose rules it keeps."""
    return [bureau.pk, *([bureau.parent_id] if bureau.is_branch and bureau.parent_id else [])]


def of_bureau(bureau: Bureau) -> QuerySet[Rule]:
    """Every version of every rule a bureau keeps or waits to decide on."""
    mine = Rule.objects.filter(Q(bureau=None) | Q(bureau__in=bureaus_over(bureau)))
    return mine.select_related("bureau", "proposed_by", "agreed_by", "declined_by")


def in_force(bureau: Bureau, on: date) -> list[Rule]:
    """The rules of a day, each in its latest version, a bureau's own before the shipped one of the same key."""
    found = of_bureau(bureau).filter(STANDS, valid_from__lte=on)
    latest = {rule.key: rule for rule in sorted(found, key=_rank)}
    kept = [one for one in latest.values() if not one.is_retired and bureau.division.startswith(one.region)]
    return sorted(kept, key=lambda rule: (KINDS.index(rule.kind), rule.key))


def _rank(rule: Rule) -> tuple[bool, date, int]:
    """What stands before what: a bureau's own rule, then the later day."""
    return rule.bureau_id is not None, rule.valid_from, rule.number or 0


# As a screening sheet reads: where first, then what, then how much.
KINDS = ("suspension", "unit", "sensitive", "policy", "high_energy", "capacity", "replacement")


def standing(bureau: Bureau, key: str, on: date) -> Rule | None:
    """The version of a rule in force for a bureau, a retired one included."""
    found = of_bureau(bureau).filter(STANDS, key=key, valid_from__lte=on)
    return max(found, key=_rank, default=None)


def standing_of(bureau: Bureau, keys: Iterable[str], on: date) -> dict[str, Rule]:
    """Key → the version in force for a bureau, of many rules in one read."""
    found = of_bureau(bureau).filter(STANDS, key__in=list(keys), valid_from__lte=on)
    return {rule.key: rule for rule in sorted(found, key=_rank)}


def versions(bureau: Bureau, key: str) -> QuerySet[Rule]:
    return of_bureau(bureau).filter(key=key).order_by("-proposed_at", "-pk")


def waiting(bureau: Bureau) -> QuerySet[Rule]:
    """What was proposed at this bureau and nobody has decided on."""
    return of_bureau(bureau).filter(WAITS, bureau=bureau).order_by("proposed_at", "pk")


def waiting_of(found: RuleFile) -> QuerySet[Rule]:
    """What of a catalogue nobody has decided on."""
    return of_bureau(found.bureau).filter(WAITS, file=found).order_by("pk")


@dataclass
class Suspension:
    """区域限批: its latest wording, the day it began, and the day it was lifted."""

    rule: Rule
    since: date
    lifted_on: date | None = None


def suspensions(bureau: Bureau) -> list[Suspension]:
    """Every one there was, the latest first; one lifted and ordered again stands twice."""
    runs: list[Suspension] = []
    running: dict[str, Suspension] = {}
    for version in of_bureau(bureau).filter(STANDS, kind=RuleKind.SUSPENSION).order_by("valid_from", "number"):
        one = running.get(version.key)
        if one is None and not version.is_retired:
            running[version.key] = Suspension(version, version.valid_from)
            runs.append(running[version.key])
        elif one is not None and version.is_retired:
            one.lifted_on = version.valid_from
            del running[version.key]
        elif one is not None:
            one.rule = version
    return sorted(runs, key=lambda one: one.since, reverse=True)


# UNITS ------------------------------------------------------------------------
def units_on(bureaus: Iterable[int], on: date) -> list[ControlUnit]:
    """The control units as drawn on a day."""
    drawn = ControlUnit.objects.filter(bureau__in=list(bureaus), valid_from__lte=on).order_by("valid_from")
    return sorted({(unit.bureau_id, unit.code): unit for unit in drawn}.values(), key=lambda unit: unit.code)


# CASES ------------------------------------------------------------------------
def facts_of(case: Case) -> Facts:
    """The facts of a case; blank ones where nobody has said anything."""
    return Facts.objects.filter(case=case).first() or Facts(case=case)


def sheets(case: Case) -> QuerySet[Sheet]:
    return Sheet.objects.filter(case=case).order_by("-number")


def lines(sheet: Sheet) -> QuerySet[Line]:
    return Line.objects.filter(sheet=sheet).select_related("rule__bureau").order_by("pk")


def answers(case: Case) -> QuerySet[Answer]:
    """Latest first."""
    return Answer.objects.filter(case=case).select_related("by", "rule").order_by("-pk")


def answers_to(rules: Iterable[Rule]) -> QuerySet[Answer]:
    """What was answered to these versions, latest first."""
    return Answer.objects.filter(rule__in=[rule.pk for rule in rules]).order_by("-pk")


def running(bureau: Bureau | None = None) -> QuerySet[Case]:
    """The screened cases that are not over, of a bureau and of its branches, or all."""
    found = Case.objects.filter(screenings__isnull=False, closed_on=None).distinct()
    if bureau is not None:
        found = found.filter(Q(bureau=bureau) | Q(bureau__parent=bureau, bureau__is_branch=True))
    return found.select_related("bureau__parent", "holder", "section", "project", "access_facts").order_by("pk")


def behind(on: date) -> list[int]:
    """Cases whose latest sheet was drawn up before a rule began that is in force now."""
    latest = Rule.objects.filter(STANDS, valid_from__lte=on).aggregate(day=Max("valid_from"))["day"]
    if latest is None:
        return []
    drawn = running().annotate(drawn_on=Max("screenings__checked_on")).filter(drawn_on__lt=latest)
    return list(drawn.order_by("pk").values_list("pk", flat=True))


# The marks of the table of replacement ratios, in words for a page.
MARKS: dict[str, str | _StrPromise] = {
    "sourced": _("见于摘录"),
    "memory": _("未核对"),
    "sourced (征求意见稿 环办便函〔2020〕268号); 定稿 memory": _("见于征求意见稿摘录，定稿未核对"),
    "document sourced; ratio memory DOUBT": _("文件见于摘录，比例未核对、存疑"),
}


@dataclass(frozen=True)
class Source:
    """A row of what is known of replacement ratios, and how well."""

    document: str
    dated: str
    rule: str
    text: str
    mark: str | _StrPromise


@cache
def replacement_sources() -> tuple[Source, ...]:
    """What a bureau may enter as a rule of its own, once it has read the document."""
    rows = ledger.replacement_rules()
    return tuple(
        Source(row["document"], row["date"], row["rule"], row["text"], MARKS[row["evidence"]]) for row in rows
    )  # fmt: skip


@cache
def sensitive_areas() -> dict[str, str]:
    """Name of a kind of sensitive area → its clause in the classification catalogue (art. 3), in its order."""
    with (DATA / "sensitive_areas.csv").open(encoding="utf-8", newline="") as file:
        return {row["area_name"]: row["clause_label"] for row in csv.DictReader(file)}
