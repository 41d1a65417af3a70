"""Take a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.transaction import TransactionManagementError

from envportal.documents.models import NumberSeries
from envportal.documents.queries import issuing_bureau

if TYPE_CHECKING:
    from envportal.accounts.models import Bureau


def take_number(bureau: Bureau, series: str, year: int) -> str:
    """The next number of a series, e.g. 云环受〔2026〕137号; given back if the caller's transaction rolls back.

    The counter row stays locked until that transaction ends, so take the number as late in it as you can.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("A number is taken inside the transaction that uses it.")
    bureau = issuing_bureau(bureau)
    # ON CONFLICT DO NOTHING: two first takers of a year wait for each other here instead of failing.
    NumberSeries.objects.bulk_create([NumberSeries(bureau=bureau, series=series, year=year)], ignore_conflicts=True)
    counter = NumberSeries.objects.select_for_update().get(bureau=bureau, series=series, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{bureau.mark}{series}〔{year}〕{counter.last}号"
