"""Every limit that was missed opens a record of who answers for it, by rule; one that breaks holds up no other."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef

from envportal.accountability import responsibility
from envportal.accountability.responsibility import Cause, Responsibility
from envportal.supervision import queries
from envportal.supervision.actions.raising import lock_free
from envportal.supervision.enums import Reason
from envportal.supervision.models import STANDING_RED, Card

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

logger = logging.getLogger(__name__)
# So many a sweep: the rest is the next one's, a minute later.
MOST = 100


def answer_for_cards(*, at: datetime) -> int:
    """Open a record for each red card that has none, a case a transaction; returns how many."""
    return sum(_safely(card, case, at) for card, case in list(_unanswered().values_list("pk", "case")[:MOST]))


def _unanswered() -> QuerySet[Card]:
    """Red cards that stand, of clocks no record is about; a clock that is extended and missed again is one cause."""
    known = Responsibility.objects.filter(clock=OuterRef("clock"))
    return Card.objects.filter(STANDING_RED, ~Exists(known)).order_by("opened_at", "pk")


def _safely(card: int, case: int, at: datetime) -> bool:
    try:
        # Of many sweepers at once one writes, the others only look: a database with one writer has better to do.
        return _unanswered().filter(pk=card).exists() and _open(card, case, at)
    except Exception:  # whatever it is, the next card is answered for
        logger.exception("no record for card %s", card)
        return False


@transaction.atomic
def _open(card: int, case: int, at: datetime) -> bool:
    """The case another worker has is left to the next sweep; the card is read afresh."""
    if not lock_free([case]):
        return False
    shared = ("clock__rule", "case__bureau", "case__holder", "holder")
    found = _unanswered().filter(pk=card).select_related(*shared).first()
    if found is None:
        return False
    clock = found.clock
    what = f"{clock.get_matter_display()}应于 {clock.due_on:%Y-%m-%d} 届满：{found.get_reason_display()}"
    responsibility.open_record(
        found.case, Cause.SILENCE if found.reason == Reason.EXPIRED else Cause.OVERDUE, ref=f"clock-{clock.pk}",
        what=what, at=at, clock=clock, also=queries.on_duty(found.case, clock.matter, found.holder),
    )  # fmt: skip
    return True
