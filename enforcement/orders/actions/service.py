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
from enforcement.orders.actions.orders import order_served
from enforcement.orders.actions.proposing import notice_served
from enforcement.orders.guards import NotPossible
from enforcement.orders.models import Order, Penalty, Sealing
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.documents import letters

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.documents.models import Letter

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
    if letter.case_id != row.pk:
        raise NotPossible(_("这份文书不是本案的。"))
    served = letters.serve(letter, on=on, way=way, proof=letters.Proof(**proof), by=by, at=at)
    if isinstance(row, Order):
        order_served(row, served, by=by, at=at)
    elif isinstance(row, Penalty):
        for begin in OF_PENALTY:
            begin(row, served, by=by, at=at)
    note(row, "letter_service_recorded", by=by, at=at, key=key, letter=served.number, on=served.served_on)
    return row
