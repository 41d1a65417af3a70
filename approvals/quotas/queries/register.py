"""Areas, what is under control, and the tables of plans and of replacement as they came, evidence and all."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Q

from approvals.quotas.models import Area, Control, Demand, Reduction, Standing
from approvals.quotas.states import DOUBLE, EQUAL, MEDIA, AccountKind, Medium

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from approvals.quotas.models import Book, Need
    from envportal.accounts.models import Bureau

DATA = Path(__file__).parent.parent / "data"
# The line of the table of replacement a ratio is taken from.
EQUAL_RULE = "等量替代 1:1"
DOUBLE_RULES = {Medium.WATER: "2倍替代(水)", Medium.AIR: "2倍替代(气)"}


@dataclass(frozen=True)
class Ratio:
    """How much a source gives for one tonne, why, and how far that was checked."""

    times: Decimal
    rule: str
    evidence: str

    @property
    def cited(self) -> str:
        return f"{self.rule}（未核对原文）" if self.evidence != "sourced" else self.rule


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def plans() -> tuple[dict[str, str], ...]:
    """Binding totals by five-year plan; a plan whose targets are not known has a row that says so."""
    return _table("emission_control_totals")


def replacement_rules() -> tuple[dict[str, str], ...]:
    return _table("emission_replacement_rules")


def ratio_of(book: Book) -> Ratio:
    """Twice where the area missed the standard in the year before, once otherwise (环发〔2014〕197号)."""
    medium = MEDIA[book.pollutant]
    before = Standing.objects.filter(area=book.area_id, year=book.year - 1, medium=medium).first()
    missed = before is not None and not before.met
    return _ratio(DOUBLE if missed else EQUAL, DOUBLE_RULES[medium] if missed else EQUAL_RULE)


def ratio_for(need: Need, kind: str) -> Ratio:
    """The ratio of the book; out of a reduction the one an access rule demands of the case, where that is more."""
    of_area = ratio_of(need.book)
    if kind != AccountKind.SUPPLY:
        return of_area
    asked = Demand.objects.filter(case=need.case_id, pollutant=need.book.pollutant, times__gt=of_area.times).first()
    return Ratio(asked.times, asked.rule, "sourced") if asked else of_area


def _ratio(times: int, rule: str) -> Ratio:
    row = next(row for row in replacement_rules() if row["rule"] == rule)
    return Ratio(Decimal(times), f"{row['document']} {row['rule']}", row["evidence"])


def areas_of(bureau: Bureau | None) -> QuerySet[Area]:
    return Area.objects.filter(bureau=bureau).order_by("-is_default", "name", "pk")


def default_area(bureau: Bureau) -> Area | None:
    return Area.objects.filter(bureau=bureau, is_default=True).first()


def controls_on(bureau: Bureau, on: date) -> QuerySet[Control]:
    """What is under control at a bureau on a day."""
    in_force = Q(valid_to=None) | Q(valid_to__gt=on)
    return Control.objects.filter(in_force, bureau=bureau, valid_from__lte=on).order_by("pollutant")


def reductions_of(bureau: Bureau) -> QuerySet[Reduction]:
    rows = Reduction.objects.filter(book__area__bureau=bureau).select_related("book__area", "account", "by")
    return rows.order_by("-verified_on", "-pk")
