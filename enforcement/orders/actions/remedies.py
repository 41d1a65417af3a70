"""复议、诉讼: from when to when, what became of them; a decision that was revoked is shown no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders import rules
from enforcement.orders.actions.common import close_case, note, tell
from enforcement.orders.actions.duties import drop_payment_duty
from enforcement.orders.actions.publishing import publish_decision, stop_showing
from enforcement.orders.guards import NotPossible
from enforcement.orders.models import Penalty, Remedy
from enforcement.orders.states import PenaltyState, RemedyOutcome
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User

REVOKED = "处罚决定被撤销"


@transaction.atomic
def record_remedy(pk: int, *, kind: str, since: date, by: User, at: datetime, key: str = "") -> Penalty:
    """登记复议或者诉讼: from the day it was taken up nothing is added to the fine."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    today = timezone.localdate(at)
    rules.require("record_remedy", by, penalty, today)
    rules.on_a_day(since, today)
    if penalty.decided_on is None or since < penalty.decided_on:
        raise NotPossible(_("受理日期不早于处罚决定的日期。"))
    Remedy.objects.create(penalty=penalty, kind=kind, since=since, recorded_by=by)
    publish_decision(penalty, by=by, at=at, reason="复议诉讼状态更新")
    note(penalty, "remedy_recorded", by=by, at=at, key=key, kind=kind, since=since)
    return penalty


@transaction.atomic
def end_remedy(pk: int, *, until: date, outcome: str, paper: str, by: User, at: datetime, key: str = "") -> Penalty:
    """登记结果; where the decision is revoked its display ends within three working days (行政处罚法第48条)."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    today = timezone.localdate(at)
    rules.require("end_remedy", by, penalty, today)
    rules.on_a_day(until, today)
    remedy = penalty.remedies.get(until=None)
    if until < remedy.since:
        raise NotPossible(_("结果的日期不早于受理日期。"))
    remedy.until, remedy.outcome, remedy.paper = until, outcome, paper
    remedy.save()
    if outcome == RemedyOutcome.REVOKED:
        _revoked(penalty, until, today, by=by, at=at)
    else:
        publish_decision(penalty, by=by, at=at, reason="复议诉讼状态更新")
    note(penalty, "remedy_ended", by=by, at=at, key=key, outcome=outcome, paper=paper, until=until)
    return penalty


def _revoked(penalty: Penalty, on: date, today: date, *, by: User, at: datetime) -> None:
    if penalty.state == PenaltyState.DECIDED:
        penalty.close()
        penalty.ended_why = REVOKED
        penalty.save()
        clocks.stop(penalty.case, Matter.FINE_PAYMENT, on=today, by=by, at=at)
        clocks.stop(penalty.case, Matter.PENALTY_SERVICE, on=today, by=by, at=at)
        close_case(penalty.case, today)
        drop_payment_duty(penalty, REVOKED, by=by, at=at)
    clocks.start(penalty.case, Matter.PENALTY_WITHDRAWAL, variant="", on=on, by=by, at=at)
    tell(penalty, "penalty_revoked", staff_with(penalty.case.bureau, Role.LEADER), at=at)


@transaction.atomic
def end_display(pk: int, *, by: User, at: datetime, key: str = "") -> Penalty:
    """撤回公示 of a decision that was revoked, with its reason."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("end_display", by, penalty, on)
    penalty.shown_until = on
    penalty.save()
    stop_showing(penalty, REVOKED, by=by, at=at)
    clocks.stop(penalty.case, Matter.PENALTY_WITHDRAWAL, on=on, by=by, at=at)
    note(penalty, "display_ended", by=by, at=at, key=key)
    return penalty
