"""Raise the cards that are due: a batch in one transaction, the case rows locked first."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal import rows
from envportal.audit import log
from envportal.cases.models import Case
from envportal.deadlines.enums import ClockState, Expiry, Matter
from envportal.messaging import outbox
from envportal.supervision import queries
from envportal.supervision.enums import Colour, Reason
from envportal.supervision.models import Card

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.supervision.queries import Due

    Why = tuple[Reason, date]

logger = logging.getLogger(__name__)
# Cards of one transaction: they go in together, so that even so many case rows are held for a moment only.
BATCH = 500


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
    free = set(lock_free({case for _clock, case in waiting}))
    due = queries.due_rows(colour, at, [clock for clock, case in waiting if case in free])
    try:
        return raise_cards(colour, due, at=at)
    except Exception:  # one of them breaks: the others get their card all the same
        logger.warning("%s cards cannot be raised together; now one by one", colour, exc_info=True)
        return sum(_raise_safely(colour, one, at) for one in due)


def _raise_safely(colour: Colour, due: Due, at: datetime) -> int:
    try:
        return raise_cards(colour, [due], at=at)
    except Exception:  # whatever it is, the next clock must get its card
        logger.exception("no %s card for clock %s", colour, due.clock)
        return 0


@transaction.atomic
def raise_cards(colour: Colour, due: Sequence[Due], *, at: datetime) -> int:
    """Write the cards, the messages and the log, each in one statement for all; the case rows are locked."""
    today = timezone.localdate(at)
    paused = [one.clock for one in due if one.state == ClockState.PAUSED]
    planned = queries.planned_ends(paused, today) if paused else {}
    whys = [_reason(colour, one, planned.get(one.clock)) for one in due]
    cards = rows.insert(Card, COLUMNS, [_row(colour, one, why, at) for one, why in zip(due, whys, strict=True)])
    told = _told(colour, due, whys, at)
    _tell({card: people for card, people in zip(cards, told, strict=True) if people}, at)
    raised = zip(cards, due, whys, told, strict=True)
    log.record_all([_entry(colour, *one) for one in raised], by=None, at=at)
    return len(cards)


COLUMNS = (
    "clock_id", "case_id", "colour", "epoch", "opened_at", "legal_on", "reason", "holder_id", "explanation",
    "removed_why",
)  # fmt: skip


def _row(colour: Colour, due: Due, why: Why, at: datetime) -> tuple[object, ...]:
    reason, legal_on = why
    return due.clock, due.case, colour.value, due.epoch, at, legal_on, reason.value, due.holder, "", ""


def _reason(colour: Colour, due: Due, planned: date | None) -> Why:
    """Why, and the day that is about."""
    if colour == Colour.RED:
        return _missed(due), due.due_on
    return (Reason.NEAR, due.warn_on) if planned is None else (Reason.OVERLONG, planned)


def _missed(due: Due) -> Reason:
    if due.on_expiry == Expiry.DEEMED_ACCEPTANCE and due.expired_on is not None:
        return Reason.EXPIRED
    return Reason.LATE if due.state == ClockState.STOPPED else Reason.PASSED


def _told(colour: Colour, due: Sequence[Due], whys: Sequence[Why], at: datetime) -> list[list[User]]:
    """Whom each card tells. A warning that comes after the due day itself warns nobody: the red card tells."""
    today = timezone.localdate(at)
    late = [reason == Reason.NEAR and one.due_at <= at for one, (reason, _day) in zip(due, whys, strict=True)]
    # Cards of one group tell the same people: those of one of its cases.
    groups = [
        () if too_late else (one.matter, one.bureau, one.section, one.holder)
        for one, too_late in zip(due, late, strict=True)
    ]
    examples = dict(zip(groups, due, strict=True))
    examples.pop((), None)
    cases = Case.objects.prefetch_related("bureau__parent", "section", "holder").in_bulk(
        [one.case for one in examples.values()]
    )
    found: dict[tuple[object, ...], list[User]] = {(): []}
    for group, one in examples.items():
        tells = queries.tells_at_once(colour, one.bureau, one.matter, today)
        found[group] = queries.told(cases[one.case], one.matter, tells)
    return [found[group] for group in groups]


def _tell(people: Mapping[int, list[User]], at: datetime) -> None:
    """One message a person and card."""
    if people:
        cards = Card.objects.filter(pk__in=people).select_related("clock", "case").order_by("pk")
        shared = cards.prefetch_related("clock__rule", "holder")
        outbox.post_all([_notice(card, people[card.pk]) for card in shared], at=at)


def _notice(card: Card, people: list[User]) -> outbox.Post:
    matter = Matter(card.clock.matter).label
    context = {"card": card, "clock": card.clock, "matter": matter, "link": f"/desk/supervision/cards/{card.pk}/"}
    return outbox.Post(card.case, _template(card), people, context)


def _template(card: Card) -> str:
    return "overlong_card" if card.reason == Reason.OVERLONG else f"{card.colour}_card"


def _entry(colour: Colour, card: int, due: Due, why: Why, people: list[User]) -> log.Entry:
    reason, legal_on = why
    facts = {
        "card": card, "matter": due.matter, "legal_on": legal_on, "due_on": due.due_on, "reason": reason.value,
        "told": [person.name for person in people],
    }  # fmt: skip
    return log.Entry(due.case, f"{colour.value}_card_opened", facts)
