"""What a visit hands on to orders: an advice nobody follows, what was found, and what a re-inspection saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.inspections import queries, rules
from enforcement.inspections.actions.after import is_undone, locked_advice
from enforcement.inspections.actions.common import locked, note, tell_enterprise
from enforcement.inspections.guards import NotPossible, OutOfOrder
from enforcement.inspections.states import AdviceState, Outcome, State
from enforcement.orders import enforcing
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.duties import register

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from enforcement.inspections.models import Advice, Visit
    from envportal.accounts.models import User


@dataclass(frozen=True)
class Charge:
    """What an order is to say: what is violated, what happened, what to correct and by when."""

    violation: str
    facts: str
    corrections: Sequence[str]
    within: date


def _open(visit: Visit, charge: Charge, *, by: User, at: datetime) -> Case:
    enterprise = visit.case.enterprise
    assert enterprise is not None  # noqa: S101  every visit goes to somebody
    return enforcing.open_order(
        visit.case, enterprise=enterprise, facts=charge.facts, corrections=list(charge.corrections),
        violation=charge.violation, within=charge.within, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def order_upon_advice(pk: int, *, charge: Charge, by: User, at: datetime, key: str = "") -> Advice:
    """转为责令改正: what was advised and not done is ordered; the duty goes over to the order's case."""
    advice = locked_advice(pk)
    if log.already(key):
        return advice
    on = timezone.localdate(at)
    cases.require(by, rules.ORDER, advice.visit.case, on)
    is_undone(advice)
    advice.order_case = _open(advice.visit, charge, by=by, at=at)
    advice.state, advice.ended_why, advice.ended_by, advice.ended_at = AdviceState.PASSED, charge.facts[:2000], by, at
    advice.save()
    if advice.duty is not None and advice.duty.state in register.UNDONE:
        register.pass_on(advice.duty, to=advice.order_case, reason=charge.facts, on=on, by=by, at=at)
    facts = {"number": advice.number, "state": advice.state, "order": advice.order_case.number}
    note(advice.visit, "advice_ended", by=by, at=at, key=key, **facts)
    tell_enterprise(advice.visit, "advice_ended", at=at, advice=advice)
    return advice


@transaction.atomic
def order_upon_visit(pk: int, *, charge: Charge, by: User, at: datetime, key: str = "") -> Visit:
    """责令改正 for what the visit found; its feedback says that it will be ordered."""
    visit = locked(pk)
    if log.already(key):
        return visit
    cases.require(by, rules.ORDER, visit.case, timezone.localdate(at))
    rules.may_be_ordered(visit)
    case = _open(visit, charge, by=by, at=at)
    note(visit, "visit_ordered", by=by, at=at, key=key, order=case.number)
    return visit


@transaction.atomic
def say_what_re_inspection_found(
    pk: int, *, demand: int, outcome: str, facts: str, by: User, at: datetime, key: str = ""
) -> Visit:
    """复查结果: the order hears what was found; with it the bureau's duty to look is done."""
    visit = locked(pk)
    if log.already(key):
        return visit
    on = timezone.localdate(at)
    cases.require(by, rules.RECORD, visit.case, on)
    if visit.state != State.LEFT or visit.left_at is None or visit.outcome == Outcome.GONE:
        raise OutOfOrder(_("书面反馈以后登记复查结果。"))
    asked = queries.unreported(visit).filter(pk=demand).first()
    if asked is None or asked.duty is None:
        raise NotPossible(_("这项复查的结果已经登记。"))
    seen_on = timezone.localdate(visit.left_at)
    if asked.duty.case.kind == queries.ORDER:
        order = lock(Case, asked.duty.case_id)
        enforcing.reinspected(order, visit_case=visit.case, on=seen_on, outcome=outcome, facts=facts, by=by, at=at)
    else:
        lock(Case, asked.duty.case_id)
        register.fulfil(asked.duty, on=seen_on, by=by, at=at, words=facts)
    note(visit, "re_inspection_told", by=by, at=at, key=key, outcome=outcome, order=asked.duty.case.number)
    return visit
