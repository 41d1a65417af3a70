"""What is put right in the books by an entry of its own: a payment entered by mistake, an arrear nobody can collect."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from enforcement.fees import rules
from enforcement.fees.actions import posting, telling
from enforcement.fees.actions.paying import late_again, settle_if_even
from enforcement.fees.guards import NotPossible
from enforcement.fees.models import Fee, Payment, WriteOff
from enforcement.fees.states import Answer, Match, Side
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from envportal.accounts.models import User
    from envportal.audit.models import Event


@transaction.atomic
def reverse(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Payment:
    """冲正: the contrary entry, by somebody who did not book the payment; the payment and its entry stay as they were.

    What it had paid is owed again, and late for the days it seemed paid.
    """
    fee, on = lock(Fee, _fee_of(pk)), timezone.localdate(at)
    payment = Payment.objects.select_for_update(of=("self",)).select_related("entry").get(pk=pk)
    if log.already(key):
        return payment
    rules.require("pay", by, fee, on)
    if payment.match == Match.REVERSED:
        raise NotPossible(_("这笔缴款已经冲正。"))
    rules.second_person(by, payment.recorded_by_id, *_who_matched(fee, payment))
    account = fee.account
    told = {"on": on, "by": by, "at": at}
    payment.reversal = posting.reversed_entry(account, payment.entry, document=payment.receipt, reason=reason, **told)  # type: ignore[arg-type]
    payment.match, payment.why = Match.REVERSED, reason[:200]
    payment.save()
    if not _wound_back(fee, payment, document=payment.receipt, reason=reason, **told):
        owed_again = sum(one.fen for one in payment.reversal.postings.all() if one.side == Side.RECEIVABLE)
        late_again(fee, account, owed_again, since=payment.paid_on, by=by, at=at)
    facts = {"payment": payment.pk, "receipt": payment.receipt, "fen": payment.fen, "why": reason}
    log.record(fee.case, "fee_payment_reversed", by=by, at=at, key=key or None, facts=facts)
    settle_if_even(fee, account, on=on, by=by, at=at)
    telling.tell_the_public(fee, account, by=by, at=at, reason="冲正缴款")
    telling.tell_enterprise(fee, "fee_payment_reversed", on=on, at=at, payment=payment)
    return payment


def _wound_back(fee: Fee, payment: Payment, **told: Any) -> bool:
    """The last thing that happened is as if it had not: the late fee was counted up to a day that was not the day."""
    others = Payment.objects.filter(entry__account=fee.pk, paid_on__gte=payment.paid_on).exclude(match=Match.REVERSED)
    if fee.accrued_to != payment.paid_on or fee.account.written_off or others.exists():
        return False
    booked = _booked(fee, payment).last()
    if booked is None or booked.facts.get("accrued_to") == fee.accrued_to.isoformat():
        return False
    late = fee.account.entries.filter(pk=booked.facts["late"]).first()
    if late is not None:
        charged = sum(one.fen for one in late.postings.all() if one.side == Side.LATE_DUE)
        if charged > fee.account.late_due:
            return False
        posting.reversed_entry(fee.account, late, **told)
    before = booked.facts["accrued_to"]
    fee.accrued_to = date.fromisoformat(before) if before else None
    fee.save(update_fields=["accrued_to"])
    return True


def _fee_of(pk: int) -> int:
    entry = Payment.objects.select_related("entry").get(pk=pk).entry
    if entry is None:
        raise NotPossible(_("这笔缴款没有记账，不用冲正。"))
    return int(entry.account_id)


def _who_matched(fee: Fee, payment: Payment) -> set[int]:
    return {event.actor_id for event in _booked(fee, payment) if event.actor_id}


def _booked(fee: Fee, payment: Payment) -> QuerySet[Event]:
    return log.history(fee.case).filter(name="fee_paid", facts__payment=payment.pk)


# WRITTEN OFF ----------------------------------------------------------------------------
@transaction.atomic
def ask_write_off(
    pk: int, *, ground: str, document: str, reason: str, by: User, at: datetime, key: str = ""
) -> WriteOff:
    """提请核销 all that is owed by now."""
    fee, on = lock(Fee, pk), timezone.localdate(at)
    if event := log.already(key):
        return WriteOff.objects.get(pk=event.facts["write_off"])
    rules.require("ask_write_off", by, fee, on)
    asked = WriteOff.objects.create(
        fee=fee, fen=fee.account.owed, ground=ground, document=document, reason=reason, asked_by=by, asked_on=on
    )
    facts = {"write_off": asked.pk, "fen": asked.fen, "ground": ground, "number": document, "why": reason}
    log.record(fee.case, "fee_write_off_asked", by=by, at=at, key=key or None, facts=facts)
    telling.tell_staff(fee, "fee_write_off_asked", staff_with(fee.case.bureau, Role.LEADER), at=at)
    return asked


@transaction.atomic
def answer_write_off(pk: int, *, agreed: bool, why: str = "", by: User, at: datetime, key: str = "") -> Fee:
    """批准核销, by a leader who did not ask for it: off the books; what is paid after all comes back onto them."""
    fee, on = lock(Fee, pk), timezone.localdate(at)
    if log.already(key):
        return fee
    rules.require("answer_write_off", by, fee, on)
    asked, account = fee.write_offs.get(answer=Answer.WAITING), fee.account
    rules.second_person(by, asked.asked_by_id)
    if agreed and asked.fen != account.owed:
        raise NotPossible(_("欠缴的金额已经变了，请先不同意这一项，再按现在的金额提请。"))
    asked.answer = Answer.AGREED if agreed else Answer.DECLINED
    asked.answered_by, asked.answered_on, asked.answer_why = by, on, why
    if agreed:
        # What the ledger keeps does not hang on the language of who agreed.
        with override("zh-hans"):
            words = f"{asked.get_ground_display()}：{asked.reason}"[:300]
        asked.entry = posting.written_off(account, on=on, by=by, at=at, document=asked.document, reason=words)
    asked.save()
    facts = {"write_off": asked.pk, "agreed": agreed, "fen": asked.fen, "why": why or asked.reason}
    log.record(fee.case, "fee_write_off_answered", by=by, at=at, key=key or None, facts=facts)
    if agreed:
        settle_if_even(fee, account, on=on, by=by, at=at)
        telling.tell_the_public(fee, account, by=by, at=at, reason="核销")
    return fee
