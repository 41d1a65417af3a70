"""Reads with a name. Sums and words are told from five ratings on, once their quarter is over."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Avg, Count, F, OuterRef, Q, Subquery, Sum

from envportal.ratings.models import Invitation, Rating

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau, Enterprise, User

# Fewer could be told apart by somebody who knows whom a section has served.
LEAST: Final = 5
# 不满意 and below: looked at by a second person, and called back where somebody asked to be.
LOW: Final = 2


def quarter_of(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def invitations_of(enterprise: Enterprise | None) -> QuerySet[Invitation]:
    """Everything an enterprise may rate or has rated, what is open first."""
    rows = Invitation.objects.filter(enterprise=enterprise).select_related("case__bureau", "section", "enterprise")
    return rows.order_by(F("used_on").desc(nulls_first=True), "-invited_on", "-pk")


def to_be_rated(user: User) -> QuerySet[Invitation]:
    """What nobody has rated yet of the bureau's sections, but for the reader's own; the newest first."""
    rows = Invitation.objects.filter(case__bureau=user.bureau, used_on=None)
    if user.section_id is not None:
        rows = rows.exclude(section=user.section_id)
    return rows.select_related("case__bureau", "section", "enterprise").order_by("-invited_on", "-pk")


def hash_of(token: str) -> str:
    return hashlib.sha256(f"rating link {token}".encode()).hexdigest()


def by_token(token: str) -> Invitation | None:
    """The invitation a link leads to."""
    rows = Invitation.objects.select_related("case__bureau", "section")
    return rows.filter(link_hash=hash_of(token)).first() if token else None


def averages(bureau: Bureau | None, on: date, service: str = "") -> list[dict[str, Any]]:
    """By quarter that is over, service and section: how many rated, and the mean; no group of less than five.

    A sum that moved with each rating would tell the score of the last one.
    """
    rows = Rating.objects.filter(Q(service=service) if service else Q(), bureau=bureau, quarter__lt=quarter_of(on))
    groups = rows.order_by().values("quarter", "service", "section", "section__name")
    sums = groups.annotate(ratings=Count("pk"), mean=Avg("score")).filter(ratings__gte=LEAST)
    return [dict(row) for row in sums.order_by("-quarter", "service", "section__name", "section")]


def means(bureau: Bureau | None, on: date) -> list[dict[str, Any]]:
    """For the public: by quarter that is over and service, of the whole bureau, from the groups of five and more.

    A section with fewer stays out of the sum, too: who knows the others could subtract them.
    """
    found: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for row in averages(bureau, on):
        found.setdefault((row["quarter"], row["service"]), []).append((row["ratings"], row["mean"]))
    rows = [_together(*of, groups) for of, groups in found.items()]
    return sorted(rows, key=lambda row: (-int(row["quarter"].replace("Q", "")), row["service"]))


def _together(quarter: str, service: str, groups: list[tuple[int, float]]) -> dict[str, Any]:
    ratings = sum(n for n, _mean in groups)
    mean = sum(n * mean for n, mean in groups) / ratings
    return {"quarter": quarter, "service": service, "ratings": ratings, "mean": mean}


def trend(bureau: Bureau | None, on: date) -> list[dict[str, Any]]:
    """By month, the latest first, of all services: how many rated, the mean, the share that was satisfied.

    Of the groups that are told by quarter and of no others; where a month of a quarter has fewer than five, the whole
    quarter stands as one line: nothing is left that somebody could subtract.
    """
    told = Rating.objects.filter(bureau=bureau, quarter__lt=quarter_of(on), pk__in=among_many())
    sums = told.order_by().values("quarter", "month").annotate(
        ratings=Count("pk"), total=Sum("score"), good=Count("pk", filter=Q(score__gt=LOW))
    )  # fmt: skip
    quarters: dict[str, list[dict[str, Any]]] = {}
    for row in sums.order_by("-month"):
        quarters.setdefault(row["quarter"], []).append(dict(row))
    return [_line(*line) for quarter, rows in quarters.items() for line in _lines(quarter, rows)]


def _lines(quarter: str, rows: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    if all(row["ratings"] >= LEAST for row in rows):
        return [(row["month"], [row]) for row in rows]
    return [(quarter, rows)]


def _line(span: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    ratings = sum(row["ratings"] for row in rows)
    return {
        "span": span, "ratings": ratings, "mean": sum(row["total"] for row in rows) / ratings,
        "share": round(100 * sum(row["good"] for row in rows) / ratings),
    }  # fmt: skip


def among_many() -> QuerySet[Rating, Any]:
    """The ratings of which at least five stand together: the same section, service and quarter."""
    beside = Rating.objects.filter(
        bureau=OuterRef("bureau"), section=OuterRef("section"), service=OuterRef("service"), quarter=OuterRef("quarter")
    )
    many = beside.order_by().values("quarter").annotate(n=Count("pk")).values("n")
    return Rating.objects.annotate(beside=Subquery(many)).filter(beside__gte=LEAST).order_by().values("pk")


def words_for(user: User, on: date) -> QuerySet[Rating]:
    """What was written about the bureau's sections in quarters that are over, but for the reader's own.

    Without its score, in the order of keys drawn by lot, and only where five rated: one alone would have an author.
    """
    rows = Rating.objects.filter(bureau=user.bureau, quarter__lt=quarter_of(on)).exclude(words="")
    if user.section_id is not None:
        rows = rows.exclude(section=user.section_id)
    rows = rows.filter(pk__in=among_many())
    return rows.select_related("section").defer("score").order_by("-quarter", "section__name", "pk")
