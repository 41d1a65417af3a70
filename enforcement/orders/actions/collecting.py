"""What is not paid is urged, brought before the court, or given up; and the case is closed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders import rules
from enforcement.orders.actions.common import close_case, issue, note, tell_enterprise
from enforcement.orders.actions.duties import drop_payment_duty
from enforcement.orders.actions.publishing import publish_decision
from enforcement.orders.guards import NotPossible
from enforcement.orders.models import Penalty
from enforcement.orders.queries import money
from enforcement.orders.queries.words import yuan
from enforcement.orders.rules.owed import added, over
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.enums import LetterKind
from envportal.workdays.terms import corresponding_day

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.documents.models import Letter

# 催告 leaves ten working days from its service (行政强制法第54条、第69条, 未核对原文).
URGED_DAYS = 10
# The court is asked within three months of the end of the remedies (第53条), of the last instalment where more time
# was given (行政处罚法第72条第二款), of the end of a reconsideration or lawsuit.
REMEDY_MONTHS, COURT_MONTHS = 6, 3


@transaction.atomic
def urge(pk: int, *, by: User, at: datetime, key: str = "") -> Penalty:
    """催告 before the court is asked (行政强制法第54条): what is left, what was added, ten working days."""
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
    )  # fmt: skip
    note(penalty, "payment_urged", by=by, at=at, key=key, left=account.left)
    tell_enterprise(penalty, "payment_urged", at=at)
    return penalty


def urged(penalty: Penalty, letter: Letter, *, by: User, at: datetime) -> None:  # noqa: ARG001
    if letter.kind == LetterKind.PAYMENT_URGED and letter.served_on is not None:
        penalty.urged_on = letter.served_on
        penalty.save()


def _urged_until(penalty: Penalty, urged_on: date) -> date:
    return clocks.calendar_of(penalty.case.bureau_id).add(urged_on, URGED_DAYS)


def court_window(penalty: Penalty) -> tuple[date, date]:
    """After the first day and until the last the court may be asked."""
    if penalty.served_on is None:
        raise NotPossible(_("处罚决定书还没有送达。"))
    ends = [corresponding_day(penalty.served_on, REMEDY_MONTHS)]
    ends += [one.until for one in penalty.remedies.all() if one.until is not None]
    ends += [due for due, _amount in money.account(penalty).parts]
    return max(ends), corresponding_day(max(ends), COURT_MONTHS)


@transaction.atomic
def go_to_court(pk: int, *, court_on: date, court_words: str, by: User, at: datetime, key: str = "") -> Penalty:
    """申请法院强制执行: ten working days after the urging, within three months of the end of the remedies."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    today = timezone.localdate(at)
    rules.require("go_to_court", by, penalty, today)
    rules.on_a_day(court_on, today)
    first, last = court_window(penalty)
    if penalty.urged_on is None or not first < court_on <= last or court_on <= _urged_until(penalty, penalty.urged_on):
        words = {"first": first.isoformat(), "last": last.isoformat()}
        raise NotPossible(
            _("申请强制执行在 %(first)s 以后、%(last)s 以前，并且催告送达满十个工作日。") % words,
            "行政强制法第53条、第54条",
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
    # What was paid too much of the addition is given back, and pays no fine.
    owed = account.left + max(added(penalty, on).amount - account.added_paid, Decimal(0))
    if penalty.served_on is None or (owed > 0 and penalty.court_on is None):
        raise NotPossible(_("还有 %(owed)s 元没有缴清，也没有申请强制执行。") % {"owed": yuan(owed)})
    if (too_much := over(penalty, on)) > 0:
        raise NotPossible(_("多缴的 %(sum)s 元还没有退还，退还以后再结案。") % {"sum": yuan(too_much)})
    return _close(penalty, reason, on, by=by, at=at, key=key)


@transaction.atomic
def end_execution(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Penalty:
    """终结执行 by a leader: the party is gone, the time for the court is over; what is owed is given up."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("end_execution", by, penalty, on)
    penalty.is_given_up = True
    return _close(penalty, reason, on, by=by, at=at, key=key)


def _close(penalty: Penalty, reason: str, on: date, *, by: User, at: datetime, key: str) -> Penalty:
    penalty.close()
    penalty.ended_why = reason
    penalty.save()
    clocks.stop(penalty.case, Matter.FINE_PAYMENT, on=on, by=by, at=at)
    close_case(penalty.case, on)
    drop_payment_duty(penalty, reason, by=by, at=at)
    publish_decision(penalty, by=by, at=at, reason="履行情况更新")
    note(penalty, "penalty_closed", by=by, at=at, key=key, reason=reason)
    tell_enterprise(penalty, "penalty_closed", at=at)
    return penalty
