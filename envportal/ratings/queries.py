"""Reads with a name. A sum is told from five ratings on; words only to who does not belong to the section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Avg, Count, Q

from envportal.ratings.models import Invitation, Rating

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau, Enterprise, User

# Fewer could be told apart by somebody who knows whom a section has served.
LEAST: Final = 5


def quarter_of(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def invitations_of(enterprise: Enterprise | None) -> QuerySet[Invitation]:
    """Everything an enterprise may rate or has rated, what is open first."""
    rows = Invitation.objects.filter(enterprise=enterprise).select_related("case__bureau", "section", "enterprise")
    return rows.order_by("used_on", "-invited_on", "-pk")


def averages(bureau: Bureau | None, service: str = "") -> list[dict[str, Any]]:
    """By quarter, service and section: how many rated, and the mean; a group of less than five is not there."""
    rows = Rating.objects.filter(Q(service=service) if service else Q(), bureau=bureau).order_by()
    groups = rows.values("quarter", "service", "section", "section__name")
    sums = groups.annotate(ratings=Count("pk"), mean=Avg("score")).filter(ratings__gte=LEAST)
    return [dict(row) for row in sums.order_by("-quarter", "service", "section__name", "section")]


def words_for(user: User) -> QuerySet[Rating]:
    """What was written about the bureau's sections, but for the reader's own; without its score."""
    rows = Rating.objects.filter(bureau=user.bureau).exclude(words="")
    if user.section_id is not None:
        rows = rows.exclude(section=user.section_id)
    return rows.select_related("section").defer("score").order_by("-quarter", "section__name", "pk")
