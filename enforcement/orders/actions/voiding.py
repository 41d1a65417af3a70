"""作废和替换 of a letter issued wrongly: proposed by one, decided by another; what hung on it hangs on the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders.actions.common import tell, tell_enterprise
from enforcement.orders.actions.measures_told import publish_anew
from enforcement.orders.actions.orders import write_corrections
from enforcement.orders.actions.publishing import publish_decision
from enforcement.orders.guards import OutOfOrder
from enforcement.orders.models import Hearing, Order, Penalty, Sealing
from enforcement.orders.states import ORDER, PENALTY, SEALING
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.cases.locks import lock
from envportal.documents import letters
from envportal.documents.models import Letter, Voiding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from envportal.accounts.models import User
    from envportal.cases.models import Case

PROPOSE, DECIDE = "letter.propose_void", "letter.decide_void"
MODELS: dict[str, type[Order | Penalty | Sealing]] = {ORDER: Order, PENALTY: Penalty, SEALING: Sealing}
# What of a penalty case is about a letter and names it.
OF_PENALTY = (
    ("hearings", "notice"), ("hearings", "letter"), ("defences", "notice"), ("reviews", "notice"),
    ("discussions", "notice"), ("discussions", "paper"), ("transfers", "letter"), ("postponements", "letter"),
)  # fmt: skip


@transaction.atomic
def propose_void(
    pk: int, *, ground: str, reason: str, changes: Mapping[str, object] | None, by: User, at: datetime, key: str = ""
) -> Voiding:
    """Propose that letter `pk` be void, with `changes` in favour of a corrected one; the leaders are told."""
    letter = Letter.objects.select_related("case").get(pk=pk)
    row = _row(letter.case)
    if log.already(key):
        return Voiding.objects.filter(letter=pk).latest("pk")
    cases.require(by, PROPOSE, row.case, timezone.localdate(at))
    if changes is None:
        _nothing_waits_for(letter)
    voiding = letters.propose_void(pk, ground=ground, reason=reason, changes=changes, by=by, at=at, key=key)
    leaders = staff_with(row.case.bureau, Role.LEADER)
    tell(row, "void_proposed", leaders, at=at, letter=voiding.letter, voiding=voiding)
    return voiding


@transaction.atomic
def decline_void(pk: int, *, by: User, at: datetime, key: str = "") -> Voiding:
    """The letter stays; who proposed it is told."""
    voiding = Voiding.objects.select_related("letter__case", "proposed_by").get(pk=pk)
    row = _row(voiding.letter.case)
    if log.already(key):
        return voiding
    cases.require(by, DECIDE, row.case, timezone.localdate(at))
    voiding = letters.decline_void(pk, by=by, at=at, key=key)
    tell(row, "void_declined", [voiding.proposed_by], at=at, letter=voiding.letter, voiding=voiding)
    return voiding


@transaction.atomic
def agree_void(pk: int, *, by: User, at: datetime, key: str = "") -> Voiding:
    """The letter is void, the new one stands in its place; the party reads of both, the board of the new number."""
    voiding = Voiding.objects.select_related("letter__case").get(pk=pk)
    row = _row(voiding.letter.case)
    if log.already(key):
        return voiding
    cases.require(by, DECIDE, row.case, timezone.localdate(at))
    if voiding.changes is None:
        _nothing_waits_for(voiding.letter)
    voiding, new = letters.agree_void(pk, by=by, at=at, key=key)
    if new is not None:
        _hang_on(row, voiding.letter, new, by=by, at=at)
    told = {"letter": voiding.letter, "new": new, "voiding": voiding}
    tell(row, "void_agreed", [voiding.proposed_by], at=at, **told)
    if voiding.letter.to_id is not None:
        tell_enterprise(row, "letter_voided", at=at, **told)
    return voiding


def _row(case: Case) -> Order | Penalty | Sealing:
    found: Order | Penalty | Sealing = lock(MODELS[case.kind], case.pk)
    return found


def _nothing_waits_for(letter: Letter) -> None:
    """A hearing is held by its notice: it is put off or withdrawn before the notice goes alone."""
    if Hearing.objects.filter(letter=letter, minuted_on=None, withdrawn_on=None).exists():
        raise OutOfOrder(_("文书所载的事项还在进行；请先取消该事项，或者用改正后的新文书替换。"))


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
