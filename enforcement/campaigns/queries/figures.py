"""How far a campaign is: counted from every target that ever stood on its list, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import F, Q

from enforcement.campaigns.states import UNDONE, Indicator, Pace, State, TargetState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from enforcement.campaigns.models import Campaign, Target

NOTHING = Decimal(0)
MOST_MONTHS = 24


def percent(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """One place, cut and never rounded up: only what is whole is 100 %. Of nothing there is no part."""
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_DOWN)


def counted_on(campaign: Campaign, today: date) -> date:
    """Today, and of what ended the day it ended: its figures stay as they were told."""
    ended: date | None = campaign.case.closed_on
    return min(today, ended) if ended else today


def is_late(target: Target, today: date) -> bool:
    """Not reported by its last day; or reported after it. What waits for the bureau's look is not late by that."""
    if target.state in UNDONE:
        return target.due_on < today
    is_done = target.state in {TargetState.REPORTED, TargetState.VERIFIED}
    return is_done and target.reported_on is not None and target.reported_on > target.due_on


def late_by(today: date) -> Q:
    """The same as a condition for the database."""
    done = Q(state__in=[TargetState.REPORTED, TargetState.VERIFIED], reported_on__gt=F("due_on"))
    return Q(state__in=UNDONE, due_on__lt=today) | done


@dataclass(frozen=True)
class Tally:
    """Numbers of targets by state, and their amounts in the unit of the kind."""

    by_state: dict[str, int]
    late: int
    done: Decimal  # what was found of verified ones
    whole: Decimal  # the baselines of all but those removed
    whole_ever: Decimal  # and with those
    reduction: Decimal
    asked: Decimal
    asked_ever: Decimal

    @property
    def listed(self) -> int:
        """All that ever stood on the list."""
        return sum(self.by_state.values())

    @property
    def kept(self) -> int:
        return self.listed - self.removed

    @property
    def removed(self) -> int:
        return self.by_state[TargetState.REMOVED]

    @property
    def verified(self) -> int:
        return self.by_state[TargetState.VERIFIED]

    @property
    def left(self) -> int:
        """On the list and not verified, whatever the reason."""
        return self.kept - self.verified

    @property
    def rate(self) -> Decimal | None:
        return percent(self.verified, self.kept)

    @property
    def rate_ever(self) -> Decimal | None:
        return percent(self.verified, self.listed)


def tally(targets: Sequence[Target], today: date) -> Tally:
    by_state = {str(state): 0 for state in TargetState}
    for one in targets:
        by_state[one.state] += 1
    verified = [one for one in targets if one.state == TargetState.VERIFIED]
    kept = [one for one in targets if one.state != TargetState.REMOVED]
    return Tally(
        by_state=by_state, late=sum(is_late(one, today) for one in targets), done=_sum(one.result for one in verified),
        whole=_sum(one.baseline for one in kept), whole_ever=_sum(one.baseline for one in targets),
        reduction=_sum(one.reduction for one in verified), asked=_sum(one.reduction_asked for one in kept),
        asked_ever=_sum(one.reduction_asked for one in targets),
    )  # fmt: skip


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((one for one in amounts if one is not None), NOTHING)


@dataclass(frozen=True)
class Standing:
    """A campaign beside its aim and the time that is gone."""

    tally: Tally
    indicator: str
    part: Decimal
    whole: Decimal
    whole_ever: Decimal
    target_rate: Decimal
    time_passed: Decimal  # of a hundred
    is_closed: bool

    @property
    def rate(self) -> Decimal | None:
        """What is counted, without those lawfully removed."""
        return percent(self.part, self.whole)

    @property
    def rate_ever(self) -> Decimal | None:
        """And as if nothing had been removed."""
        return percent(self.part, self.whole_ever)

    @property
    def planned(self) -> Decimal:
        """Where a campaign that goes evenly would be by now."""
        return (self.target_rate * self.time_passed / 100).quantize(Decimal("0.1"), ROUND_DOWN)

    @property
    def is_met(self) -> bool:
        return bool(self.whole) and self.part * 100 >= self.target_rate * self.whole

    @property
    def pace(self) -> Pace:
        if not self.whole:
            return Pace.UNCOUNTED
        if self.is_met:
            return Pace.REACHED
        if self.is_closed or self.time_passed >= 100:
            return Pace.MISSED
        is_even = self.part * 10000 >= self.target_rate * self.time_passed * self.whole
        return Pace.ON_PLAN if is_even else Pace.BEHIND


def standing(campaign: Campaign, indicator: str, targets: Sequence[Target], today: date) -> Standing:
    counted = tally(targets, today)
    part, whole, ever = _counted(campaign, indicator, counted)
    return Standing(
        tally=counted, indicator=indicator, part=part, whole=whole, whole_ever=ever, target_rate=campaign.target_rate,
        time_passed=time_passed(campaign, today), is_closed=campaign.state == State.CLOSED,
    )  # fmt: skip


def _counted(campaign: Campaign, indicator: str, counted: Tally) -> tuple[Decimal, Decimal, Decimal]:
    if indicator == Indicator.SHARE:
        return Decimal(counted.verified), Decimal(counted.kept), Decimal(counted.listed)
    if indicator == Indicator.REDUCTION:
        aim = campaign.reduction_aim
        return counted.reduction, aim or counted.asked, aim or counted.asked_ever
    return counted.done, counted.whole, counted.whole_ever


def time_passed(campaign: Campaign, today: date) -> Decimal:
    """Of a hundred, the days that are over, both ends included."""
    days, whole = (today - campaign.from_on).days + 1, (campaign.to_on - campaign.from_on).days + 1
    gone = percent(max(0, min(days, whole)), whole)
    assert gone is not None  # noqa: S101  a campaign lasts a day at least
    return gone


@dataclass(frozen=True)
class Township:
    name: str
    tally: Tally


def by_township(targets: Sequence[Target], today: date) -> list[Township]:
    """Those with most left to do first."""
    ordered = sorted(targets, key=lambda one: one.township)
    found = [Township(name, tally(list(rows), today)) for name, rows in groupby(ordered, lambda one: one.township)]
    return sorted(found, key=lambda one: (-one.tally.left, one.name))


@dataclass(frozen=True)
class Month:
    """How many were verified by the end of a month, and how much of what is counted that was."""

    first: date
    verified: int
    rate: Decimal | None


def by_month(campaign: Campaign, reached: Standing, targets: Sequence[Target], today: date) -> list[Month]:
    """Of what stands on the list now: the last month's rate is that of the campaign."""
    done = [one for one in targets if one.state == TargetState.VERIFIED and one.verified_on is not None]
    last = max([min(today, campaign.to_on), *(one.verified_on for one in done if one.verified_on)])
    found, first = [], campaign.from_on.replace(day=1)
    while first <= last:
        following = (first + timedelta(days=32)).replace(day=1)
        by_then = [one for one in done if one.verified_on and one.verified_on < following]
        part = _sum(_worth(one, reached.indicator) for one in by_then)
        found.append(Month(first, len(by_then), percent(part, reached.whole)))
        first = following
    return found[-MOST_MONTHS:]


def _worth(target: Target, indicator: str) -> Decimal | None:
    """What one verified target adds to what is counted."""
    if indicator == Indicator.SHARE:
        return Decimal(1)
    worth: Decimal | None = target.reduction if indicator == Indicator.REDUCTION else target.result
    return worth
