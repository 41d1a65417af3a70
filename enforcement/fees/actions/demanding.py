"""缴纳通知单, and what was let off or put off before 2018."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from enforcement.fees import rules
from enforcement.fees.actions import posting, telling
from enforcement.fees.actions.declaring import end, last_day_to_object
from enforcement.fees.actions.paying import settle_if_even
from enforcement.fees.models import Account, Fee, Relief
from enforcement.fees.states import ReliefKind
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


class Decision(TypedDict):
    """What somebody decided before the tax began; a sum, or a later day."""

    kind: str
    fen: NotRequired[int]
    until: NotRequired[date | None]
    organ: str
    number: str
    reason: str
    decided_on: date


@transaction.atomic
def demand(pk: int, *, by: User, at: datetime, key: str = "") -> Fee:
    """发出缴纳通知单, by another person than verified; to be paid in seven days of service, whatever is appealed."""
    fee, on = lock(Fee, pk), timezone.localdate(at)
    if log.already(key):
        return fee
    rules.require("demand", by, fee, on)
    rules.second_person(by, fee.verified_by_id)
    rules.window_over(fee, on, last_day_to_object(fee))
    end(fee, Matter.FEE_OBJECTION, on=on, by=by, at=at)
    fee.demanded_by, fee.demanded_on = by, on
    # These days are the enterprise's: a clock would give the bureau a card for them.
    fee.due_on = clocks.due_day(fee.case.bureau, Matter.FEE_PAYMENT, "", on=on)
    fee.demand()
    fee.save()
    letter = telling.send(fee, LetterKind.FEE_DEMAND, by=by, at=at, on=on)
    account = Account.objects.create(fee=fee)
    if fee.assessed:
        posting.demanded(account, fee.assessed, on=on, by=by, at=at, document=letter.number)
    facts = {"number": letter.number, "fen": fee.assessed, "due_on": fee.due_on}
    log.record(fee.case, "fee_demanded", by=by, at=at, key=key or None, facts=facts)
    settle_if_even(fee, account, on=on, by=by, at=at)
    telling.tell_the_public(fee, account, by=by, at=at, reason="")
    return fee


@transaction.atomic
def relieve(pk: int, *, by: User, at: datetime, key: str = "", **told: Unpack[Decision]) -> Relief:
    """减缴、免缴、缓缴 as decided before 2018; recorded by another person than verified."""
    fee, on = lock(Fee, pk), timezone.localdate(at)
    if event := log.already(key):
        return Relief.objects.get(pk=event.facts["relief"])
    rules.require("relieve", by, fee, on)
    rules.second_person(by, fee.verified_by_id)
    rules.relief_decided(told["decided_on"], on)
    relief = Relief.objects.create(fee=fee, recorded_by=by, **told)
    account = fee.account
    if relief.kind == ReliefKind.DEFERRED:
        fee.due_on = max(relief.until, fee.due_on)  # type: ignore[type-var]
        fee.save(update_fields=["due_on"])
    else:
        posting.waived(
            account, relief.fen, on=relief.decided_on, by=by, at=at, document=relief.number, reason=relief.reason
        )
    facts = {"relief": relief.pk, "kind": relief.kind, "fen": relief.fen, "number": relief.number}
    log.record(fee.case, "fee_relieved", by=by, at=at, key=key or None, facts=facts)
    settle_if_even(fee, account, on=on, by=by, at=at)
    telling.tell_the_public(fee, account, by=by, at=at, reason=f"{relief.get_kind_display()}：{relief.number}")
    return relief
