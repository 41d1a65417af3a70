"""The fine is paid: money that comes in, more time, what is added, the court."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders import rules
from enforcement.orders.actions.common import issue, note, tell, tell_enterprise
from enforcement.orders.actions.duties import PAY, open_payment_duty
from enforcement.orders.actions.publishing import publish_decision
from enforcement.orders.guards import NotPossible
from enforcement.orders.models import Instalment, Payment, Penalty, Postponement
from enforcement.orders.queries import money
from enforcement.orders.queries.words import day, yuan
from enforcement.orders.rules.owed import added, over
from enforcement.orders.states import Answer, MoneyKind, PenaltyState
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.enums import LetterKind
from envportal.duties import register

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from envportal.accounts.models import User


@transaction.atomic
def pay(
    pk: int, *, kind: str, amount: Decimal, paid_on: date, receipt: str, by: User, at: datetime, key: str = ""
) -> Penalty:
    """登记缴款; with the last of it the duty is done."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    today = timezone.localdate(at)
    rules.require("pay", by, penalty, today)
    rules.on_a_day(paid_on, today)
    open_sum = _open_sum(penalty, kind, paid_on)
    if paid_on < (penalty.served_on or paid_on) or not 0 < amount <= open_sum:
        raise NotPossible(
            _("金额超过未缴（退还的，超过多缴）的 %(left)s 元，或者日期早于送达。") % {"left": yuan(open_sum)}
        )
    if penalty.payments.filter(receipt=receipt, kind=kind, taken_back_on=None).exists():
        raise NotPossible(_("这张票据已经登记过。"))
    Payment.objects.create(
        penalty=penalty, kind=kind, amount=amount, paid_on=paid_on, receipt=receipt, recorded_by=by, recorded_at=at
    )
    if kind != MoneyKind.BACK and money.account(penalty).left <= 0:
        paid_up(penalty, paid_on, by=by, at=at)
        if penalty.state == PenaltyState.CLOSED:
            publish_decision(penalty, by=by, at=at, reason="履行情况更新")
    note(penalty, "fine_paid", by=by, at=at, key=key, kind=kind, amount=amount, paid_on=paid_on, receipt=receipt)
    return penalty


def _open_sum(penalty: Penalty, kind: str, on: date) -> Decimal:
    if kind == MoneyKind.BACK:
        return over(penalty, on)
    account = money.account(penalty)
    return account.left if kind == MoneyKind.FINE else added(penalty, on).amount - account.added_paid


def paid_up(penalty: Penalty, on: date, *, by: User, at: datetime) -> None:
    clocks.stop(penalty.case, Matter.FINE_PAYMENT, on=on, by=by, at=at)
    for duty in register.of(penalty.case).filter(kind=register.Kind.PAYMENT, state__in=register.UNDONE):
        register.fulfil(duty, on=on, by=by, at=at)


@transaction.atomic
def take_back_payment(pk: int, *, payment: Payment, reason: str, by: User, at: datetime, key: str = "") -> Penalty:
    """冲回 what was entered wrongly, by a second person: what was paid with it is owed again."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("take_back_payment", by, penalty, on)
    wrong = penalty.payments.get(pk=payment.pk)
    if wrong.taken_back_on is not None or wrong.recorded_by_id == by.pk:
        raise NotPossible(_("缴款登记由另一人冲回，只能冲回一次。"))
    if penalty.state == PenaltyState.CLOSED and wrong.kind != MoneyKind.BACK:
        raise NotPossible(_("本案已经结案，只能冲回退还的登记。"))
    was = money.account(penalty).left
    wrong.taken_back_by, wrong.taken_back_on, wrong.taken_back_why = by, on, reason
    wrong.save()
    if over(penalty, on) < 0:
        raise NotPossible(_("多缴的部分已经退还；先冲回退还的登记，再冲回这笔缴款。"))
    left = money.account(penalty).left
    if was <= 0 < left:
        open_payment_duty(penalty, left, f"{PAY}-{wrong.pk}", by=by, at=at)
    note(penalty, "payment_taken_back", by=by, at=at, key=key, receipt=wrong.receipt, reason=reason, left=left)
    return penalty


@transaction.atomic
def ask_time(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Penalty:
    """申请暂缓或者分期缴纳 (行政处罚法第66条)."""
    return _ask_time("ask_time", pk, reason, by=by, at=at, key=key)


@transaction.atomic
def record_time_request(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Penalty:
    """The same on paper, of a person who has no account."""
    return _ask_time("record_time_request", pk, reason, by=by, at=at, key=key)


def _ask_time(verb: str, pk: int, reason: str, *, by: User, at: datetime, key: str) -> Penalty:
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require(verb, by, penalty, on)
    Postponement.objects.create(penalty=penalty, reason=reason, asked_on=on, asked_by=by)
    note(penalty, "more_time_asked", by=by, at=at, key=key, reason=reason)
    tell(penalty, "more_time_asked", staff_with(penalty.case.bureau, Role.LEADER), at=at)
    return penalty


@transaction.atomic
def allow_time(
    pk: int, *, agreed: bool, why: str, parts: Sequence[tuple[date, Decimal]] = (), by: User, at: datetime,
    key: str = "",
) -> Penalty:  # fmt: skip
    """同意或者不同意: the parts make the whole fine, and each has its own last day."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("allow_time", by, penalty, on)
    asked = penalty.postponements.get(answer=Answer.WAITING)
    asked.answer = Answer.AGREED if agreed else Answer.DECLINED
    asked.answered_on, asked.answered_by, asked.why = on, by, why
    if agreed:
        _allow(penalty, asked, parts, on, by=by, at=at)
    else:
        asked.letter = issue(
            penalty, LetterKind.PAYMENT_REFUSED, by=by, at=at, asked_on=asked.asked_on, reasons=why,
            rests_on=penalty.decision.number if penalty.decision else "", pay_by=penalty.pay_by,
        )  # fmt: skip
    asked.save()
    note(penalty, "more_time_answered", by=by, at=at, key=key, agreed=agreed, why=why)
    tell_enterprise(penalty, "more_time_answered", at=at, asked=asked)
    return penalty


def _allow(
    penalty: Penalty, asked: Postponement, parts: Sequence[tuple[date, Decimal]], on: date, *, by: User, at: datetime
) -> None:
    left, dues = money.account(penalty).left, [due for due, _amount in parts]
    if len(set(dues)) < len(dues) or any(amount <= 0 for _due, amount in parts):
        raise NotPossible(_("每期一个日期，金额大于零。"))
    asked.added_before, asked.due_before = added(penalty, on).amount, penalty.pay_by
    if not parts or sum(amount for _due, amount in parts) != penalty.amount or min(dues) < on:
        raise NotPossible(
            _("各期合计应当等于罚款 %(amount)s 元，每期的最后一天不早于今天。") % {"amount": yuan(penalty.amount)}
        )
    Instalment.objects.bulk_create(
        Instalment(postponement=asked, due_on=due, amount=amount) for due, amount in sorted(parts)
    )
    plan = [f"{day(due)}以前缴纳 {yuan(amount)} 元" for due, amount in sorted(parts)]
    asked.letter = issue(
        penalty, LetterKind.PAYMENT_REPLY, by=by, at=at, rests_on=penalty.decision.number if penalty.decision else "",
        asked_on=asked.asked_on, reasons=asked.why, plan=plan,
    )  # fmt: skip
    last = max(dues)
    clocks.stop(penalty.case, Matter.FINE_PAYMENT, on=on, by=by, at=at, reason="经批准暂缓或者分期缴纳")
    penalty.pay_by = last
    penalty.save()
    for duty in register.of(penalty.case).filter(kind=register.Kind.PAYMENT, state__in=register.UNDONE):
        if left > 0:
            register.set_day(duty, due_on=last, by=by, at=at)
