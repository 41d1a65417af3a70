"""What waits for the bureau."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enforcement.orders.models import Order
from enforcement.orders.states import OrderState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau


def look_due(bureau: Bureau) -> QuerySet[Order]:
    """The orders of a bureau that wait for their re-inspection, the most urgent first."""
    rows = Order.objects.filter(case__bureau=bureau, state=OrderState.SERVED).select_related("case__enterprise")
    return rows.order_by("look_by", "pk")


def standing(numbers: Iterable[object]) -> QuerySet[Order]:
    """The orders with these numbers that nobody called off."""
    rows = Order.objects.filter(case__number__in=list(numbers)).exclude(state=OrderState.ENDED)
    return rows.select_related("case").order_by("pk")
