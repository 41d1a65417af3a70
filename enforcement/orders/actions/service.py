"""How a letter of this room reached its party; what waited for that begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders import rules
from enforcement.orders.actions.collecting import urged
from enforcement.orders.actions.common import note
from enforcement.orders.actions.deciding import decision_served
from enforcement.orders.actions.hearing import hearing_notice_served
from enforcement.orders.actions.orders import order_served, served_anew
from enforcement.orders.actions.proposing import notice_served
from enforcement.orders.guards import NotPossible
from enforcement.orders.models import Order, Penalty, Sealing
from enforcement.orders.states import PenaltyState
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents import letters
from envportal.duties import register

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.documents.models import Letter

# What is counted from the service of these letters is counted anew only while the case waits for it.
WAITS = {"notice_id": PenaltyState.NOTIFIED, "decision_id": PenaltyState.DECIDED}
OF_PENALTY = (notice_served, hearing_notice_served, decision_served, urged)


@transaction.atomic
def serve_letter(
    pk: int, *, model: type[Order | Penalty | Sealing], letter: Letter, way: str, on: date, by: User, at: datetime,
    key: str = "", **proof: Any,
) -> Order | Penalty | Sealing:  # fmt: skip
    """登记送达: the periods of the party run from the day after."""
    row: Order | Penalty | Sealing = lock(model, pk)
    if log.already(key):
        return row
    rules.require("serve", by, row, timezone.localdate(at))
    _is_of(row, letter)
    served = letters.serve(letter, on=on, way=way, proof=letters.Proof(**proof), by=by, at=at)
    if isinstance(row, Order) and _begins(served):
        order_served(row, served, by=by, at=at)
    elif isinstance(row, Penalty) and _begins(served):
        for begin in OF_PENALTY:
            begin(row, served, by=by, at=at)
    note(row, "letter_service_recorded", by=by, at=at, key=key, letter=served.number, on=served.served_on)
    return row


@transaction.atomic
def record_not_served(  # noqa: PLR0913  a try in vain is told with all of this
    pk: int, *, model: type[Order | Penalty | Sealing], letter: Letter, way: str, on: date, reason: str, by: User,
    at: datetime, key: str = "",
) -> Order | Penalty | Sealing:  # fmt: skip
    """A try in vain stays; after one the letter may be served by public notice (民事诉讼法第95条)."""
    row: Order | Penalty | Sealing = lock(model, pk)
    if log.already(key):
        return row
    rules.require("not_served", by, row, timezone.localdate(at))
    _is_of(row, letter)
    letters.fail(letter, way=way, on=on, why=reason, by=by, at=at)
    note(row, "letter_not_reached", by=by, at=at, key=key, letter=letter.number, on=on, reason=reason)
    return row


@transaction.atomic
def correct_service(
    pk: int, *, model: type[Order | Penalty | Sealing], letter: Letter, on: date, reason: str, by: User, at: datetime,
    key: str = "",
) -> Order | Penalty | Sealing:  # fmt: skip
    """更正 by a second person: the day, and what was counted from it."""
    row: Order | Penalty | Sealing = lock(model, pk)
    if log.already(key):
        return row
    rules.require("correct_service", by, row, timezone.localdate(at))
    _is_of(row, letter)
    was = letter.served_on
    right = letters.correct(letter, on=on, reason=reason, by=by, at=at)
    if isinstance(row, Order) and _begins(right):
        served_anew(row, right, by=by, at=at)
    elif isinstance(row, Penalty) and _begins(right):
        _count_anew(row, right, by=by, at=at)
    note(
        row, "letter_service_put_right", by=by, at=at, key=key, letter=right.number, reason=reason, before=was,
        on=right.served_on,
    )  # fmt: skip
    return row


def _begins(letter: Letter) -> bool:
    """What began with the service of a letter does not begin again with that of the one which replaces it."""
    earlier = letter.replaces
    while earlier is not None and earlier.served_on is None:
        earlier = earlier.replaces
    return earlier is None


def _is_of(row: Order | Penalty | Sealing, letter: Letter) -> None:
    if letter.case_id != row.pk:
        raise NotPossible(_("这份文书不是本案的。"))


def _may_count_anew(penalty: Penalty, letter: Letter) -> None:
    for name, state in WAITS.items():
        if getattr(penalty, name) == letter.pk and penalty.state != state:
            raise NotPossible(_("本案已经进入下一阶段，不能再更正这份文书的送达日期。"))
    if letter.pk == penalty.decision_id and clocks.open_clock(penalty.case, Matter.FINE_PAYMENT) is None:
        raise NotPossible(_("罚款已经缴清或者另定了缴款日期，不能再更正决定书的送达日期。"))


def _count_anew(penalty: Penalty, letter: Letter, *, by: User, at: datetime) -> None:
    _may_count_anew(penalty, letter)
    for begin in OF_PENALTY:
        begin(penalty, letter, by=by, at=at)
    if letter.pk != penalty.decision_id or penalty.pay_by is None:
        return
    for duty in register.of(penalty.case).filter(kind=register.Kind.PAYMENT, state__in=register.UNDONE):
        register.set_day(duty, due_on=penalty.pay_by, by=by, at=at)
