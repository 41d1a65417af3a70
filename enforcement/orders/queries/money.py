"""What of a fine is due when, what came in, what was added, what is left."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from enforcement.orders.states import Answer, MoneyKind

if TYPE_CHECKING:
    from datetime import date

    from enforcement.orders.models import Penalty


@dataclass(frozen=True)
class Account:
    """The parts of a fine with their last days, and the money that came in by kind."""

    parts: list[tuple[date, Decimal]]
    fine_paid: list[tuple[date, Decimal]]
    added_paid: Decimal
    amount: Decimal

    @property
    def left(self) -> Decimal:
        return self.amount - sum((money for _on, money in self.fine_paid), Decimal(0))


def account(penalty: Penalty) -> Account:
    """One part due on the last day to pay, or the instalments a leader allowed."""
    amount = penalty.amount or Decimal(0)
    agreed = penalty.postponements.filter(answer=Answer.AGREED).first()
    parts = [(one.due_on, one.amount) for one in agreed.instalments.all()] if agreed else []
    if not parts and penalty.pay_by is not None:
        parts = [(penalty.pay_by, amount)]
    paid = list(penalty.payments.all())
    fine = [(one.paid_on, one.amount) for one in paid if one.kind == MoneyKind.FINE]
    added = sum((one.amount for one in paid if one.kind == MoneyKind.ADDED), Decimal(0))
    return Account(parts, fine, added, amount)
