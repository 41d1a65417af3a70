"""Tell further people of a red card, step by step, each step once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal.audit import log
from envportal.messaging import outbox
from envportal.supervision import queries
from envportal.supervision.actions.raising import BATCH, lock_free
from envportal.supervision.models import Escalation

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.supervision.queries import Reached

logger = logging.getLogger(__name__)
# Of so many steps the first free ones are taken, so that several sweeps work side by side.
LOOK_AHEAD = 200


@transaction.atomic
def escalate_some(*, at: datetime, without: set[int]) -> tuple[int, int]:
    """Lock the cases of a few cards that reached a step, read the cards afresh, tell: steps seen, steps told.

    A card that breaks is noted in `without`, so that it keeps no other back.
    """
    today = timezone.localdate(at)
    due = queries.steps_reached(today, without=without)
    free = lock_free(list({step.card.case_id for step in due[:LOOK_AHEAD]})) if due else []
    steps = queries.steps_reached(today, without=without, cases=free)[:BATCH] if free else []
    return len(steps), sum(_escalate_safely(step, at, without) for step in steps)


def _escalate_safely(step: Reached, at: datetime, without: set[int]) -> int:
    try:
        _escalate(step, at=at)
    except Exception:  # whatever it is, the next card must be told of
        logger.exception("card %s is not told of: %s", step.card.pk, step.rung.when)
        without.add(step.card.pk)
        return 0
    return 1


@transaction.atomic
def _escalate(step: Reached, *, at: datetime) -> Escalation:
    """Write the step, the log and one message a person; the case row is locked."""
    card, rung = step.card, step.rung
    people = queries.told(card.case, card.clock.matter, rung.tells)
    names = [person.name for person in people]
    written = Escalation.objects.create(
        card=card, step=rung.when, days=rung.days, legal_on=step.legal_on, at=at, told=names, ladder_id=rung.ladder
    )
    context = {
        "card": card, "clock": card.clock, "step": written, "link": f"/desk/supervision/cards/{card.pk}/",
    }  # fmt: skip
    outbox.post(card.case, "escalated", to=people, context=context, at=at)
    facts = {"card": card.pk, "step": rung.when, "days": rung.days, "legal_on": step.legal_on, "told": names}
    log.record(card.case, "card_escalated", by=None, at=at, facts=facts)
    return written
