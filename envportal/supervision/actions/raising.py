"""Raise the cards that are due: a batch in one transaction, the case rows locked first."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal.audit import log
from envportal.cases.models import Case
from envportal.deadlines.enums import ClockState, Expiry, Matter
from envportal.messaging import outbox
from envportal.supervision import queries
from envportal.supervision.enums import Colour, Reason
from envportal.supervision.models import Card

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.deadlines.models import Clock

logger = logging.getLogger(__name__)
# Cards of one transaction: they go in together, so that even so many case rows are held for a moment only.
BATCH = 250


def raise_due(colour: Colour, *, at: datetime) -> int:
    """Every card of a colour that is due by now; returns how many."""
    waiting = list(queries.due_for(colour, at).values_list("pk", "case"))
    return sum(raise_some(colour, waiting[n : n + BATCH], at=at) for n in range(0, len(waiting), BATCH))


def lock_free(cases: Collection[int]) -> list[int]:
    """Lock the rows of those cases nobody else works on."""
    free = Case.objects.filter(pk__in=cases).select_for_update(skip_locked=True).order_by("pk")
    return list(free.values_list("pk", flat=True))


@transaction.atomic
def raise_some(colour: Colour, waiting: Sequence[tuple[int, int]], *, at: datetime) -> int:
    """Lock the cases of a few due clocks, read those clocks afresh, raise their cards; returns how many.

    Another worker's cases are skipped, not waited for: that worker raises them, or the next sweep.
    """
    clocks, cases = zip(*waiting, strict=True)
    due = list(queries.due_for(colour, at, clocks).filter(case__in=lock_free(cases)))
    try:
        return len(raise_cards(colour, due, at=at))
    except Exception:  # one of them breaks: the others get their card all the same
        logger.warning("%s cards cannot be raised together; now one by one", colour, exc_info=True)
        return sum(_raise_safely(colour, clock, at) for clock in due)


def _raise_safely(colour: Colour, clock: Clock, at: datetime) -> int:
    try:
        return len(raise_cards(colour, [clock], at=at))
    except Exception:  # whatever it is, the next clock must get its card
        logger.exception("no %s card for clock %s", colour, clock.pk)
        return 0


@transaction.atomic
def raise_cards(colour: Colour, clocks: Sequence[Clock], *, at: datetime) -> list[Card]:
    """Write the cards, the log and the messages; the case rows are locked."""
    planned = queries.planned_ends(clocks, timezone.localdate(at)) if colour == Colour.YELLOW else {}
    cards = Card.objects.bulk_create(_card(colour, clock, planned.get(clock.pk), at) for clock in clocks)
    told = _told(cards, at)
    outbox.post_all([_notice(card, people) for card, people in zip(cards, told, strict=True) if people], at=at)
    entries = [_entry(card, people) for card, people in zip(cards, told, strict=True)]
    log.record_all(entries, by=None, at=at)
    return cards


def _card(colour: Colour, clock: Clock, planned: date | None, at: datetime) -> Card:
    reason, legal_on = _reason(colour, clock, planned)
    return Card(
        clock=clock, case=clock.case, colour=colour, epoch=clock.epoch, opened_at=at, legal_on=legal_on,
        reason=reason, holder=clock.case.holder,
    )  # fmt: skip


def _reason(colour: Colour, clock: Clock, planned: date | None) -> tuple[Reason, date]:
    """Why, and the day that is about."""
    if colour == Colour.RED:
        return _missed(clock), clock.due_on
    return (Reason.NEAR, clock.warn_on) if planned is None else (Reason.OVERLONG, planned)


def _missed(clock: Clock) -> Reason:
    if clock.rule.on_expiry == Expiry.DEEMED_ACCEPTANCE and clock.expired_on is not None:
        return Reason.EXPIRED
    return Reason.LATE if clock.state == ClockState.STOPPED else Reason.PASSED


def _told(cards: Sequence[Card], at: datetime) -> list[list[User]]:
    """Whom each card tells. A warning that comes after the due day itself warns nobody: the red card tells."""
    found: dict[tuple[object, ...], list[User]] = {(): []}
    groups = [() if card.reason == Reason.NEAR and card.clock.due_at <= at else _group(card) for card in cards]
    for card, group in zip(cards, groups, strict=True):
        if group not in found:
            found[group] = queries.told(card, queries.tells_at_once(card))
    return [found[group] for group in groups]


def _group(card: Card) -> tuple[object, ...]:
    """Cards of one group tell the same people."""
    return card.clock.matter, card.case.bureau_id, card.case.section_id, card.case.holder_id


def _notice(card: Card, people: list[User]) -> outbox.Post:
    matter = Matter(card.clock.matter).label
    context = {"card": card, "clock": card.clock, "matter": matter, "link": f"/desk/supervision/cards/{card.pk}/"}
    return outbox.Post(card.case, _template(card), people, context)


def _entry(card: Card, people: list[User]) -> log.Entry:
    facts = {
        "card": card.pk, "matter": card.clock.matter, "legal_on": card.legal_on, "due_on": card.clock.due_on,
        "reason": card.reason, "told": [person.name for person in people],
    }  # fmt: skip
    return log.Entry(card.case, f"{card.colour}_card_opened", facts)


def _template(card: Card) -> str:
    return "overlong_card" if card.reason == Reason.OVERLONG else f"{card.colour}_card"
