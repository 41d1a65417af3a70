"""移送公安机关: for detention beside the penalty, for a crime instead of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders import rules
from enforcement.orders.actions.common import close_case, name_of, note, tell
from enforcement.orders.guards import NotPossible, OutOfOrder
from enforcement.orders.models import Penalty, Transfer
from enforcement.orders.rules import gate
from enforcement.orders.states import PenaltyState, TransferKind
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import OPEN_STATES, Ground
from envportal.documents import letters
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from envportal.accounts.models import User


@transaction.atomic
def transfer(  # noqa: PLR0913  a transfer is told with all of this
    pk: int, *, kind: str, authority: str, facts: str, law: str, enclosed: Sequence[str], by: User, at: datetime,
    key: str = "",
) -> Penalty:  # fmt: skip
    """The letter to public security; a suspected crime takes the case out of our hands until they have answered."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("transfer", by, penalty, on)
    if penalty.transfers.filter(kind=kind, replied_on=None).exists():
        raise NotPossible(_("已经移送，正在等待回复。"))
    if kind == TransferKind.CRIME and penalty.state == PenaltyState.DECIDED:
        raise OutOfOrder(_("已经作出处罚决定；涉嫌犯罪的另行移送，不改变已作出的决定。"))
    letter = letters.issue(
        penalty.case, LetterKind.TRANSFER, to=None, by=by, at=at,
        fields={
            "authority": authority, "transfer": TransferKind(kind).label, "law": law, "facts": facts,
            "party": f"{penalty.party}{name_of(penalty.violation)}", "enclosed": list(enclosed),
        },
    )  # fmt: skip
    Transfer.objects.create(
        penalty=penalty, kind=kind, authority=authority, facts=facts, law=law, letter=letter, sent_on=on, sent_by=by
    )
    if kind == TransferKind.CRIME:
        penalty.transfer()
        penalty.save()
        clocks.pause(
            penalty.case, Ground.SUSPENSION, since=on, until=None, letter=None, by=penalty.opened_by, confirmed_by=by,
            at=at, waiting_for=authority[:100],
        )  # fmt: skip
    note(penalty, "penalty_transferred", by=by, at=at, key=key, kind=kind, letter=letter.number)
    tell(penalty, "penalty_transferred", [penalty.opened_by], at=at)
    return penalty


@transaction.atomic
def record_reply(
    pk: int, *, sent: Transfer, replied_on: date, accepted: bool, reply: str, by: User, at: datetime, key: str = ""
) -> Penalty:
    """公安机关的回复 to one transfer: what they take on closes a case sent as a crime; what they do not comes back."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    today = timezone.localdate(at)
    rules.require("record_reply", by, penalty, today)
    rules.on_a_day(replied_on, today)
    sent = _answered(penalty, sent, replied_on, accepted=accepted)
    sent.replied_on, sent.accepted, sent.reply = replied_on, accepted, reply
    sent.save()
    if sent.kind == TransferKind.CRIME and accepted:
        penalty.close()
        penalty.ended_why = reply
        penalty.save()
        for clock in penalty.case.clocks.filter(state__in=OPEN_STATES):
            clocks.stop(penalty.case, clock.matter, on=today, by=by, at=at, reason="公安机关已立案")
        close_case(penalty.case, today)
    elif sent.kind == TransferKind.CRIME:
        penalty.take_back()
        penalty.save()
        clocks.resume(penalty.case, Ground.SUSPENSION, last_paused_day=replied_on, by=by, at=at)
    note(penalty, "transfer_answered", by=by, at=at, key=key, accepted=accepted, reply=reply)
    return penalty


def _answered(penalty: Penalty, sent: Transfer, replied_on: date, *, accepted: bool) -> Transfer:
    """The transfer of this case that is answered, which is no later than its answer."""
    found = penalty.transfers.filter(pk=sent.pk, replied_on=None).first()
    if found is None:
        raise NotPossible(_("这次移送不是本案的，或者已经有回复。"))
    if replied_on < found.sent_on:
        raise NotPossible(_("回复日期不能早于移送日期。"))
    if found.kind == TransferKind.CRIME and accepted:
        gate.require_settled(penalty)
    return found
