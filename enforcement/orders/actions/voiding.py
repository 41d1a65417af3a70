"""作废和替换 of a letter issued wrongly: what hung on it hangs on the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enforcement.orders.actions.common import tell, tell_enterprise
from enforcement.orders.actions.measures_told import publish_anew
from enforcement.orders.actions.orders import write_corrections
from enforcement.orders.actions.publishing import publish_decision
from enforcement.orders.models import Hearing, Order, Penalty, Sealing
from enforcement.orders.states import ORDER, PENALTY, SEALING
from envportal.cases.locks import lock
from envportal.documents import letters

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User
    from envportal.cases.models import Case
    from envportal.documents.models import Letter

MODELS: dict[str, type[Order | Penalty | Sealing]] = {ORDER: Order, PENALTY: Penalty, SEALING: Sealing}
# What of a penalty case is about a letter and names it.
OF_PENALTY = (
    ("hearings", "notice"), ("hearings", "letter"), ("defences", "notice"), ("reviews", "notice"),
    ("discussions", "notice"), ("discussions", "paper"), ("transfers", "letter"), ("postponements", "letter"),
)  # fmt: skip


def _lock(case: Case) -> Order | Penalty | Sealing:
    found: Order | Penalty | Sealing = lock(MODELS[case.kind], case.pk)
    return found


def _waits(_row: Order | Penalty | Sealing, letter: Letter) -> bool:
    """A hearing is held by its notice: it is put off or withdrawn before the notice goes alone."""
    return Hearing.objects.filter(letter=letter, minuted_on=None, withdrawn_on=None).exists()


def _hang_on(row: Order | Penalty | Sealing, old: Letter, new: Letter, *, by: User, at: datetime) -> None:
    """What names the letter names the new one; a period that ran since the old one's service keeps its day.

    What is published, or written into the next letter, says the corrected words too.
    """
    if isinstance(row, Penalty):
        _hang_on_penalty(row, old, new, by=by, at=at)
    elif row.letter_id == old.pk:
        row.letter = new
        _say(row, new)
        publish_anew(row, f"{old.number}由{new.number}替换", by=by, at=at)


def _say(row: Order | Penalty | Sealing, new: Letter) -> None:
    row.facts, row.law = new.fields.get("facts", row.facts), new.fields.get("law", row.law)
    row.save()
    if isinstance(row, Order):
        row.corrections.all().delete()
        write_corrections(row, new.fields["corrections"])


def _hang_on_penalty(penalty: Penalty, old: Letter, new: Letter, *, by: User, at: datetime) -> None:
    for name, field in OF_PENALTY:
        getattr(penalty, name).filter(**{field: old}).update(**{field: new})
    if penalty.notice_id == old.pk:
        penalty.notice = new
        _say(penalty, new)
    if penalty.decision_id == old.pk:
        penalty.decision = new
        _say(penalty, new)
        if penalty.amount is not None:
            publish_decision(penalty, by=by, at=at, reason=f"{old.number}由{new.number}替换")


ROOM = letters.Room(lock=_lock, waits=_waits, hang_on=_hang_on, tell=tell, tell_party=tell_enterprise)
propose_void, agree_void, decline_void = ROOM.propose, ROOM.agree, ROOM.decline
