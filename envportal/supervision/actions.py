"""The one sweep for warnings and cards, and what people do with a card."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal.accounts.rules import confirm_second_factor, signed
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.deadlines.enums import ClockState, Expiry, Matter
from envportal.messaging import outbox
from envportal.supervision import queries, rules
from envportal.supervision.enums import Colour, Reason
from envportal.supervision.models import Card, Heartbeat

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.deadlines.models import Clock

logger = logging.getLogger(__name__)
# Cards of one transaction: they go in together, so that even so many case rows are held for a moment only.
BATCH = 100
WAS_AWAY = timedelta(minutes=10)
WENT_BACK = timedelta(minutes=2)


def sweep(*, at: datetime) -> dict[str, int]:
    """Raise every card that is due by now; safe to run twice, by ten at once, a week late.

    A clock on the wall that went back raises nothing until it is right again: no legal day moves by that.
    """
    before = queries.last_sweep()
    if before is not None and at < before - WENT_BACK:
        logger.error("the clock went back: the last sweep ran at %s, now it is %s; no card is raised", before, at)
        return {colour.value: 0 for colour in Colour}
    counts = {colour.value: _sweep_one(colour, at) for colour in Colour}
    _beat(at, counts)
    return counts


def _sweep_one(colour: Colour, at: datetime) -> int:
    waiting = list(queries.due_for(colour, at).values_list("pk", "case"))
    return sum(raise_some(colour, waiting[n : n + BATCH], at=at) for n in range(0, len(waiting), BATCH))


@transaction.atomic
def raise_some(colour: Colour, waiting: Sequence[tuple[int, int]], *, at: datetime) -> int:
    """Lock the cases of a few due clocks, read those clocks afresh, raise their cards; returns how many.

    Another worker's cases are skipped, not waited for: that worker raises them, or the next sweep.
    """
    clocks, cases = zip(*waiting, strict=True)
    locked = Case.objects.filter(pk__in=cases).select_for_update(skip_locked=True).order_by("pk")
    free = set(locked.values_list("pk", flat=True))
    due = list(queries.due_for(colour, at).filter(pk__in=clocks, case__in=free))
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
            found[group] = queries.told(card.case, card.colour, card.clock.matter)
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


@transaction.atomic
def _beat(at: datetime, counts: dict[str, int]) -> None:
    """Note that a sweep ran, and in the log if none had run for long; a late one does not set the time back."""
    pulse, _ = Heartbeat.objects.select_for_update().get_or_create(
        name=queries.SWEEP, defaults={"at": at, "counts": counts}
    )
    if at - pulse.at > WAS_AWAY:
        log.record(None, "sweep_was_away", by=None, at=at, facts={"since": pulse.at, **counts}, chain="supervision")
    pulse.at, pulse.counts = max(at, pulse.at), counts
    pulse.save(update_fields=["at", "counts"])


@transaction.atomic
def explain(pk: int, *, explanation: str, by: User, at: datetime, key: str | None = None) -> Card:
    """Say, once, why the limit was missed."""
    card = lock(Card, pk)
    if log.already(key):
        return card
    rules.require(rules.check_explain, by, card)
    card.explanation, card.explained_at = explanation, at
    card.save(update_fields=["explanation", "explained_at"])
    log.record(card.case, "card_explained", by=by, at=at, facts={"card": pk, "why": explanation}, key=key)
    return card


@signed
def ask_removal(pk: int, *, why: str, code: str, by: User, at: datetime, key: str | None = None) -> Card:
    """Propose to remove a card; it stands until a second person agrees."""
    card = lock(Card, pk)
    if log.already(key):
        return card
    rules.require(rules.check_ask_removal, by, card)
    confirm_second_factor(by, code, at)
    card.removal_asked_by, card.removal_asked_at, card.removed_why = by, at, why
    card.save(update_fields=["removal_asked_by", "removal_asked_at", "removed_why"])
    log.record(card.case, "card_removal_asked", by=by, at=at, facts={"card": pk, "why": why}, key=key)
    return card


@signed
def remove(pk: int, *, code: str, by: User, at: datetime, key: str | None = None) -> Card:
    """Agree to the removal: the card stays to be seen, struck through, with its reason."""
    card = lock(Card, pk)
    if log.already(key):
        return card
    rules.require(rules.check_decide_removal, by, card)
    confirm_second_factor(by, code, at)
    card.removed_by, card.removed_at = by, at
    card.save(update_fields=["removed_by", "removed_at"])
    log.record(card.case, "card_removed", by=by, at=at, facts={"card": pk, "why": card.removed_why}, key=key)
    return card


@transaction.atomic
def keep(pk: int, *, why: str, by: User, at: datetime, key: str | None = None) -> Card:
    """Turn the proposed removal down: the card stands."""
    card = lock(Card, pk)
    if log.already(key):
        return card
    rules.require(rules.check_decide_removal, by, card)
    facts = {"card": pk, "asked_because": card.removed_why, "kept_because": why}
    card.removal_asked_by, card.removal_asked_at, card.removed_why = None, None, ""
    card.save(update_fields=["removal_asked_by", "removal_asked_at", "removed_why"])
    log.record(card.case, "card_kept", by=by, at=at, facts=facts, key=key)
    return card
