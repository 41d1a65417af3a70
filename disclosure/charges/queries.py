"""Reads with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Prefetch, Q, Sum
from django.db.models.functions import ExtractYear

from disclosure.charges.models import Complaint
from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.cases.queries import visible_to
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau


def by_key(key: str) -> Complaint | None:
    return Complaint.objects.select_related("case__bureau").filter(key=key).first()


def visible(user: User, on: date) -> QuerySet[Complaint]:
    """What this person watches over, what is not answered first, by its last day."""
    seen = visible_to(user, on, "charge.view").order_by().values("pk")
    its_clock = Clock.objects.filter(matter=Matter.SUPERVISION_COMPLAINT)
    found = Complaint.objects.filter(case__in=seen).select_related("case__bureau", "answered_by")
    found = found.prefetch_related(Prefetch("case__clocks", its_clock.order_by("pk"), to_attr="own_clocks"))
    return found.order_by(F("case__closed_on").desc(nulls_first=True), "case__opened_on", "pk")


def supervisors(bureau: Bureau) -> QuerySet[User]:
    """Those of the bureau; where it has none, those of the bureau above it."""
    here = User.objects.filter(is_active=True, grants__role=Role.SUPERVISOR, bureau=bureau)
    above = User.objects.filter(is_active=True, grants__role=Role.SUPERVISOR, bureau=bureau.parent_id)
    return here if here.exists() or bureau.parent_id is None else above


def figures() -> list[dict[str, object]]:
    """By bureau and year: how many came, how many are answered, founded, and what was given back."""
    founded = Q(outcome="founded")
    named = Complaint.objects.annotate(year=ExtractYear("case__opened_on"), bureau=F("case__bureau__name"))
    rows = named.values("year", "bureau").annotate(
        came=Count("pk"), answered=Count("pk", filter=~Q(outcome="")), founded=Count("pk", filter=founded),
        refunded=Sum("refunded"),
    )  # fmt: skip
    return [dict(row) for row in rows.order_by("-year", "bureau")]
