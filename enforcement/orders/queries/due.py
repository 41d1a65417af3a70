"""What waits for the bureau."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enforcement.orders.models import Order
from enforcement.orders.states import OrderState

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau


def look_due(bureau: Bureau) -> QuerySet[Order]:
    """The orders of a bureau that wait for their re-inspection, the most urgent first."""
    rows = Order.objects.filter(case__bureau=bureau, state=OrderState.SERVED).select_related("case__enterprise")
    return rows.order_by("look_by", "pk")
