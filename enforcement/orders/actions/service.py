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
from envportal.documents import actions as documents
from envportal.documents import letters
from envportal.duties import register

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document, Letter

# What is counted from the service of these letters is counted anew only while the case waits for it.
WAITS = {"notice_id": PenaltyState.NOTIFIED, "decision_id": PenaltyState.DECIDED}
OF_PENALTY = (notice_served, hearing_notice_served, decision_served, urged)


def serve_letter(  # noqa: PLR0913  a service is told with all of this
    pk: int, *, model: type[Order | Penalty | Sealing], letter: Letter, way: str, on: date, by: User, at: datetime,
    evidence: UploadedFile[bytes] | None = None, key: str = "", **proof: Any,
) -> Order | Penalty | Sealing:  # fmt: skip
    """登记送达, with the scan of what shows it: the periods of the party run from the day after."""
    scan = _taken("serve", pk, model, letter, evidence, by=by, at=at, key=key)
    with transaction.atomic():
        row: Order | Penalty | Sealing = lock(model, pk)
        if log.already(key):
            return row
        rules.require("serve", by, row, timezone.localdate(at))
        _is_of(row, letter)
        whole = letters.Proof(**proof, evidence=documents.enter(scan) if scan is not None else None)
        served = letters.serve(letter, on=on, way=way, proof=whole, by=by, at=at)
        _begin(row, served, by=by, at=at)
        note(row, "letter_service_recorded", by=by, at=at, key=key, letter=served.number, on=served.served_on)
        return row


def _taken(
    verb: str, pk: int, model: type[Order | Penalty | Sealing], letter: Letter, file: UploadedFile[bytes] | None, *,
    by: User, at: datetime, key: str,
) -> Document | None:  # fmt: skip
    """The scan, read before anything is locked, for who may record it."""
    if file is None or log.already(key):
        return None
    row = model.objects.select_related("case").get(pk=pk)
    rules.require(verb, by, row, timezone.localdate(at))
    _is_of(row, letter)
    return letters.take_proof(letter, file, by=by, at=at)


def _begin(row: Order | Penalty | Sealing, served: Letter, *, by: User, at: datetime) -> None:
    if isinstance(row, Order) and _begins(served):
        order_served(row, served, by=by, at=at)
    elif isinstance(row, Penalty) and _begins(served):
        for begin in OF_PENALTY:
            begin(row, served, by=by, at=at)


def record_not_served(  # noqa: PLR0913  a try in vain is told with all of this
    pk: int, *, model: type[Order | Penalty | Sealing], letter: Letter, way: str, on: date, reason: str, by: User,
    at: datetime, evidence: UploadedFile[bytes] | None = None, key: str = "",
) -> Order | Penalty | Sealing:  # fmt: skip
    """A try in vain stays; after one the letter may be served by public notice (民事诉讼法第95条)."""
    scan = _taken("not_served", pk, model, letter, evidence, by=by, at=at, key=key)
    with transaction.atomic():
        row: Order | Penalty | Sealing = lock(model, pk)
        if log.already(key):
            return row
        rules.require("not_served", by, row, timezone.localdate(at))
        _is_of(row, letter)
        proof = letters.Proof(evidence=documents.enter(scan) if scan is not None else None)
        letters.fail(letter, way=way, on=on, why=reason, proof=proof, by=by, at=at)
        note(row, "letter_not_reached", by=by, at=at, key=key, letter=letter.number, on=on, reason=reason)
        return row


def correct_service(  # noqa: PLR0913  a correction is told with all of this
    pk: int, *, model: type[Order | Penalty | Sealing], letter: Letter, on: date, reason: str, by: User, at: datetime,
    evidence: UploadedFile[bytes] | None = None, key: str = "",
) -> Order | Penalty | Sealing:  # fmt: skip
    """更正 by a second person: the day, and what was counted from it."""
    scan = _taken("correct_service", pk, model, letter, evidence, by=by, at=at, key=key)
    return _correct(pk, model, letter, on, reason, scan, by=by, at=at, key=key)


@transaction.atomic
def _correct(  # noqa: PLR0913  a correction is told with all of this
    pk: int, model: type[Order | Penalty | Sealing], letter: Letter, on: date, reason: str, scan: Document | None, *,
    by: User, at: datetime, key: str,
) -> Order | Penalty | Sealing:  # fmt: skip
    row: Order | Penalty | Sealing = lock(model, pk)
    if log.already(key):
        return row
    rules.require("correct_service", by, row, timezone.localdate(at))
    _is_of(row, letter)
    was, entered = letter.served_on, documents.enter(scan) if scan is not None else None
    right = letters.correct(letter, on=on, reason=reason, evidence=entered, by=by, at=at)
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
