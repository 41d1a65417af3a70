"""A penalty case begins: opened, filed or not, its limits prolonged."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders import rules
from enforcement.orders.actions import papers
from enforcement.orders.actions.common import close_case, link, name_of, note, open_case, tell
from enforcement.orders.guards import NoDailyPenalty, NotPossible
from enforcement.orders.models import Order, Penalty
from enforcement.orders.queries import money
from enforcement.orders.rules import law, limits
from enforcement.orders.states import PENALTY, PenaltyKind, PenaltyState
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from envportal.accounts.models import Enterprise, User
    from envportal.cases.models import Case

FILING_EXTENDED, DECISION_EXTENDED = 15, 30


class Told(TypedDict):
    """What a lead says; an act without an end goes on still."""

    violation: str
    facts: str
    act_from: date
    discovered_on: date
    act_until: NotRequired[date | None]
    is_harmful: NotRequired[bool]
    is_person: NotRequired[bool]
    investment: NotRequired[Decimal | None]


@transaction.atomic
def open_penalty(
    source_case: Case | None, *, enterprise: Enterprise, order: Order | None = None, by: User, at: datetime,
    key: str = "", **told: Unpack[Told],
) -> Penalty:  # fmt: skip
    """Open the case of a lead: it is filed or not within fifteen working days of its discovery."""
    if event := log.already(key):
        return Penalty.objects.get(pk=event.case_id)
    rules.may_open(by)
    today = timezone.localdate(at)
    rules.on_a_day(told["discovered_on"], today)
    if told["act_from"] > told["discovered_on"] or (told.get("act_until") or told["act_from"]) < told["act_from"]:
        raise NotPossible(_("违法行为的日期前后不符，请核对。"))
    if order is not None and (order.case.enterprise_id != enterprise.pk or order.violation != told["violation"]):
        raise NotPossible(_("选定的责令改正决定不是同一企业的同一违法行为。"))
    limits.within_limitation(told.get("act_until"), told["discovered_on"], told.get("is_harmful", False))
    law.in_force(told["violation"], told.get("act_until") or told["discovered_on"])
    penalty = _open(source_case, enterprise, order=order, by=by, at=at, **told)
    note(penalty, "penalty_opened", by=by, at=at, key=key, violation=told["violation"])
    return penalty


def _open(source: Case | None, enterprise: Enterprise, *, by: User, at: datetime, **told: object) -> Penalty:
    title = f"{enterprise}：{name_of(str(told['violation']))}"
    case = open_case(PENALTY, title, enterprise=enterprise, source=source, by=by, at=at)
    penalty = Penalty.objects.create(case=case, opened_by=by, **told)
    if penalty.order is not None and (source is None or source.pk != penalty.order_id):
        link(penalty.order.case, case, "order")
    clocks.start(case, Matter.CASE_FILING, variant="", on=penalty.discovered_on, by=by, at=at)
    tell_to_file(penalty, at=at)
    return penalty


def tell_to_file(penalty: Penalty, *, at: datetime) -> None:
    tell(penalty, "penalty_to_file", staff_with(penalty.case.bureau, Role.LEADER), at=at)


@transaction.atomic
def open_daily(
    order_pk: int, *, repeats: Penalty, why: str = "", by: User, at: datetime, key: str = ""
) -> Penalty:  # fmt: skip
    """按日连续处罚: upon an order not followed and the fine of the penalty it went with (法典第1060条).

    A fine of another order, or of none, is repeated only where it is said why it is the same violation.
    """
    order = lock(Order, order_pk)
    if event := log.already(key):
        return Penalty.objects.get(pk=event.facts["penalty"])
    rules.require("open_daily", by, order, timezone.localdate(at))
    repeats = Penalty.objects.select_related("case").get(pk=repeats.pk, case__bureau=order.case.bureau)
    _may_be_daily(order, repeats, why)
    looked = order.re_inspection
    penalty = _open(
        order.case, order.case.enterprise, by=by, at=at, kind=PenaltyKind.DAILY, order=order, repeats=repeats,  # type: ignore[arg-type]
        violation=order.violation, facts=looked.facts, act_from=order.served_on, act_until=looked.on,
        discovered_on=looked.on, is_harmful=repeats.is_harmful, is_person=repeats.is_person,
    )  # fmt: skip
    link(repeats.case, penalty.case, "daily")
    note(order, "daily_penalty_opened", by=by, at=at, key=key, penalty=penalty.pk, why=why)
    return penalty


def _may_be_daily(order: Order, repeats: Penalty, why: str) -> None:
    """It repeats a fine that was decided, for the same violation of the same enterprise, where the law lets it."""
    if not law.in_force(order.violation, order.re_inspection.on).daily:
        raise NoDailyPenalty(_("这种违法行为不适用按日连续处罚。"), "生态环境法典第1060条")
    same = repeats.violation == order.violation and repeats.case.enterprise_id == order.case.enterprise_id
    if not same or repeats.kind != PenaltyKind.ORDINARY:
        raise NoDailyPenalty(_("选定的处罚决定与本案不是同一企业的同一违法行为。"))
    _stands(repeats)
    if repeats.order_id not in _chain(order) and not why.strip():
        raise NoDailyPenalty(
            _("选定的处罚决定不是随本次责令改正作出的：写明为什么是同一违法行为。"), "生态环境法典第1060条"
        )


def _stands(repeats: Penalty) -> None:
    """The fine that is repeated was decided, reached its party, and nobody took it away."""
    if repeats.state not in {PenaltyState.DECIDED, PenaltyState.CLOSED}:
        raise NoDailyPenalty(_("原处罚还没有决定：先作出处罚决定，再按日连续处罚。"), "生态环境法典第1060条")
    if money.is_revoked(repeats):
        raise NoDailyPenalty(_("原处罚决定已经被撤销，不能再按日连续处罚。"), "生态环境法典第1060条")
    if repeats.served_on is None:
        raise NoDailyPenalty(_("原处罚决定书还没有送达。"), "生态环境法典第1060条")


def _chain(order: Order) -> set[int]:
    """This order and those before it."""
    found: set[int] = set()
    one: Order | None = order
    while one is not None:
        found.add(one.pk)
        one = one.previous
    return found


@transaction.atomic
def file_case(pk: int, *, by: User, at: datetime, key: str = "") -> Penalty:
    """立案: by a leader who did not open it; the ninety days of the decision begin."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("file", by, penalty, on)
    penalty.file()
    penalty.filed_by, penalty.filed_on = by, on
    penalty.save()
    clocks.stop(penalty.case, Matter.CASE_FILING, on=on, by=by, at=at)
    clocks.start(penalty.case, Matter.PENALTY_DECISION, variant="", on=on, by=by, at=at)
    paper = papers.file_paper(penalty, papers.FILED, by=by, at=at)
    note(penalty, "penalty_filed", by=by, at=at, key=key, letter=paper.number)
    tell(penalty, "penalty_filed", [penalty.opened_by], at=at)
    return penalty


@transaction.atomic
def decline(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Penalty:
    """不予立案, for a reason."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("decline", by, penalty, on)
    penalty.decline()
    penalty.ended_why = reason
    penalty.save()
    clocks.stop(penalty.case, Matter.CASE_FILING, on=on, by=by, at=at)
    close_case(penalty.case, on)
    paper = papers.file_paper(penalty, papers.NOT_FILED, reasons=reason, by=by, at=at)
    note(penalty, "penalty_not_filed", by=by, at=at, key=key, reason=reason, letter=paper.number)
    return penalty


@transaction.atomic
def extend_filing(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Penalty:
    """延长立案期限 by fifteen working days, once, with the approval of a leader."""
    return _extend("extend_filing", pk, Matter.CASE_FILING, FILING_EXTENDED, reason=reason, by=by, at=at, key=key)


@transaction.atomic
def extend_decision(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Penalty:
    """延长办案期限 by thirty days, once, with the approval of a leader."""
    return _extend("extend", pk, Matter.PENALTY_DECISION, DECISION_EXTENDED, reason=reason, by=by, at=at, key=key)


def _extend(
    verb: str, pk: int, matter: str, amount: int, *, reason: str, by: User, at: datetime, key: str
) -> Penalty:  # fmt: skip
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    rules.require(verb, by, penalty, timezone.localdate(at))
    clock = clocks.prolong(penalty.case, matter, amount=amount, reason=reason, by=by, at=at)
    note(penalty, "penalty_extended", by=by, at=at, key=key, reason=reason, matter=matter, due_on=clock.due_on)
    return penalty
