"""What waits for the bureau."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from enforcement.orders.models import Defence, Hearing, Order, Penalty
from enforcement.orders.states import OrderState, PenaltyState, Said

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau


def look_due(bureau: Bureau) -> QuerySet[Order]:
    """The orders of a bureau that wait for their re-inspection, the most urgent first."""
    rows = Order.objects.filter(case__bureau=bureau, state=OrderState.SERVED).select_related("case__enterprise")
    return rows.order_by("look_by", "pk")


def heard_out(on: date) -> QuerySet[Penalty]:
    """The penalties whose party has had its days: they wait for their review, their discussion or their decision."""
    held = Hearing.objects.filter(penalty=OuterRef("pk"), minuted_on=None, withdrawn_on=None)
    unanswered = Defence.objects.filter(penalty=OuterRef("pk"), said=Said.STATED, adopted=None)
    rows = Penalty.objects.filter(~Exists(held), ~Exists(unanswered), state=PenaltyState.NOTIFIED, defend_until__lt=on)
    return rows.select_related("case__enterprise").order_by("defend_until", "pk")


def standing(numbers: Iterable[object]) -> QuerySet[Order]:
    """The orders with these numbers that nobody called off."""
    rows = Order.objects.filter(case__number__in=list(numbers)).exclude(state=OrderState.ENDED)
    return rows.select_related("case").order_by("pk")
