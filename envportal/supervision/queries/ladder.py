"""Who is told of a card at which step, and which cards reached one."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from envportal.deadlines.enums import ClockState, Matter
from envportal.deadlines.queries import calendar_of
from envportal.supervision.enums import When
from envportal.supervision.models import STANDING_RED, Card, Escalation, Ladder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from envportal.workdays import Calendar

SHIPPED = Path(__file__).parent.parent / "data" / "escalation.csv"


@dataclass(frozen=True)
class Step:
    """One line of a table: when, after how many working days, who is told; `ladder` is None for the shipped one."""

    when: When
    days: int
    tells: tuple[str, ...]
    ladder: int | None = None


@dataclass(frozen=True)
class Reached:
    """A card that reached a step on a day, and nobody was told yet."""

    card: Card
    rung: Step
    legal_on: date


@cache
def shipped() -> tuple[Step, ...]:
    """Our proposal, not law: it holds where a bureau has set nothing of its own."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return tuple(
            Step(When(row["when"]), int(row["days"]), tuple(row["tells"].split())) for row in csv.DictReader(file)
        )


def agreed(bureaus: Collection[int]) -> QuerySet[Ladder]:
    """The versions of some bureaus that two persons agreed on: the one for a matter and the latest first."""
    ladders = Ladder.objects.filter(bureau__in=bureaus, agreed_by__isnull=False).prefetch_related("rungs")
    return ladders.order_by("-matter", "-valid_from", "-pk")


def of_bureau(bureau: int | None) -> QuerySet[Ladder]:
    """Every version a bureau ever proposed, the latest first."""
    people = ("bureau", "proposed_by", "agreed_by", "declined_by")
    ladders = Ladder.objects.filter(bureau=bureau).select_related(*people).prefetch_related("rungs")
    return ladders.order_by("-valid_from", "-pk")


def steps_of(ladder: Ladder) -> tuple[Step, ...]:
    found = {rung.when: Step(When(rung.when), rung.days, tuple(rung.tells), ladder.pk) for rung in ladder.rungs.all()}
    return tuple(found[when] for when in When.values if when in found)


def in_force(versions: Collection[Ladder], bureau: int, matter: str, on: date) -> tuple[Step, ...]:
    """The steps for a matter on a day: the bureau's own for it, its own for any, the shipped ones."""
    mine = (one for one in versions if one.bureau_id == bureau and one.valid_from <= on and one.matter in ("", matter))
    found = next(mine, None)
    return shipped() if found is None else steps_of(found)


def tells_at_once(colour: str, bureau: int, matter: str, on: date) -> tuple[str, ...]:
    """Who is told of a card when it is raised on that day."""
    steps = in_force(agreed([bureau]), bureau, matter, on)
    return next((step.tells for step in steps if step.when == colour), ())


def steps_reached(today: date, *, without: Collection[int] = (), cases: Collection[int] | None = None) -> list[Reached]:
    """Every step a red card reached by today of which nobody was told yet, the earliest first.

    A card follows the version in force on the day it was raised, so that a new one tells nobody twice.
    """
    cards = list(_restless(cases).exclude(pk__in=without))
    versions = list(agreed({card.case.bureau_id for card in cards})) if cards else []
    calendar = cache(calendar_of)
    found = [
        step
        for card in cards
        for step in _reached(card, versions, calendar(card.case.bureau_id), today)
    ]  # fmt: skip
    return sorted(found, key=lambda step: (step.legal_on, step.card.pk))


def _restless(cases: Collection[int] | None) -> QuerySet[Card]:
    """Standing red cards of the present due day that may still reach a step; while a clock is paused, none does."""
    waits = (
        (Q(clock__state=ClockState.RUNNING) & _unsaid(When.PAST_DUE))
        | (Q(explanation="") & _unsaid(When.UNEXPLAINED))
        | (Q(clock__matter=Matter.STATUTORY) & _unsaid(When.STATUTE))
    )
    cards = Card.objects.filter(STANDING_RED, waits, epoch=F("clock__epoch"))
    if cases is not None:
        cards = cards.filter(case__in=cases)
    whole = cards.exclude(clock__state=ClockState.PAUSED).select_related(
        "clock__rule", "case__bureau__parent", "case__section", "case__holder"
    )
    return whole.prefetch_related("escalations").order_by("pk")


def _unsaid(when: When) -> Q:
    return Q(~Exists(Escalation.objects.filter(card=OuterRef("pk"), step=when)))


def _reached(card: Card, versions: Collection[Ladder], calendar: Calendar, today: date) -> Iterator[Reached]:
    told = {escalation.step for escalation in card.escalations.all()}
    for step in in_force(versions, card.case.bureau_id, card.clock.matter, _raised_on(card)):
        legal_on = None if step.when in told else _day_of(step, card, calendar)
        if legal_on is not None and legal_on <= today:
            yield Reached(card, step, legal_on)


def _day_of(step: Step, card: Card, calendar: Calendar) -> date | None:
    """The day a red card reaches a step if nothing changes; None where it does not."""
    if step.when == When.UNEXPLAINED and not card.explanation:
        # Nobody can explain what nobody has noticed: counted from the day the card was raised.
        return calendar.add(_raised_on(card), step.days)
    if step.when == When.PAST_DUE and card.clock.state == ClockState.RUNNING:
        return calendar.add(card.legal_on, step.days)
    if step.when == When.STATUTE and card.clock.matter == Matter.STATUTORY:
        return card.legal_on + timedelta(days=1)
    return None


def _raised_on(card: Card) -> date:
    return timezone.localdate(card.opened_at)
