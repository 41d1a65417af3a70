"""复议、诉讼: from when to when, what became of them; a decision that was revoked is shown no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders import rules
from enforcement.orders.actions.changing import Changed, change, may_change
from enforcement.orders.actions.common import close_case, note, tell
from enforcement.orders.actions.duties import drop_payment_duty
from enforcement.orders.actions.publishing import publish_decision, stop_showing
from enforcement.orders.guards import NotPossible
from enforcement.orders.models import Penalty, Remedy
from enforcement.orders.queries.words import yuan
from enforcement.orders.rules.owed import over
from enforcement.orders.states import PenaltyState, RemedyOutcome
from envportal.accountability import responsibility
from envportal.accountability.responsibility import Cause
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents import actions as documents

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.documents.models import Document

REVOKED = "处罚决定被撤销"
# The kind of the file.
PAPER = "remedy_paper"


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


def end_remedy(
    pk: int, *, until: date, outcome: str, paper: str, by: User, at: datetime, key: str = "", **told: Unpack[Changed]
) -> Penalty:
    """登记结果; where the decision is revoked its display ends within three working days (行政处罚法第48条).

    Not one transaction: the paper of a change is read by a child process for seconds, with nothing locked meanwhile.
    """
    penalty, file = Penalty.objects.select_related("case").get(pk=pk), told.get("file")
    taken = None
    if file is not None and not log.already(key):
        rules.require("end_remedy", by, penalty, timezone.localdate(at))
        taken = documents.take_in(file, case=penalty.case, owner=None, kind=PAPER, by=by, at=at, is_inside=True)
    return _end_remedy(pk, until, outcome, paper, told, taken, by=by, at=at, key=key)


@transaction.atomic
def _end_remedy(  # noqa: PLR0913  an outcome is told with all of this
    pk: int, until: date, outcome: str, paper: str, told: Changed, taken: Document | None, *, by: User, at: datetime,
    key: str,
) -> Penalty:  # fmt: skip
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
    if outcome == RemedyOutcome.CHANGED:
        may_change(penalty, told, taken, until)
        remedy.was_amount, remedy.new_amount, remedy.content = penalty.amount, told["new_amount"], told["content"]
        remedy.pay_by = told.get("pay_by")
    remedy.document = documents.enter(taken) if taken is not None else None
    remedy.save()
    _follow(penalty, remedy, told, today, by=by, at=at)
    note(penalty, "remedy_ended", by=by, at=at, key=key, outcome=outcome, paper=paper, until=until)
    _answer_for(penalty, remedy, at=at)
    return penalty


def _answer_for(penalty: Penalty, remedy: Remedy, *, at: datetime) -> None:
    """A decision that was changed or taken away was wrong: everybody who took part in it answers for theirs."""
    if remedy.outcome not in {RemedyOutcome.REVOKED, RemedyOutcome.CHANGED}:
        return
    ref = "overturned" if remedy.outcome == RemedyOutcome.REVOKED else f"changed-{remedy.pk}"
    what = f"处罚决定经{remedy.get_kind_display()}{remedy.get_outcome_display()}（{remedy.paper}）"
    responsibility.open_record(penalty.case, Cause.WRONG, ref=ref, what=what, at=at)


def _follow(penalty: Penalty, remedy: Remedy, told: Changed, today: date, *, by: User, at: datetime) -> None:
    """What the outcome brings: the display of what was revoked ends, what was changed is published anew."""
    if remedy.outcome == RemedyOutcome.REVOKED:
        _revoked(penalty, remedy.until or today, today, by=by, at=at)
        return
    words = "复议诉讼状态更新"
    if remedy.outcome == RemedyOutcome.CHANGED:
        change(penalty, remedy, told, by=by, at=at)
        words = f"处罚决定经{remedy.paper}变更"
    publish_decision(penalty, by=by, at=at, reason=words)


def _revoked(penalty: Penalty, on: date, today: date, *, by: User, at: datetime) -> None:
    if penalty.state == PenaltyState.DECIDED:
        penalty.close()
        penalty.ended_why = REVOKED
        penalty.save()
        clocks.stop(penalty.case, Matter.FINE_PAYMENT, on=today, by=by, at=at)
        clocks.stop(penalty.case, Matter.PENALTY_SERVICE, on=today, by=by, at=at)
        close_case(penalty.case, today)
        drop_payment_duty(penalty, REVOKED, by=by, at=at)
    if penalty.shown_until is not None:
        clocks.start(penalty.case, Matter.PENALTY_WITHDRAWAL, variant="", on=on, by=by, at=at)
    people = [*staff_with(penalty.case.bureau, Role.LEADER), *staff_with(penalty.case.bureau, Role.FINANCE)]
    tell(penalty, "penalty_revoked", people, at=at, over=yuan(paid) if (paid := over(penalty, today)) > 0 else "")


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
