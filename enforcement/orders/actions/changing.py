"""变更: what reconsideration or a court made of a decision; what is owed, told and published follows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict

from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders.actions.common import tell, tell_enterprise
from enforcement.orders.actions.duties import PAY, lower_payment_duty
from enforcement.orders.actions.paying import paid_up
from enforcement.orders.guards import NotHeavier, NotPossible
from enforcement.orders.queries import money
from enforcement.orders.queries.words import yuan
from enforcement.orders.rules.owed import added_before
from enforcement.orders.states import CAME_TO_NOTHING, Answer, PenaltyState
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from enforcement.orders.models import Penalty, Remedy
    from envportal.accounts.models import User
    from envportal.documents.models import Document

NEVER_HEAVIER = "行政复议法第63条、行政诉讼法第77条"


class Changed(TypedDict, total=False):
    """What a paper says that changes a decision; a last day to pay of its own, if it names one."""

    new_amount: Decimal | None
    content: str
    pay_by: date | None
    file: UploadedFile[bytes] | None


def may_change(penalty: Penalty, told: Changed, document: Document | None, until: date) -> None:
    """It has its paper, says what is changed, and never makes the fine heavier."""
    amount, was = told.get("new_amount") or Decimal(0), penalty.amount or Decimal(0)
    if amount <= 0:
        raise NotPossible(_("写明变更后的罚款，大于零；不再罚款的登记为撤销。"))
    if amount > was:
        raise NotHeavier(_("变更不得加重处罚：原来的罚款是 %(amount)s 元。") % {"amount": yuan(was)}, NEVER_HEAVIER)
    if document is None:
        raise NotPossible(_("上传变更决定的文书。"))
    if not told.get("content", "").strip():
        raise NotPossible(_("写明变更的内容。"))
    _may_be_due(penalty, told.get("pay_by"), until)


def _may_be_due(penalty: Penalty, pay_by: date | None, until: date) -> None:
    if pay_by is None:
        return
    if pay_by < until or penalty.served_on is None:
        raise NotPossible(_("另定的缴款最后一天不早于文书生效的日期。"))
    if penalty.postponements.filter(answer=Answer.AGREED).exists():
        raise NotPossible(_("已经同意分期或者暂缓缴纳，最后一天按那份通知书，不在这里另定。"))


def change(penalty: Penalty, remedy: Remedy, told: Changed, *, by: User, at: datetime) -> None:
    """The fine from now on; what was owed of the old one, and what was added to it, are reckoned by the new one."""
    penalty.amount = remedy.new_amount
    if penalty.amount != penalty.by_table:
        penalty.deviates_why = f"{remedy.paper}变更"
    if (pay_by := told.get("pay_by")) is not None:
        penalty.pay_by = pay_by
        clocks.stop(
            penalty.case, Matter.FINE_PAYMENT, on=timezone.localdate(at), by=by, at=at, reason="变更决定另定缴款期限"
        )
    penalty.save()
    for asked in penalty.postponements.filter(answer=Answer.AGREED):
        asked.added_before = added_before(penalty, asked)
        asked.save(update_fields=["added_before"])
    _owe(penalty, remedy, by=by, at=at)
    _tell(penalty, remedy, at=at)


def _owe(penalty: Penalty, remedy: Remedy, *, by: User, at: datetime) -> None:
    left = money.account(penalty).left
    if penalty.state != PenaltyState.DECIDED or penalty.served_on is None:
        return
    if left <= 0:
        paid_up(penalty, remedy.until or timezone.localdate(at), by=by, at=at)
    else:
        lower_payment_duty(penalty, left, f"{PAY}-changed-{remedy.pk}", f"{remedy.paper}变更", by=by, at=at)


def _tell(penalty: Penalty, remedy: Remedy, *, at: datetime) -> None:
    """The party hears what it owes; the leaders, whether a daily penalty repeats the fine, or money is to go back."""
    words = {"remedy": remedy, "was": yuan(remedy.was_amount), "now": yuan(remedy.new_amount)}
    tell_enterprise(penalty, "penalty_changed", at=at, left=yuan(money.account(penalty).left), **words)
    daily = penalty.daily.exclude(state__in=CAME_TO_NOTHING).select_related("case")
    people = [*staff_with(penalty.case.bureau, Role.LEADER), *staff_with(penalty.case.bureau, Role.FINANCE)]
    over = money.account(penalty).fine_over
    tell(
        penalty, "penalty_changed_inside", people, at=at, daily=[one.case.number for one in daily],
        over=yuan(over) if over else "", **words,
    )  # fmt: skip
