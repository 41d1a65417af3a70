"""按日连续处罚: which days count and what they come to (生态环境法典第1060条; 按日连续处罚办法)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from enforcement.orders.guards import NoDailyPenalty
from enforcement.orders.queries.words import yuan
from enforcement.orders.states import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

CODE = "生态环境法典第1060条"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Daily:
    """The days of one daily penalty, both inclusive, and its amount."""

    first: date
    last: date
    days: int
    each: Decimal
    amount: Decimal

    @property
    def formula(self) -> str:
        return f"{yuan(self.each)} × {self.days} = {yuan(self.amount)}"


@dataclass(frozen=True)
class Round:
    """One order, from its service to its re-inspection."""

    served_on: date
    looked_on: date
    outcome: str


def reckon(original: Decimal, *, served_on: date, looked_on: date) -> Daily:
    """From the day after service of the order to the day of the re-inspection, each at the original fine; no cap."""
    if looked_on <= served_on:
        raise NoDailyPenalty(_("复查日期应当晚于责令改正决定书送达的日期。"), CODE)
    days = (looked_on - served_on).days
    return Daily(served_on + DAY, looked_on, days, original, original * days)


def started(original: Decimal, one: Round) -> Daily | None:
    """The daily penalty a round brings: none where the violation was found corrected."""
    if one.outcome == Outcome.CORRECTED:
        return None
    return reckon(original, served_on=one.served_on, looked_on=one.looked_on)


def all_rounds(original: Decimal, rounds: Sequence[Round]) -> tuple[list[Daily], Decimal]:
    """Every daily penalty of orders that followed each other, and their sum; no day is counted twice."""
    found: list[Daily] = []
    for one in rounds:
        daily = started(original, one)
        if daily is None:
            continue
        if found and daily.first <= found[-1].last:
            raise NoDailyPenalty(_("两次按日连续处罚的天数重叠，请核对送达和复查日期。"), CODE)
        found.append(daily)
    return found, sum((one.amount for one in found), original * 0)
