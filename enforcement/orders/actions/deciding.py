"""The decision and its service: fined, spared, or the case dropped."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from enforcement.orders import rules
from enforcement.orders.actions.common import close_case, issue, name_of, note, tell, tell_enterprise
from enforcement.orders.actions.duties import PAY, open_payment_duty
from enforcement.orders.actions.publishing import publish_decision
from enforcement.orders.models import Penalty
from enforcement.orders.queries import words
from enforcement.orders.queries.words import yuan
from enforcement.orders.rules import gate, limits
from enforcement.orders.states import PenaltyKind, PenaltyState
from envportal.accounts import rules as account_rules
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import OPEN_STATES, Matter
from envportal.documents import letters
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.documents.models import Letter


@account_rules.signed
def decide(pk: int, *, code: str, by: User, at: datetime, key: str = "") -> Penalty:
    """处罚决定: signed with the second factor by a leader who did not investigate, once every condition is met."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("decide", by, penalty, on)
    gate.require(penalty, on)
    account_rules.confirm_second_factor(by, code, at)
    penalty.decide()
    penalty.decided_by, penalty.decided_on = by, on
    penalty.decision = _letter(penalty, by=by, at=at)
    # The fine of a person responsible is shown to nobody outside.
    if penalty.kind != PenaltyKind.PERSON:
        penalty.shown_until = limits.shown_until(on, penalty.is_serious)
    penalty.save()
    _stop_all(penalty, on, by=by, at=at)
    clocks.start(penalty.case, Matter.PENALTY_SERVICE, variant="", on=on, by=by, at=at)
    publish_decision(penalty, by=by, at=at)
    note(penalty, "penalty_decided", by=by, at=at, key=key, letter=penalty.decision.number, amount=penalty.amount)
    tell_enterprise(penalty, "penalty_decided", at=at)
    return penalty


def _letter(penalty: Penalty, *, by: User, at: datetime) -> Letter:
    same = {
        "violation": name_of(penalty.violation), "facts": penalty.facts, "law": penalty.law,
        "amount": yuan(penalty.amount), "said": words.said(penalty), "hearing": words.heard(penalty),
        "discussed": words.discussed(penalty), "choice": penalty.choice,
        "evidence": [words.of_evidence(one) for one in penalty.evidence.select_related("file")],
    }  # fmt: skip
    if penalty.kind == PenaltyKind.DAILY:
        return issue(penalty, LetterKind.DAILY_PENALTY, by=by, at=at, **same, **words.of_daily(penalty))
    more = {
        "reckoning": penalty.reckoning,
        "order_number": penalty.order.letter.number if penalty.order and penalty.order.letter else "",
    }  # fmt: skip
    return issue(penalty, LetterKind.PENALTY_DECISION, by=by, at=at, **same, **more)


def _stop_all(penalty: Penalty, on: date, *, by: User, at: datetime) -> None:
    for clock in penalty.case.clocks.filter(state__in=OPEN_STATES):
        clocks.stop(penalty.case, clock.matter, on=on, by=by, at=at)


def decision_served(penalty: Penalty, letter: Letter, *, by: User, at: datetime) -> None:
    """Fifteen days to pay begin on the day after (行政处罚法第67条)."""
    if penalty.state != PenaltyState.DECIDED or letter.pk != penalty.decision_id or letter.served_on is None:
        return
    clocks.stop(penalty.case, Matter.PENALTY_SERVICE, on=letter.served_on, by=by, at=at)
    clock = clocks.start(penalty.case, Matter.FINE_PAYMENT, variant="", on=letter.served_on, by=by, at=at)
    penalty.served_on, penalty.pay_by = letter.served_on, clock.due_on
    penalty.save()
    open_payment_duty(penalty, penalty.amount or Decimal(0), PAY, by=by, at=at)


@account_rules.signed
def spare(pk: int, *, reason: str, code: str, by: User, at: datetime, key: str = "") -> Penalty:
    """不予处罚, with its reasons and its letter (行政处罚法第33条、第57条)."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("spare", by, penalty, on)
    gate.require_settled(penalty)
    account_rules.confirm_second_factor(by, code, at)
    penalty.spare()
    # What was proposed stays in the log: nobody owes it.
    penalty.decided_by, penalty.decided_on, penalty.ended_why, penalty.amount = by, on, reason, None
    penalty.decision = issue(
        penalty, LetterKind.NO_PENALTY, by=by, at=at, violation=name_of(penalty.violation), facts=penalty.facts,
        law=penalty.law, reasons=reason,
    )  # fmt: skip
    penalty.save()
    _end(penalty, "penalty_spared", on, by=by, at=at, key=key, reason=reason)
    tell_enterprise(penalty, "penalty_spared", at=at)
    tell(penalty, "penalty_spared", [penalty.opened_by], at=at)
    return penalty


@transaction.atomic
def drop(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Penalty:
    """撤销立案: no violation was found, or it is somebody else's to punish."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("drop", by, penalty, on)
    gate.require_settled(penalty)
    penalty.drop()
    penalty.ended_why = reason
    penalty.save()
    _dropped(penalty, by=by, at=at)
    _end(penalty, "penalty_dropped", on, by=by, at=at, key=key, reason=reason)
    tell(penalty, "penalty_dropped", [penalty.opened_by], at=at, reason=reason)
    # Who was told that it is to be punished hears that it is not.
    if penalty.notice is not None:
        tell_enterprise(penalty, "penalty_dropped", at=at, reason=reason)
    return penalty


def _dropped(penalty: Penalty, *, by: User, at: datetime) -> None:
    """撤销立案告知书: to the party that was told of the case; of what it never heard the bureau keeps it for itself."""
    letters.issue(
        penalty.case, LetterKind.CASE_DROPPED, to=penalty.case.enterprise if penalty.notice else None, by=by, at=at,
        fields={
            "violation": name_of(penalty.violation), "filed_on": penalty.filed_on, "reasons": penalty.ended_why,
            "rests_on": penalty.notice.number if penalty.notice else "",
        },
    )  # fmt: skip


def _end(penalty: Penalty, event: str, on: date, *, by: User, at: datetime, key: str, reason: str) -> None:
    _stop_all(penalty, on, by=by, at=at)
    close_case(penalty.case, on)
    note(penalty, event, by=by, at=at, key=key, reason=reason)
