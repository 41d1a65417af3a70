"""继续延长办案期限: beyond what a leader may give, by collective discussion alone (生态环境行政处罚办法, K32)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from enforcement.orders import rules
from enforcement.orders.actions.common import note, tell
from enforcement.orders.models import Discussion, Penalty
from enforcement.orders.states import About
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


@transaction.atomic
def call_extension(pk: int, *, days: int, reason: str, by: User, at: datetime, key: str = "") -> Penalty:
    """提交集体讨论 whether the limit goes on, and for how many working days."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("call_extension", by, penalty, on)
    clocks.may_prolong_further(penalty.case, Matter.PENALTY_DECISION, amount=days, on=on)
    Discussion.objects.create(
        penalty=penalty, about=About.LIMIT, days=days, reason=reason, called_on=on, called_by=by, amount=0
    )
    note(penalty, "extension_discussion_called", by=by, at=at, key=key, days=days, reason=reason)
    tell(penalty, "discussion_called", staff_with(penalty.case.bureau, Role.LEADER), at=at)
    return penalty


def is_possible(discussion: Discussion, on: date) -> bool:
    """Whether the limit may still be lengthened by what was discussed: while they talked it may have run out."""
    matter = Matter.PENALTY_DECISION
    try:
        clocks.may_prolong_further(discussion.penalty.case, matter, amount=discussion.days, on=on)
    except Refused:
        return False
    return True


def extended(discussion: Discussion, *, by: User, at: datetime) -> None:
    """What the leaders agreed to: the limit ends so many working days later."""
    penalty = discussion.penalty
    if discussion.about != About.LIMIT or not discussion.agreed or not is_possible(discussion, timezone.localdate(at)):
        return
    clock = clocks.prolong(
        penalty.case, Matter.PENALTY_DECISION, amount=discussion.days, reason=discussion.reason, by=by, at=at,
        further=True,
    )  # fmt: skip
    note(
        penalty, "penalty_extended", by=by, at=at, reason=discussion.reason, matter=Matter.PENALTY_DECISION,
        due_on=clock.due_on, letter=discussion.paper.number if discussion.paper else "",
    )  # fmt: skip
