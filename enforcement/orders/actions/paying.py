"""The fine is paid: money that comes in, more time, what is added, the court."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders import rules
from enforcement.orders.actions.common import close_case, issue, note, tell, tell_enterprise
from enforcement.orders.actions.publishing import publish_decision
from enforcement.orders.guards import NotPossible
from enforcement.orders.models import Instalment, Payment, Penalty, Postponement
from enforcement.orders.queries import money
from enforcement.orders.queries.words import day, yuan
from enforcement.orders.rules import late, limits
from enforcement.orders.states import Answer, MoneyKind
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

    from envportal.accounts.models import User
    from envportal.documents.models import Letter

# 催告 leaves ten days (行政强制法第54条); the court is asked within three months of the end of the remedies (第53条).
URGED = timedelta(days=10)
REMEDY_MONTHS, COURT_MONTHS = 6, 3


def added(penalty: Penalty, on: date) -> late.Late:
    """What is added to a fine up to and with a day."""
    account = money.account(penalty)
    if not account.parts:
        return late.Late(0, Decimal(0), is_capped=False)
    stayed = [(one.since, one.until or on) for one in penalty.contests.all()]
    return late.reckon(account.parts, account.fine_paid, on=on, stayed=stayed)


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
    account = money.account(penalty)
    open_sum = account.left if kind == MoneyKind.FINE else added(penalty, paid_on).amount - account.added_paid
    if paid_on < (penalty.served_on or paid_on) or not 0 < amount <= open_sum:
        raise NotPossible(_("金额超过未缴的 %(left)s 元，或者日期早于送达。") % {"left": yuan(open_sum)})
    if penalty.payments.filter(receipt=receipt, kind=kind).exists():
        raise NotPossible(_("这张票据已经登记过。"))
    Payment.objects.create(
        penalty=penalty, kind=kind, amount=amount, paid_on=paid_on, receipt=receipt, recorded_by=by, recorded_at=at
    )
    if money.account(penalty).left <= 0:
        _paid_up(penalty, paid_on, by=by, at=at)
    note(penalty, "fine_paid", by=by, at=at, key=key, kind=kind, amount=amount, paid_on=paid_on, receipt=receipt)
    return penalty


def _paid_up(penalty: Penalty, on: date, *, by: User, at: datetime) -> None:
    clocks.stop(penalty.case, Matter.FINE_PAYMENT, on=on, by=by, at=at)
    for duty in register.of(penalty.case).filter(kind=register.Kind.PAYMENT, state__in=register.UNDONE):
        register.fulfil(duty, on=on, by=by, at=at)


@transaction.atomic
def ask_time(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Penalty:
    """申请暂缓或者分期缴纳 (行政处罚法第66条)."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("ask_time", by, penalty, on)
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
    asked.save()
    note(penalty, "more_time_answered", by=by, at=at, key=key, agreed=agreed, why=why)
    tell_enterprise(penalty, "more_time_answered", at=at, asked=asked)
    return penalty


def _allow(
    penalty: Penalty, asked: Postponement, parts: Sequence[tuple[date, Decimal]], on: date, *, by: User, at: datetime
) -> None:
    left = money.account(penalty).left
    if not parts or sum(amount for _due, amount in parts) != penalty.amount or min(due for due, _a in parts) < on:
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
    last = max(due for due, _amount in parts)
    clocks.stop(penalty.case, Matter.FINE_PAYMENT, on=on, by=by, at=at, reason="经批准暂缓或者分期缴纳")
    penalty.pay_by = last
    penalty.save()
    for duty in register.of(penalty.case).filter(kind=register.Kind.PAYMENT, state__in=register.UNDONE):
        if left > 0:
            register.set_day(duty, due_on=last, by=by, at=at)


@transaction.atomic
def urge(pk: int, *, by: User, at: datetime, key: str = "") -> Penalty:
    """催告 before the court is asked (行政强制法第54条): what is left, what was added, ten days."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("urge", by, penalty, on)
    account = money.account(penalty)
    if penalty.pay_by is None or on <= penalty.pay_by or account.left <= 0:
        raise NotPossible(_("缴款期限还没有过，或者已经缴清，不用催告。"))
    issue(
        penalty, LetterKind.PAYMENT_URGED, by=by, at=at, rests_on=penalty.decision.number if penalty.decision else "",
        amount=yuan(penalty.amount), paid=yuan(account.amount - account.left), added=yuan(added(penalty, on).amount),
        pay_by=on + URGED,
    )  # fmt: skip
    note(penalty, "payment_urged", by=by, at=at, key=key, left=account.left)
    tell_enterprise(penalty, "payment_urged", at=at)
    return penalty


def urged(penalty: Penalty, letter: Letter, *, by: User, at: datetime) -> None:  # noqa: ARG001
    if letter.kind == LetterKind.PAYMENT_URGED and letter.served_on is not None:
        penalty.urged_on = letter.served_on
        penalty.save()


@transaction.atomic
def go_to_court(pk: int, *, court_on: date, court_words: str, by: User, at: datetime, key: str = "") -> Penalty:
    """申请法院强制执行: ten days after the urging, within three months of the end of the remedies."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    today = timezone.localdate(at)
    rules.require("go_to_court", by, penalty, today)
    rules.on_a_day(court_on, today)
    first = limits.months_after(penalty.served_on, REMEDY_MONTHS)  # type: ignore[arg-type]
    last = limits.months_after(first, COURT_MONTHS)
    if not first < court_on <= last or court_on <= penalty.urged_on + URGED:  # type: ignore[operator]
        words = {"first": first.isoformat(), "last": last.isoformat()}
        raise NotPossible(
            _("申请强制执行在 %(first)s 以后、%(last)s 以前，并且催告送达满十日。") % words, "行政强制法第53条、第54条"
        )
    penalty.court_on, penalty.court_words = court_on, court_words
    penalty.save()
    note(penalty, "court_asked", by=by, at=at, key=key, on=court_on, words=court_words)
    return penalty


@transaction.atomic
def close(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Penalty:
    """结案: all is paid, the added fine too, or the court has it."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("close", by, penalty, on)
    account = money.account(penalty)
    owed = account.left + added(penalty, on).amount - account.added_paid
    if penalty.served_on is None or (owed > 0 and penalty.court_on is None):
        raise NotPossible(_("还有 %(owed)s 元没有缴清，也没有申请强制执行。") % {"owed": yuan(owed)})
    penalty.close()
    penalty.ended_why = reason
    penalty.save()
    clocks.stop(penalty.case, Matter.FINE_PAYMENT, on=on, by=by, at=at)
    close_case(penalty.case, on)
    publish_decision(
        penalty, by=by, at=at, carried_out="已履行" if owed <= 0 else "已申请法院强制执行", reason="履行情况更新"
    )
    note(penalty, "penalty_closed", by=by, at=at, key=key, reason=reason)
    tell_enterprise(penalty, "penalty_closed", at=at)
    return penalty
