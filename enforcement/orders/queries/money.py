"""What of a fine is due when, what came in, what was added, what is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from enforcement.orders.states import Answer, MoneyKind, RemedyOutcome

if TYPE_CHECKING:
    from enforcement.orders.models import Penalty


@dataclass(frozen=True)
class Account:
    """The parts of a fine with their last days, and the money that came in by kind."""

    parts: list[tuple[date, Decimal]]
    fine_paid: list[tuple[date, Decimal]]
    added_paid: Decimal
    amount: Decimal
    # Days of reconsideration and lawsuit, and what had been added before more time was given.
    stayed: list[tuple[date, date]]
    added_before: Decimal
    # What was given back.
    back: Decimal

    @property
    def left(self) -> Decimal:
        return max(self.amount - self._paid, Decimal(0))

    @property
    def fine_over(self) -> Decimal:
        """What came in beyond the fine itself."""
        return max(self._paid - self.amount, Decimal(0))

    @property
    def _paid(self) -> Decimal:
        return sum((money for _on, money in self.fine_paid), Decimal(0))


def account(penalty: Penalty) -> Account:
    """One part due on the last day to pay, or the instalments a leader allowed."""
    amount = Decimal(0) if is_revoked(penalty) else penalty.amount or Decimal(0)
    agreed = penalty.postponements.filter(answer=Answer.AGREED).first()
    parts = _up_to([(one.due_on, one.amount) for one in agreed.instalments.all()], amount) if agreed else []
    if not parts and penalty.pay_by is not None:
        parts = [(penalty.pay_by, amount)]
    paid = list(penalty.payments.filter(taken_back_on=None))
    fine = [(one.paid_on, one.amount) for one in paid if one.kind == MoneyKind.FINE]
    added, back = (
        sum((one.amount for one in paid if one.kind == kind), Decimal(0)) for kind in (MoneyKind.ADDED, MoneyKind.BACK)
    )
    stayed = [(one.since, one.until or date.max) for one in penalty.remedies.all()]
    return Account(parts, fine, added, amount, stayed, agreed.added_before if agreed else Decimal(0), back)


def is_revoked(penalty: Penalty) -> bool:
    """Whether reconsideration or a court took the decision away: nothing is owed upon it, what was paid goes back."""
    return penalty.remedies.filter(outcome=RemedyOutcome.REVOKED).exists()


def _up_to(parts: list[tuple[date, Decimal]], amount: Decimal) -> list[tuple[date, Decimal]]:
    """The instalments of a fine that was lowered: the last ones shrink or fall away."""
    found, left = [], amount
    for due, part in parts:
        if left > 0:
            found.append((due, min(part, left)))
        left -= part
    return found
