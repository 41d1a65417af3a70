"""What is still missing before a penalty is decided, each condition by itself, and who investigated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from enforcement.orders.guards import NotYet
from enforcement.orders.models import Order, Penalty
from enforcement.orders.queries import money
from enforcement.orders.rules import limits
from enforcement.orders.states import About, PenaltyKind, ReviewOutcome, Said
from envportal.audit import log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from enforcement.orders.models import Defence

LEAST_VIEWS = 2
OF_DISCUSSION = frozenset({"speak", "conclude_discussion"})
LOOKED = frozenset({"order_re_inspected", "evidence_added"})
INVESTIGATING = frozenset({
    "penalty_opened", "evidence_added", "evidence_settled", "wait_asked", "wait_ended", "penalty_proposed",
    "defence_received", "defence_answered", "hearing_asked", "hearing_arranged",
})  # fmt: skip


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
    """The people who investigated a case or carried a measure out: everybody who ever did, by the log."""
    if isinstance(row, Order):
        return {row.drafted_by_id, *_actors(row, LOOKED)}
    if isinstance(row, Penalty):
        own = {pk for pk in (row.opened_by_id, row.proposed_by_id) if pk is not None}
        looked = _actors(row.order, LOOKED) if row.kind == PenaltyKind.DAILY and row.order else set()
        return own | looked | _actors(row, INVESTIGATING)
    return {row.first_id, row.second_id}


def _actors(row: Order | Penalty, names: frozenset[str]) -> set[int]:
    found = log.history(row.case).filter(name__in=names, actor_id__isnull=False).order_by()
    return set(found.values_list("actor_id", flat=True))


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
    return over or (served is not None and _answers(penalty).exists())


def _answers(penalty: Penalty) -> QuerySet[Defence]:
    """What the party said or waived upon the notice that stands, after it had it."""
    return penalty.defences.filter(notice=penalty.notice_id, received_on__gte=penalty.notice_served_on)


def is_settled(penalty: Penalty) -> bool:
    """Whether everything that was preserved beforehand was dealt with."""
    return not penalty.evidence.filter(preserved_on__isnull=False, settled_on=None).exists()


def require_settled(penalty: Penalty) -> None:
    """A case does not end while it keeps what belongs to its party."""
    if not is_settled(penalty):
        raise NotYet(_("先处理先行登记保存的证据，再办结本案。"), "行政处罚法第56条")


def is_ripe(penalty: Penalty, on: date) -> bool:
    """Whether the party was heard to the end: what is reviewed is what will be decided (第57、58、65条)."""
    return all(one.met for one in _of_party(penalty, on))


def may_go_on(name: str, penalty: Penalty, on: date) -> bool:
    """A fine is reviewed and discussed after its party was heard; whether the limit goes on is no such question."""
    if name in OF_DISCUSSION and penalty.discussions.filter(concluded_on=None, about=About.LIMIT).exists():
        return True
    return is_ripe(penalty, on)


def _conditions(penalty: Penalty, on: date) -> Iterator[Condition]:
    if penalty.repeats is not None:
        stands = not money.is_revoked(penalty.repeats)
        yield Condition(_("原处罚决定没有被撤销"), stands, "生态环境法典第1060条")
    yield Condition(_("有证据证明违法事实"), penalty.evidence.exists(), "行政处罚法第40条")
    yield Condition(_("先行登记保存的证据都已处理"), is_settled(penalty), "行政处罚法第56条")
    yield from _of_party(penalty, on)
    yield from _of_review(penalty)
    yield from _of_discussion(penalty)


def _of_party(penalty: Penalty, on: date) -> Iterator[Condition]:
    yield Condition(_("告知书已送达"), penalty.notice_served_on is not None, "行政处罚法第44条")
    yield Condition(
        _("当事人已陈述申辩或者放弃，或者陈述申辩期满"), is_final(penalty, on), "行政处罚法第45条",
        _("陈述申辩期还没有过，当事人也没有提出或者放弃。"),
    )  # fmt: skip
    unanswered = penalty.defences.filter(said=Said.STATED, adopted=None).exists()
    yield Condition(_("陈述申辩都已复核"), not unanswered, "行政处罚法第45条")
    yield from _of_hearing(penalty, on)


def _of_hearing(penalty: Penalty, on: date) -> Iterator[Condition]:
    if not limits.may_be_heard(penalty):
        return
    hearing, served = penalty.hearing, penalty.notice_served_on
    if hearing is None or hearing.withdrawn_on is not None:
        over = penalty.defend_until is not None and on > penalty.defend_until
        # What was waived upon an earlier notice is not waived upon this one.
        waived = served is not None and _answers(penalty).filter(said=Said.WAIVED).exists()
        gone = hearing is not None and hearing.notice_id == penalty.notice_id
        yield Condition(_("听证申请期满或者已放弃"), over or waived or gone, "行政处罚法第64条")
    else:
        yield Condition(_("听证已举行并形成笔录"), hearing.minuted_on is not None, "行政处罚法第65条")


def _of_review(penalty: Penalty) -> Iterator[Condition]:
    if limits.must_be_reviewed(penalty, penalty.hearings.exists()):
        last = penalty.reviews.filter(notice=penalty.notice_id).first()
        passed = last is not None and last.outcome == ReviewOutcome.PASSED
        yield Condition(_("法制审核已通过"), passed, "行政处罚法第58条")


def _of_discussion(penalty: Penalty) -> Iterator[Condition]:
    if limits.must_be_discussed(penalty):
        last = penalty.discussions.filter(notice=penalty.notice_id, concluded_on__isnull=False).first()
        agreed = last is not None and bool(last.agreed)
        yield Condition(_("集体讨论同意"), agreed, "行政处罚法第57条第二款")
