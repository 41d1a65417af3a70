"""What is still missing before a penalty is decided, each condition by itself, and who investigated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from enforcement.orders.guards import NotYet
from enforcement.orders.models import Order, Penalty
from enforcement.orders.rules import limits
from enforcement.orders.states import ReviewOutcome, Said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

LEAST_VIEWS = 2


@dataclass(frozen=True)
class Condition:
    """One condition of a decision, as a page lists it."""

    sentence: str
    met: bool
    article: str
    refusal: str = ""

    @property
    def hint(self) -> str:
        return self.article


def investigators(row: Any) -> set[int]:
    """The people who investigated a case or carried a measure out."""
    if isinstance(row, Order):
        return {row.drafted_by_id}
    if isinstance(row, Penalty):
        return {pk for pk in (row.opened_by_id, row.proposed_by_id) if pk is not None}
    return {row.first_id, row.second_id}


def conditions(penalty: Penalty, on: date) -> list[Condition]:
    """Every condition of the decision, met or not, in the order of the procedure."""
    return list(_conditions(penalty, on))


def require(penalty: Penalty, on: date) -> None:
    """Raise NotYet with the first condition that is not met."""
    for one in conditions(penalty, on):
        if not one.met:
            raise NotYet(one.refusal or one.sentence, one.article)


def is_final(penalty: Penalty, on: date) -> bool:
    """Whether the party has said what it wanted, or its days to say it are over."""
    over = penalty.defend_until is not None and on > penalty.defend_until
    served = penalty.notice_served_on
    # What was said of an earlier notice is no answer to this one.
    return over or (served is not None and penalty.defences.filter(received_on__gte=served).exists())


def _conditions(penalty: Penalty, on: date) -> Iterator[Condition]:
    yield Condition(_("有证据证明违法事实"), penalty.evidence.exists(), "行政处罚法第40条")
    unsettled = penalty.evidence.filter(preserved_on__isnull=False, settled_on=None).exists()
    yield Condition(_("先行登记保存的证据都已处理"), not unsettled, "行政处罚法第56条")
    yield Condition(_("告知书已送达"), penalty.notice_served_on is not None, "行政处罚法第44条")
    yield Condition(
        _("当事人已陈述申辩或者放弃，或者陈述申辩期满"), is_final(penalty, on), "行政处罚法第45条",
        _("陈述申辩期还没有过，当事人也没有提出或者放弃。"),
    )  # fmt: skip
    unanswered = penalty.defences.filter(said=Said.STATED, adopted=None).exists()
    yield Condition(_("陈述申辩都已复核"), not unanswered, "行政处罚法第45条")
    yield from _of_hearing(penalty, on)
    yield from _of_review(penalty)
    yield from _of_discussion(penalty)


def _of_hearing(penalty: Penalty, on: date) -> Iterator[Condition]:
    if not limits.may_be_heard(penalty):
        return
    hearing = getattr(penalty, "hearing", None)
    if hearing is None or hearing.withdrawn_on is not None:
        over = penalty.defend_until is not None and on > penalty.defend_until
        waived = penalty.defences.filter(said=Said.WAIVED).exists()
        yield Condition(_("听证申请期满或者已放弃"), over or waived or hearing is not None, "行政处罚法第64条")
    else:
        yield Condition(_("听证已举行并形成笔录"), hearing.minuted_on is not None, "行政处罚法第65条")


def _of_review(penalty: Penalty) -> Iterator[Condition]:
    if limits.must_be_reviewed(penalty, getattr(penalty, "hearing", None) is not None):
        last = penalty.reviews.filter(amount=penalty.amount or 0).first()
        passed = last is not None and last.outcome == ReviewOutcome.PASSED
        yield Condition(_("法制审核已通过"), passed, "行政处罚法第58条")


def _of_discussion(penalty: Penalty) -> Iterator[Condition]:
    if limits.must_be_discussed(penalty):
        last = penalty.discussions.filter(amount=penalty.amount or 0, concluded_on__isnull=False).first()
        agreed = last is not None and bool(last.agreed)
        yield Condition(_("集体讨论同意"), agreed, "行政处罚法第57条第二款")
