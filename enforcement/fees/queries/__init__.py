"""Reads with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from enforcement.fees.models import Fee, Payment, Run
from envportal.cases.queries import OPEN_FIRST, visible_to

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau, User


def visible(user: User, on: date) -> QuerySet[Fee]:
    """The fees somebody may see, with their accounts, the open ones first."""
    seen = visible_to(user, on, "fee.view").order_by().values("pk")
    rows = Fee.objects.filter(case__in=seen)
    rows = rows.select_related("case__enterprise", "case__bureau", "case__holder", "account")
    return rows.order_by(OPEN_FIRST, "-pk")


def payments_of(bureau: Bureau | None) -> QuerySet[Payment]:
    """What came in at a bureau, what waits for somebody first."""
    rows = Payment.objects.filter(bureau=bureau).select_related("entry__account__fee__case")
    return rows.order_by(F("entry").asc(nulls_first=True), "-paid_on", "-pk")


def runs_of(bureau: Bureau | None) -> QuerySet[Run]:
    return Run.objects.filter(bureau=bureau).order_by("-pk")
