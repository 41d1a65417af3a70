"""Legal reviews: what waits, and what was found on a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from approvals.applications.models import LegalReview
from approvals.applications.states import UNDER_REVIEW
from envportal.cases.queries import visible_to

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from approvals.applications.models import Application
    from envportal.accounts.models import User


def legal_reviews(application: Application) -> list[LegalReview]:
    """Of one case, newest first."""
    return list(application.legal_reviews.select_related("asked_by", "reviewer").order_by("-pk"))


def legal_queue(user: User, on: date) -> QuerySet[LegalReview]:
    """Those of the cases a person may review, what waits longest first; what is done comes after."""
    cases = visible_to(user, on, "legal.review").order_by().values("pk")
    found = LegalReview.objects.filter(application__in=cases)
    over = Q(reviewed_at=None) & ~Q(application__state__in=UNDER_REVIEW)
    found = found.exclude(over).select_related("application__case__enterprise", "asked_by", "reviewer")
    return found.order_by(F("reviewed_at").desc(nulls_first=True), "asked_at", "pk")
