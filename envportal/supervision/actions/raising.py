"""Raise the cards that are due."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal.audit import log
from envportal.cases.models import Case
from envportal.deadlines.enums import ClockState, Expiry
from envportal.messaging import outbox
from envportal.supervision import queries
from envportal.supervision.enums import Colour, Reason
from envportal.supervision.models import Card

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.deadlines.models import Clock

logger = logging.getLogger(__name__)
# Case rows locked at a time: more makes others wait too long for theirs.
BATCH = 20
# Of so many due clocks the first free ones are taken, so that several sweeps work side by side.
LOOK_AHEAD = 200


@transaction.atomic
def raise_some(colour: Colour, *, at: datetime, without: set[int]) -> tuple[int, int]:
    """Lock the cases of a few due clocks, read those clocks afresh, raise their cards: clocks seen, cards raised.

    Another sweep's cases are skipped, not waited for. A clock that breaks is noted in `without`, so that it keeps no
    other card back.
    """
    due = queries.due_for(colour, timezone.localdate(at)).exclude(pk__in=without)
    free = lock_free(list(due.values_list("case", flat=True)[:LOOK_AHEAD]))
    clocks = list(due.filter(case__in=free)[:BATCH])
    return len(clocks), sum(_raise_safely(colour, clock, at, without) for clock in clocks)


def lock_free(cases: list[int]) -> list[int]:
    """Lock the first few of these cases that nobody else holds."""
    free = Case.objects.filter(pk__in=cases).select_for_update(of=("self",), skip_locked=True).order_by("pk")
    return [case.pk for case in free[:BATCH]]


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
    people = [] if reason == Reason.NEAR and timezone.localdate(at) > clock.due_on else _tell(card, at)
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
    people = queries.told(card, queries.tells_at_once(card))
    context = {"card": card, "clock": card.clock, "link": f"/desk/supervision/cards/{card.pk}/"}
    outbox.post(card.case, _template(card), to=people, context=context, at=at)
    return people


def _template(card: Card) -> str:
    return "overlong_card" if card.reason == Reason.OVERLONG else f"{card.colour}_card"
