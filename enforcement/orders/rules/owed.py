"""What is owed upon a fine on a day: what was added to it, and what was paid too much."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from enforcement.orders.queries import money
from enforcement.orders.rules import late

if TYPE_CHECKING:
    from datetime import date

    from enforcement.orders.models import Penalty, Postponement

NOTHING = Decimal(0)


def added(penalty: Penalty, on: date) -> late.Late:
    """What is added to a fine up to and with a day."""
    account = money.account(penalty)
    if not account.parts:
        return late.Late(0, NOTHING, is_capped=False)
    found = late.reckon(account.parts, account.fine_paid, on=on, stayed=account.stayed)
    whole = found.amount + account.added_before
    return late.Late(found.days, min(whole, account.amount), 0 < account.amount <= whole)


def over(penalty: Penalty, on: date) -> Decimal:
    """What came in beyond fine and addition, since the decision was changed, and is to be given back."""
    account = money.account(penalty)
    addition = max(account.added_paid - added(penalty, on).amount, NOTHING)
    return account.fine_over + addition - account.back


def added_before(penalty: Penalty, asked: Postponement) -> Decimal:
    """What had been added to the fine, as it is now, when more time was given."""
    if asked.due_before is None or asked.answered_on is None:
        return NOTHING
    account = money.account(penalty)
    parts = [(asked.due_before, account.amount)]
    return late.reckon(parts, account.fine_paid, on=asked.answered_on, stayed=account.stayed).amount
