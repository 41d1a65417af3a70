"""Who is told that it is their turn: the lawyers once the party was heard, the leaders once all is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from enforcement.orders.actions.common import tell
from enforcement.orders.rules import gate, limits
from enforcement.orders.states import PenaltyState
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with

if TYPE_CHECKING:
    from datetime import datetime

    from enforcement.orders.models import Penalty


def tell_next(penalty: Penalty, *, at: datetime) -> None:
    on = timezone.localdate(at)
    if penalty.state != PenaltyState.NOTIFIED or not gate.is_ripe(penalty, on):
        return
    waits = not penalty.reviews.filter(notice=penalty.notice_id).exists()
    if waits and limits.must_be_reviewed(penalty, penalty.hearings.exists()):
        tell(penalty, "penalty_to_review", staff_with(penalty.case.bureau, Role.LEGAL), at=at)
    elif all(one.met for one in gate.conditions(penalty, on)):
        tell(penalty, "penalty_to_decide", staff_with(penalty.case.bureau, Role.LEADER), at=at)
