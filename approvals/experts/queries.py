"""Reads with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Prefetch, Q

from approvals.experts.models import Draw, Expert, Seat, Tie

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau, User
    from envportal.cases.models import Case


def experts(bureau: Bureau) -> QuerySet[Expert]:
    return Expert.objects.filter(bureau=bureau).select_related("person").order_by("code")


def register(bureau: Bureau) -> QuerySet[Expert]:
    """The experts with how many ties each has, and how often each was drawn."""
    ties = Count("ties", filter=Q(ties__struck_at=None), distinct=True)
    return experts(bureau).annotate(tie_count=ties, seat_count=Count("seats", distinct=True))


def ties_on(bureau: Bureau | None, codes: Iterable[str], on: date) -> list[Tie]:
    """Who is tied to one of these enterprises on a day; in the register of one bureau, or in any."""
    found = Tie.objects.filter(uscc__in=list(codes), since__lte=on, struck_at=None)
    found = found if bureau is None else found.filter(expert__bureau=bureau)
    rows = found.select_related("expert").order_by("expert__code", "pk")
    return [one for one in rows if one.keeps_away_until is None or one.keeps_away_until >= on]


def ties_of(expert: Expert) -> QuerySet[Tie]:
    """Every tie ever entered, those that stand first."""
    return (
        Tie.objects.filter(expert=expert)
        .select_related("entered_by")
        .order_by(F("struck_at").desc(nulls_first=True), "-since", "-pk")
    )


def expert_of(user: User) -> QuerySet[Expert]:
    """Somebody's own rows of the registers; two bureaus may know them."""
    return Expert.objects.filter(person=user).select_related("bureau").order_by("pk")


def draws(case: Case) -> QuerySet[Draw]:
    """The latest first, each with its seats."""
    found = Draw.objects.filter(case=case).select_related("by", "joint_by", "joint_paper", "joint_taken_by")
    seats = Seat.objects.select_related("expert__person", "paper", "taken_by").order_by("position")
    return found.prefetch_related(Prefetch("seats", seats)).order_by("-number")


def published() -> QuerySet[Draw]:
    """Every draw, for whoever wants to repeat it."""
    return Draw.objects.select_related("case__bureau").order_by("-at", "-pk")


def latest(case: Case) -> Draw | None:
    return draws(case).first()


def seats_of(user: User) -> QuerySet[Seat]:
    """What somebody was asked to review, the latest first."""
    found = Seat.objects.filter(expert__person=user)
    found = found.select_related("draw__case__bureau", "draw__case__project", "expert__person")
    return found.prefetch_related("draw__seats__expert__person").order_by("-invited_at", "-pk")
