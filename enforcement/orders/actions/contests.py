"""复议和诉讼 against a decision: recorded when they begin and end, and told to the public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders import rules
from enforcement.orders.actions.common import note
from enforcement.orders.actions.publishing import publish_decision
from enforcement.orders.guards import NotPossible
from enforcement.orders.models import Contest, Penalty
from envportal.audit import log
from envportal.cases.locks import lock

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


@transaction.atomic
def contest(pk: int, *, kind: str, since: date, by: User, at: datetime, key: str = "") -> Penalty:
    """A higher authority or a court has taken the case on: from this day nothing is added to the fine."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    today = timezone.localdate(at)
    rules.require("contest", by, penalty, today)
    rules.on_a_day(since, today)
    if penalty.served_on is None or since < penalty.served_on:
        raise NotPossible(_("受理日期不能早于决定书送达的日期。"))
    Contest.objects.create(penalty=penalty, kind=kind, since=since, recorded_by=by)
    publish_decision(penalty, by=by, at=at, reason="复议诉讼状态更新")
    note(penalty, "penalty_contested", by=by, at=at, key=key, kind=kind, since=since)
    return penalty


@transaction.atomic
def end_contest(pk: int, *, until: date, result: str, by: User, at: datetime, key: str = "") -> Penalty:
    """Its result; what does not stand any more the board's editors withdraw (行政处罚法第48条)."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    today = timezone.localdate(at)
    rules.require("end_contest", by, penalty, today)
    rules.on_a_day(until, today)
    running = penalty.contests.get(until=None)
    if until < running.since:
        raise NotPossible(_("最后一天不能早于第一天。"))
    running.until, running.result = until, result
    running.save()
    publish_decision(penalty, by=by, at=at, reason="复议诉讼状态更新")
    note(penalty, "contest_ended", by=by, at=at, key=key, reason=result)
    return penalty
