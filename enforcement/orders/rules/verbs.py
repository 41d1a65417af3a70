"""The steps of the three kinds of cases: the row of the matrix, when each is possible, whether by another person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from enforcement.orders.rules import law, limits
from enforcement.orders.states import (
    CAME_TO_NOTHING,
    INVESTIGATED,
    Answer,
    MoneyKind,
    OrderState,
    PenaltyKind,
    PenaltyState,
    RemedyOutcome,
    Said,
    SealingState,
    TransferKind,
)
from envportal.deadlines.enums import OPEN_STATES, Matter
from envportal.documents.queries import for_a_party

if TYPE_CHECKING:
    from collections.abc import Callable

OPEN, LOOK, SERVE = "enforce.open_case", "enforce.record_inspection", "enforce.serve"
DISCUSS = "penalty.collective_discussion"
State = PenaltyState


@dataclass(frozen=True)
class Verb:
    """A step; `flow` names its transition ("" the verb's own, "-" none), `when` what else has to be so."""

    action: str
    states: frozenset[str] = frozenset()
    flow: str = "-"
    when: Callable[[Any], bool] | None = None
    four_eyes: bool = False
    # Possible only once the party was heard to the end.
    ripe: bool = False


def _in(*states: str) -> frozenset[str]:
    return frozenset(states)


def _unanswered(penalty: Any) -> bool:
    return bool(penalty.defences.filter(said=Said.STATED, adopted=None).exists())


def _hearing(penalty: Any) -> Any:
    return penalty.hearing


def _asks_in_time(penalty: Any) -> bool:
    return limits.may_be_heard(penalty) and penalty.notice_served_on is not None and _hearing(penalty) is None


def _to_arrange(penalty: Any) -> bool:
    hearing = _hearing(penalty)
    return hearing is not None and hearing.minuted_on is None and hearing.withdrawn_on is None


def _to_hold(penalty: Any) -> bool:
    return _to_arrange(penalty) and _hearing(penalty).letter_id is not None


def _in_discussion(penalty: Any) -> bool:
    return bool(penalty.discussions.filter(concluded_on=None).exists())


def _not_in_discussion(penalty: Any) -> bool:
    return not _in_discussion(penalty)


def _waits_for_time(penalty: Any) -> bool:
    return bool(penalty.postponements.filter(answer=Answer.WAITING).exists())


def _person_asks_for_time(penalty: Any) -> bool:
    """Who has no account asks on paper."""
    return penalty.kind == PenaltyKind.PERSON and _asks_for_time(penalty)


def _asks_for_time(penalty: Any) -> bool:
    return penalty.served_on is not None and not penalty.postponements.exclude(answer=Answer.DECLINED).exists()


def _waits_for_repair(penalty: Any) -> bool:
    return bool(penalty.repairs.filter(answer=Answer.WAITING).exists())


def _is_shown(penalty: Any) -> bool:
    return (
        penalty.shown_until is not None and not penalty.repairs.exclude(answer=Answer.DECLINED).exists()
    )  # fmt: skip


def _letter_waits(row: Any) -> bool:
    return bool(row.case.letters.filter(for_a_party(), served_on=None, voided_at=None).exists())


def _letter_served(row: Any) -> bool:
    return bool(row.case.letters.filter(for_a_party(), served_on__isnull=False, voided_at=None).exists())


def _was_served(penalty: Any) -> bool:
    return penalty.served_on is not None


def _transfer_waits(penalty: Any) -> bool:
    return bool(penalty.transfers.filter(replied_on=None).exists())


def _crime_waits(penalty: Any) -> bool:
    return bool(penalty.transfers.filter(kind=TransferKind.CRIME, replied_on=None).exists())


def _preserved(penalty: Any) -> bool:
    return bool(penalty.evidence.filter(preserved_on__isnull=False, settled_on=None).exists())


def _wait_asked(penalty: Any) -> bool:
    return bool(penalty.waits.filter(confirmed_by=None, declined_by=None).exists())


def _persons_pay(penalty: Any) -> bool:
    """The law of the act or of the day it was found fines the persons responsible beside the unit."""
    return penalty.kind == PenaltyKind.ORDINARY and not penalty.is_person and law.fines_persons(penalty)


def _brings_daily(order: Any) -> bool:
    return not order.penalties.filter(kind=PenaltyKind.DAILY).exclude(state__in=CAME_TO_NOTHING).exists()


def _may_pay(penalty: Any) -> bool:
    """While it is carried out; on a closed case what a court brings in, and what a remedy gives back."""
    given_back = penalty.remedies.filter(outcome__in=[RemedyOutcome.CHANGED, RemedyOutcome.REVOKED])
    after = penalty.court_on is not None or given_back.exists()
    return penalty.served_on is not None and (penalty.state == State.DECIDED or after)


def _runs_on(penalty: Any) -> bool:
    running = penalty.case.clocks.filter(matter=Matter.PENALTY_DECISION, state__in=OPEN_STATES)
    return _not_in_discussion(penalty) and bool(running.exists())


def _has_payments(penalty: Any) -> bool:
    standing = penalty.payments.filter(taken_back_on=None)
    closed = penalty.state == State.CLOSED
    return bool((standing.filter(kind=MoneyKind.BACK) if closed else standing).exists())


def _remedy_runs(penalty: Any) -> bool:
    return bool(penalty.remedies.filter(until=None).exists())


def _no_remedy_runs(penalty: Any) -> bool:
    return not _remedy_runs(penalty) and not penalty.remedies.filter(outcome=RemedyOutcome.REVOKED).exists()


def _to_court(penalty: Any) -> bool:
    return penalty.urged_on is not None and penalty.court_on is None and not _remedy_runs(penalty)


def _display_to_end(penalty: Any) -> bool:
    return bool(penalty.case.clocks.filter(matter=Matter.PENALTY_WITHDRAWAL, state__in=OPEN_STATES).exists())


ORDER: Final[dict[str, Verb]] = {
    "sign": Verb("order.sign", flow="sign", four_eyes=True),
    "add_evidence": Verb(OPEN, _in(OrderState.DRAFT, OrderState.SIGNED, OrderState.SERVED, OrderState.FAILED)),
    "serve": Verb(SERVE, when=_letter_waits),
    "not_served": Verb(SERVE, when=_letter_waits),
    "correct_service": Verb(SERVE, _in(OrderState.SERVED), when=_letter_served),
    "report": Verb("duty.fulfil", _in(OrderState.SERVED)),
    "look": Verb(LOOK, _in(OrderState.SERVED)),
    "open_daily": Verb(OPEN, _in(OrderState.FAILED, OrderState.RENEWED), when=_brings_daily),
    "renew": Verb(OPEN, flow="renew"),
    "end": Verb("order.sign", flow="end"),
}
PENALTY: Final[dict[str, Verb]] = {
    "file": Verb("penalty.file", flow="file", four_eyes=True),
    "extend_filing": Verb("penalty.extend", _in(State.LEAD), four_eyes=True),
    "decline": Verb("penalty.file", flow="decline", four_eyes=True),
    "add_evidence": Verb(OPEN, INVESTIGATED),
    "open_person": Verb(OPEN, INVESTIGATED | _in(State.DECIDED, State.CLOSED), when=_persons_pay),
    "settle_evidence": Verb(OPEN, INVESTIGATED | _in(State.TRANSFERRED), when=_preserved),
    "ask_wait": Verb(OPEN, INVESTIGATED),
    "confirm_wait": Verb(
        "penalty.confirm_wait",
        INVESTIGATED,
        when=_wait_asked,
        four_eyes=True,
    ),
    "decline_wait": Verb("penalty.confirm_wait", INVESTIGATED, when=_wait_asked, four_eyes=True),
    "end_wait": Verb(
        OPEN, INVESTIGATED, when=lambda row: row.waits.filter(confirmed_by__isnull=False, until=None).exists()
    ),
    "extend": Verb("penalty.extend", INVESTIGATED, four_eyes=True),
    "call_extension": Verb(OPEN, INVESTIGATED, when=_runs_on),
    "propose": Verb(OPEN, flow="propose"),
    "send_back": Verb("penalty.notify", flow="send_back", four_eyes=True),
    "notify": Verb("penalty.notify", flow="notify", four_eyes=True),
    "serve": Verb(SERVE, when=_letter_waits),
    "not_served": Verb(SERVE, when=_letter_waits),
    "correct_service": Verb(SERVE, _in(State.NOTIFIED, State.DECIDED), when=_letter_served),
    "state_defence": Verb("penalty.defend", _in(State.NOTIFIED), when=lambda row: row.notice_served_on is not None),
    "record_defence": Verb(OPEN, _in(State.NOTIFIED), when=lambda row: row.notice_served_on is not None),
    "answer_defence": Verb(OPEN, _in(State.NOTIFIED), when=_unanswered),
    "ask_hearing": Verb("penalty.defend", _in(State.NOTIFIED), when=_asks_in_time),
    "record_hearing_request": Verb(OPEN, _in(State.NOTIFIED), when=_asks_in_time),
    "arrange_hearing": Verb(OPEN, _in(State.NOTIFIED), when=_to_arrange),
    "minute_hearing": Verb("penalty.hear", _in(State.NOTIFIED), when=_to_hold, four_eyes=True),
    "withdraw_hearing": Verb("penalty.defend", _in(State.NOTIFIED), when=_to_arrange),
    "review": Verb("legal.review", _in(State.NOTIFIED), four_eyes=True, ripe=True),
    "call_discussion": Verb(DISCUSS, _in(State.NOTIFIED), when=_not_in_discussion, four_eyes=True, ripe=True),
    "speak": Verb(DISCUSS, INVESTIGATED, when=_in_discussion, four_eyes=True, ripe=True),
    "conclude_discussion": Verb(DISCUSS, INVESTIGATED, when=_in_discussion, four_eyes=True, ripe=True),
    "decide": Verb("enforce.decide_penalty", flow="decide", four_eyes=True),
    "spare": Verb("enforce.decide_penalty", flow="spare", four_eyes=True),
    "drop": Verb("penalty.file", flow="drop", four_eyes=True),
    "transfer": Verb("penalty.transfer", INVESTIGATED | _in(State.DECIDED), four_eyes=True),
    "record_reply": Verb(OPEN, when=_transfer_waits),
    "ask_time": Verb("penalty.defend", _in(State.DECIDED), when=_asks_for_time),
    "record_time_request": Verb(OPEN, _in(State.DECIDED), when=_person_asks_for_time),
    "allow_time": Verb("penalty.allow_time", _in(State.DECIDED), when=_waits_for_time, four_eyes=True),
    "pay": Verb("penalty.record_payment", _in(State.DECIDED, State.CLOSED), when=_may_pay),
    "take_back_payment": Verb("penalty.record_payment", _in(State.DECIDED, State.CLOSED), when=_has_payments),
    "urge": Verb(OPEN, _in(State.DECIDED), when=_was_served),
    "go_to_court": Verb(OPEN, _in(State.DECIDED), when=_to_court),
    "record_remedy": Verb(OPEN, _in(State.DECIDED, State.CLOSED), when=_no_remedy_runs),
    "end_remedy": Verb(OPEN, _in(State.DECIDED, State.CLOSED), when=_remedy_runs),
    "end_display": Verb("penalty.repair", _in(State.CLOSED), when=_display_to_end),
    "close": Verb(OPEN, _in(State.DECIDED)),
    "end_execution": Verb("enforce.decide_penalty", _in(State.DECIDED), when=_was_served, four_eyes=True),
    "ask_repair": Verb("penalty.defend", _in(State.CLOSED), when=_is_shown),
    "answer_repair": Verb("penalty.repair", _in(State.CLOSED), when=_waits_for_repair, four_eyes=True),
}
SEALING: Final[dict[str, Verb]] = {
    "approve": Verb("sealing.approve", flow="seal", four_eyes=True),
    "decline": Verb("sealing.approve", flow="decline", four_eyes=True),
    "serve": Verb(SERVE, when=_letter_waits),
    "not_served": Verb(SERVE, when=_letter_waits),
    "correct_service": Verb(SERVE, when=_letter_served),
    "extend": Verb(
        "sealing.approve", _in(SealingState.IN_FORCE), when=lambda row: row.extended_on is None, four_eyes=True
    ),
    "lift": Verb("sealing.lift", flow="lift", four_eyes=True),
}
