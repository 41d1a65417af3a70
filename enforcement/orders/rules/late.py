"""加处罚款: three per cent a day of what is overdue, never more than the fine itself (行政处罚法第72条, 未核对原文)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

RATE = Decimal("0.03")
FEN = Decimal("0.01")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Late:
    """What was added: on how many days, how much, and whether the fine itself ends it."""

    days: int
    amount: Decimal
    is_capped: bool


def reckon(
    parts: Sequence[tuple[date, Decimal]],
    paid: Sequence[tuple[date, Decimal]],
    *,
    on: date,
    stayed: Sequence[tuple[date, date]] = (),
) -> Late:
    """What is added up to and with a day: `parts` are last day and amount, one or the instalments.

    The first day is the one after the last day to pay. A payment counts from the day after it: the day it comes in
    is still late. In the days of `stayed` (reconsideration or lawsuit, 行政处罚法第73条) nothing is added.
    """
    cap = sum((amount for _due, amount in parts), Decimal(0))
    day, days, added = min(due for due, _amount in parts) + DAY, 0, Decimal(0)
    while day <= on and added < cap:
        owed = _owed(parts, paid, day)
        if owed > 0 and not any(first <= day <= last for first, last in stayed):
            days, added = days + 1, added + owed * RATE
        elif owed <= 0 and _is_over(parts, paid, day):
            break
        day += DAY
    return Late(days, min(added, cap).quantize(FEN, ROUND_DOWN), added >= cap)


def _owed(parts: Sequence[tuple[date, Decimal]], paid: Sequence[tuple[date, Decimal]], day: date) -> Decimal:
    """What was due before a day and had not come in before it."""
    due = sum((amount for last, amount in parts if last < day), Decimal(0))
    return due - sum((amount for came, amount in paid if came < day), Decimal(0))


def _is_over(parts: Sequence[tuple[date, Decimal]], paid: Sequence[tuple[date, Decimal]], day: date) -> bool:
    """Whether all was due and has been paid before a day."""
    return all(last < day for last, _amount in parts) and _owed(parts, paid, day) <= 0
