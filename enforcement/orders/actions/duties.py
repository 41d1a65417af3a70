"""The duty to pay a fine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import timezone

from enforcement.orders.queries.words import yuan
from envportal.duties import register

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from enforcement.orders.models import Penalty
    from envportal.accounts.models import User

PAY: Final = "payment"


def open_payment_duty(penalty: Penalty, amount: Decimal, key: str, *, by: User, at: datetime) -> None:
    """The enterprise owes it until the last day to pay; of a person the clock alone keeps count."""
    if penalty.case.enterprise is None:
        return
    number = penalty.decision.number if penalty.decision is not None else ""
    register.open_duty(
        penalty.case,
        register.Task(
            key, register.Kind.PAYMENT, register.Bearer.ENTERPRISE, f"缴纳罚款 {yuan(amount)} 元",
            basis=f"{number}；行政处罚法第67条", due_on=penalty.pay_by, section=penalty.case.section,
            holder=penalty.case.holder,
        ),
        by=by, at=at,
    )  # fmt: skip


def lower_payment_duty(penalty: Penalty, left: Decimal, key: str, reason: str, *, by: User, at: datetime) -> None:
    """The decision was changed: what is left of the new fine takes the place of what was owed."""
    for duty in register.of(penalty.case).filter(kind=register.Kind.PAYMENT, state__in=register.UNDONE):
        register.drop(duty, reason=reason, on=timezone.localdate(at), by=by, at=at)
    if left > 0 and penalty.pay_by is not None:
        open_payment_duty(penalty, left, key, by=by, at=at)


def drop_payment_duty(penalty: Penalty, reason: str, *, by: User, at: datetime) -> None:
    on = penalty.case.closed_on
    if on is None:
        return
    for duty in register.of(penalty.case).filter(kind=register.Kind.PAYMENT, state__in=register.UNDONE):
        register.drop(duty, reason=reason, on=on, by=by, at=at)
