"""What comes in and goes back: payments, the late fee, refunds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.fees import rules
from enforcement.fees.actions import posting, telling
from enforcement.fees.actions.declaring import shut
from enforcement.fees.guards import NotPossible
from enforcement.fees.models import Account, Entry, Fee, Payment
from enforcement.fees.rules import flat
from enforcement.fees.rules.result import yuan
from enforcement.fees.states import Match, State
from envportal.audit import log
from envportal.cases.locks import lock

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


@dataclass(frozen=True)
class Receipt:
    """What the bank says."""

    receipt: str
    fen: int
    paid_on: date
    payer: str = ""
    told: str = ""


@transaction.atomic
def pay(pk: int, receipt: Receipt, *, by: User, at: datetime, key: str = "") -> Payment:
    """登记缴款: late fee up to that day is charged; paid are the fee, the late fee, and the rest is to go back."""
    fee, on = lock(Fee, pk), timezone.localdate(at)
    if event := log.already(key):
        return Payment.objects.get(pk=event.facts["payment"])
    rules.require("pay", by, fee, on)
    booked = Payment.objects.filter(bureau=fee.case.bureau, receipt=receipt.receipt)
    if booked.exclude(match=Match.REVERSED).exists():
        raise NotPossible(_("票据号“%(receipt)s”已经登记过。") % {"receipt": receipt.receipt})
    payment = Payment(bureau=fee.case.bureau, recorded_by=by, **vars(receipt))
    book(fee, payment, by=by, at=at, key=key)
    return payment


@transaction.atomic
def match(pk: int, *, number: str, by: User, at: datetime, key: str = "") -> Payment:
    """人工核对: a payment that was not matched, to the fee of a number."""
    rules.may_book(by)
    payment = Payment.objects.get(pk=pk)
    if log.already(key):
        return payment
    fee = lock(Fee, found(number, payment.bureau_id).pk)
    payment = Payment.objects.select_for_update().get(pk=pk)
    rules.require("pay", by, fee, timezone.localdate(at))
    if payment.match != Match.UNMATCHED:
        raise NotPossible(_("这笔缴款已经对上了。"))
    book(fee, payment, by=by, at=at, key=key)
    return payment


def found(number: str, bureau: int) -> Fee:
    """The fee of a case or of a letter by its number."""
    mine = Fee.objects.filter(case__bureau=bureau)
    fee = (mine.filter(case__number=number) | mine.filter(case__letters__number=number)).distinct().first()
    if fee is None:
        raise NotPossible(_("没有编号“%(number)s”的排污费。") % {"number": number[:40]})
    return fee


def book(fee: Fee, payment: Payment, *, by: User, at: datetime, key: str) -> None:
    on = timezone.localdate(at)
    rules.on_a_day(payment.paid_on, on)
    _not_before(fee, payment.paid_on)
    account, accrued_to = fee.account, fee.accrued_to
    late = _accrue(fee, account, payment.paid_on, by=by, at=at)
    owed = account.owed
    payment.entry = posting.paid(account, payment.fen, on=payment.paid_on, by=by, at=at, document=payment.receipt)
    payment.match = Match.EXACT if payment.fen == owed else Match.UNDER if payment.fen < owed else Match.OVER
    payment.why = ""
    payment.save()
    facts = {"payment": payment.pk, "receipt": payment.receipt, "fen": payment.fen, "on": payment.paid_on}
    # Where it is reversed, the late fee it brought goes with it.
    facts |= {"late": late.pk if late else None, "accrued_to": accrued_to}
    log.record(fee.case, "fee_paid", by=by, at=at, key=key or None, facts=facts)
    settle_if_even(fee, account, on=on, by=by, at=at)
    telling.tell_the_public(fee, account, by=by, at=at, reason="收到缴款")


def _not_before(fee: Fee, paid_on: date) -> None:
    if fee.demanded_on is None or paid_on < fee.demanded_on:
        raise NotPossible(_("缴款日期早于缴纳通知。"))
    if fee.accrued_to is not None and paid_on < fee.accrued_to:
        raise NotPossible(_("滞纳金已经计到更晚的一天，这笔缴款要先核对。"))


@transaction.atomic
def accrue(pk: int, *, to: date, by: User, at: datetime, key: str = "") -> Entry | None:
    """加收滞纳金 up to a day, of what is not paid."""
    fee, on = lock(Fee, pk), timezone.localdate(at)
    if log.already(key):
        return None
    rules.require("accrue", by, fee, on)
    rules.on_a_day(to, on)
    entry = _accrue(fee, fee.account, to, by=by, at=at)
    if entry is None:
        raise NotPossible(_("到这一天没有要加收的滞纳金。"))
    facts = {"to": to, "fen": fee.account.late_due}
    log.record(fee.case, "late_fee_charged", by=by, at=at, key=key or None, facts=facts)
    telling.tell_the_public(fee, fee.account, by=by, at=at, reason="加收滞纳金")
    return entry


def _accrue(fee: Fee, account: Account, to: date, *, by: User | None, at: datetime) -> Entry | None:
    assert fee.due_on is not None  # noqa: S101  the flow
    since = max(fee.due_on, fee.accrued_to or fee.due_on)
    room = -account.assessed - account.waived + account.late_charged
    fen = flat.late_fee(account.receivable, since, to, room=room)
    if to > since:
        fee.accrued_to = to
        fee.save(update_fields=["accrued_to"])
    if not fen:
        return None
    days = flat.days_late(since, to)
    reason = f"{yuan(account.receivable)} × 0.2 % × {days}"
    return posting.late(account, fen, on=to, by=by, at=at, reason=reason)


def late_again(fee: Fee, account: Account, fen: int, *, since: date, by: User, at: datetime) -> None:
    """What seemed paid and was not is late for the days that were counted without it."""
    if fee.due_on is None or fee.accrued_to is None or fen <= 0:
        return
    first, room = max(fee.due_on, since), -account.assessed - account.waived + account.late_charged
    late = flat.late_fee(fen, first, fee.accrued_to, room=room) if fee.accrued_to > first else 0
    if late:
        reason = f"{yuan(fen)} × 0.2 % × {flat.days_late(first, fee.accrued_to)}"
        posting.late(account, late, on=fee.accrued_to, by=by, at=at, reason=reason)


@transaction.atomic
def refund(pk: int, *, fen: int, document: str, reason: str, by: User, at: datetime, key: str = "") -> Entry:
    """退款 of what was paid too much, by somebody who booked no payment of this fee."""
    fee, on = lock(Fee, pk), timezone.localdate(at)
    if event := log.already(key):
        return Entry.objects.get(pk=event.facts["entry"])
    rules.require("refund", by, fee, on)
    booked = Payment.objects.filter(entry__account=fee.pk).values_list("recorded_by", flat=True)
    rules.second_person(by, *booked, *_who_matched(fee))
    account = fee.account
    entry = posting.refunded(account, fen, on=on, by=by, at=at, document=document, reason=reason)
    facts = {"entry": entry.pk, "fen": fen, "number": document, "why": reason}
    log.record(fee.case, "fee_refunded", by=by, at=at, key=key or None, facts=facts)
    settle_if_even(fee, account, on=on, by=by, at=at)
    telling.tell_the_public(fee, account, by=by, at=at, reason="退还多缴")
    return entry


def _who_matched(fee: Fee) -> set[int]:
    return {event.actor_id for event in log.history(fee.case) if event.name == "fee_paid" and event.actor_id}


def settle_if_even(fee: Fee, account: Account, *, on: date, by: User | None, at: datetime) -> None:
    """结清 where nothing is owed on either side; opened again where something came after."""
    is_even = not (account.owed or account.overpaid)
    if is_even == (fee.state == State.SETTLED):
        return
    if is_even:
        fee.settle()
    else:
        fee.reopen()
    fee.save()
    shut(fee, on if is_even else None)
    log.record(fee.case, "fee_settled" if is_even else "fee_reopened", by=by, at=at)
