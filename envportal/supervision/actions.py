"""The one sweep for warnings and cards, and what people do with a card."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal.accounts.rules import confirm_second_factor
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.deadlines.enums import ClockState, Expiry
from envportal.messaging import outbox
from envportal.supervision import queries, rules
from envportal.supervision.enums import Colour, Reason
from envportal.supervision.models import Card, Heartbeat

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.deadlines.models import Clock

logger = logging.getLogger(__name__)
# Case rows locked at a time: more makes others wait too long for theirs.
BATCH = 20
# Of so many due clocks the first free ones are taken, so that several sweeps work side by side.
LOOK_AHEAD = 200
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
    raised, broken = 0, set[int]()
    while True:
        claimed, cards = raise_some(colour, at=at, without=broken)
        raised += cards
        if not claimed:
            return raised


@transaction.atomic
def raise_some(colour: Colour, *, at: datetime, without: set[int]) -> tuple[int, int]:
    """Lock the cases of a few due clocks, read those clocks afresh, raise their cards: clocks seen, cards raised.

    Another sweep's cases are skipped, not waited for. A clock that breaks is noted in `without`, so that it keeps no
    other card back.
    """
    due = queries.due_for(colour, at).exclude(pk__in=without)
    waiting = list(due.values_list("case", flat=True)[:LOOK_AHEAD])
    free = Case.objects.filter(pk__in=waiting).select_for_update(of=("self",), skip_locked=True).order_by("pk")[:BATCH]
    clocks = list(due.filter(case__in=[case.pk for case in free])[:BATCH])
    return len(clocks), sum(_raise_safely(colour, clock, at, without) for clock in clocks)


def _raise_safely(colour: Colour, clock: Clock, at: datetime, without: set[int]) -> int:
    try:
        raise_card(colour, clock, at=at)
    except Exception:  # whatever it is, the next clock must get its card
        logger.exception("no %s card for clock %s", colour, clock.pk)
        without.add(clock.pk)
        return 0
    return 1


@transaction.atomic
def raise_card(colour: Colour, clock: Clock, *, at: datetime) -> Card:
    """Write the card, the log and the messages; the case row is locked."""
    case = clock.case
    reason, legal_on = _reason(colour, clock, timezone.localdate(at))
    card = Card.objects.create(
        clock=clock, case=case, colour=colour, epoch=clock.epoch, opened_at=at, legal_on=legal_on,
        reason=reason, holder=case.holder,
    )  # fmt: skip
    people = [] if reason == Reason.NEAR and clock.due_at <= at else _tell(card, at)
    facts = {
        "card": card.pk, "matter": clock.matter, "legal_on": legal_on, "due_on": clock.due_on, "reason": card.reason,
        "told": [person.name for person in people],
    }  # fmt: skip
    log.record(case, f"{colour}_card_opened", by=None, at=at, facts=facts)
    return card


def _reason(colour: Colour, clock: Clock, on: date) -> tuple[Reason, date]:
    """Why, and the day that is about."""
    if colour == Colour.RED:
        return _missed(clock), clock.due_on
    planned = queries.planned_end(clock, on)
    return (Reason.NEAR, clock.warn_on) if planned is None else (Reason.OVERLONG, planned)


def _missed(clock: Clock) -> Reason:
    if clock.rule.on_expiry == Expiry.DEEMED_ACCEPTANCE and clock.expired_on is not None:
        return Reason.EXPIRED
    return Reason.LATE if clock.state == ClockState.STOPPED else Reason.PASSED


def _tell(card: Card, at: datetime) -> list[User]:
    """A warning that comes after the due day itself warns nobody: the red card tells."""
    people = queries.told(card.case, card.colour, card.clock.matter)
    context = {"card": card, "clock": card.clock, "link": f"/desk/supervision/cards/{card.pk}/"}
    outbox.post(card.case, _template(card), to=people, context=context, at=at)
    return people


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


@transaction.atomic
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


@transaction.atomic
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
