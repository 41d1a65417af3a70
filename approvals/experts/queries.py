"""Reads with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from approvals.experts.models import Draw, Expert, Seat, Tie

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau, User
    from envportal.cases.models import Case


def experts(bureau: Bureau) -> QuerySet[Expert]:
    return Expert.objects.filter(bureau=bureau).select_related("person").order_by("code")


def ties_on(bureau: Bureau, enterprise_pk: int | None, on: date) -> QuerySet[Tie]:
    """Who is tied to an enterprise on a day."""
    lasts = Q(until=None) | Q(until__gte=on)
    found = Tie.objects.filter(lasts, expert__bureau=bureau, enterprise=enterprise_pk, since__lte=on)
    return found.select_related("expert").order_by("expert__code", "pk")


def draws(case: Case) -> QuerySet[Draw]:
    """The latest first, each with its seats."""
    found = Draw.objects.filter(case=case).select_related("by", "joint_by")
    return found.prefetch_related("seats__expert__person").order_by("-number")


def latest(case: Case) -> Draw | None:
    return draws(case).first()


def seats_of(user: User) -> QuerySet[Seat]:
    """What somebody was asked to review, the latest first."""
    found = Seat.objects.filter(expert__person=user)
    return found.select_related("draw__case__bureau", "draw__case__project", "expert").order_by("-invited_at", "-pk")
