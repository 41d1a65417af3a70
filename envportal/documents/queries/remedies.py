"""Whom somebody may turn to against an act, within what time and in which order, on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from envportal.documents.enums import RemedyAct, RemedyOrder
from envportal.documents.models import Remedy
from envportal.documents.queries.wording import OPEN, PEOPLE, rows

if TYPE_CHECKING:
    from envportal.accounts.models import Bureau

STANDS = Q(agreed_by__isnull=False) | Q(proposed_by=None)


@dataclass(frozen=True)
class Course:
    """What the law gives against one sort of act from a day on: limits as letters print them, and the order."""

    act: RemedyAct
    order: RemedyOrder
    reconsider: str
    sue: str
    after: str
    first_basis: str
    after_basis: str
    valid_from: date
    valid_to: date | None
    source: str
    verified_on: date | None

    @property
    def is_first(self) -> bool:
        """Whether reconsideration has to come before the court (行政复议法 §23)."""
        return self.order == RemedyOrder.FIRST


@cache
def courses() -> tuple[Course, ...]:
    """The whole table (data/remedies.csv)."""
    return tuple(
        Course(
            RemedyAct(row["act"]), RemedyOrder(row["order"]), row["reconsider"], row["sue"], row["after"],
            row["first_basis"], row["after_basis"], date.fromisoformat(row["valid_from"]), _day(row["valid_to"]),
            row["source"], _day(row["verified_on"]),
        )
        for row in rows("remedies")
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def course(act: str, on: date) -> Course:
    """The course against an act of this sort done on a day; one the law does not single out is a decision."""
    holds = [one for one in courses() if one.valid_from <= on and (one.valid_to is None or on <= one.valid_to)]
    found = [one for one in holds if one.act == act] or [one for one in holds if one.act == RemedyAct.DECISION]
    return found[-1] if found else courses()[0]


def versions(bureau: Bureau) -> QuerySet[Remedy]:
    """Every version of a bureau's own, the latest first."""
    return Remedy.objects.filter(bureau=bureau).select_related(*PEOPLE).order_by("-valid_from", "-pk")


def waiting(bureau: Bureau) -> QuerySet[Remedy]:
    return versions(bureau).filter(OPEN, proposed_by__isnull=False)


def remedy_of(bureau: Bureau, on: date) -> Remedy | None:
    """Organ and court against an act of a bureau on a day: its own, else those of the bureau in whose name it acts."""
    houses = [bureau.pk, *([bureau.parent_id] if bureau.is_branch and bureau.parent_id else [])]
    found = Remedy.objects.filter(STANDS, bureau__in=houses, valid_from__lte=on).order_by("-valid_from", "-pk")
    return min(found, key=lambda one: houses.index(one.bureau_id), default=None)
