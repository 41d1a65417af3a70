"""How satisfied whoever reported is, by number and code; and what becomes of it where they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.petitions import queries, rules
from enforcement.petitions.actions.common import locked, note, open_again, start, stop, tell
from enforcement.petitions.actions.wording import nameless
from enforcement.petitions.guards import NotPossible
from enforcement.petitions.queries import sealed
from enforcement.petitions.states import DISSATISFIED, FINISHED_IN, Kind, Satisfied
from envportal.accountability import responsibility
from envportal.accountability.responsibility import Cause
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.deadlines.enums import Matter

if TYPE_CHECKING:
    from datetime import date, datetime

    from enforcement.petitions.models import Answer, Petition
    from envportal.accounts.models import User


@transaction.atomic
def rate(pk: int, *, satisfied: str, said: str = "", at: datetime) -> Answer:
    """评价 the last answer, once; the page has asked for number and code."""
    petition, on = locked(pk), timezone.localdate(at)
    answer = queries.last_answer(petition)
    if answer is None:
        raise NotPossible(_("还没有答复，答复以后再评价。"))
    if answer.satisfied:
        return answer
    answer.satisfied, answer.said = satisfied, sealed.masked(petition, said)
    answer.rated_on = max(on, answer.answered_on)
    answer.save()
    note(petition, "rated", by=None, at=at, satisfied=satisfied, round=answer.round)
    if satisfied == Satisfied.NO:
        _not_satisfied(petition, on=on, at=at)
    return answer


def _not_satisfied(petition: Petition, *, on: date, at: datetime) -> None:
    """The head decides on a new handling; the third time those who watch the bureau hear of it, with a limit."""
    bureau, section = petition.case.bureau, petition.case.section
    tell(petition, "petition_dissatisfied", list(staff_with(bureau, Role.SECTION_HEAD, section)), at=at)
    if queries.dissatisfied(petition) < DISSATISFIED or petition.supervised_at is not None:
        return
    petition.supervised_at = at
    petition.save(update_fields=["supervised_at"])
    start(petition, Matter.PETITION_SUPERVISED, on=on, by=None, at=at)
    note(petition, "supervised", by=None, at=at, times=DISSATISFIED)
    people = [*staff_with(bureau, Role.SUPERVISOR), *staff_with(bureau, Role.LEADER)]
    tell(petition, "petition_supervised", people, at=at)
    responsibility.open_record(
        petition.case, Cause.DISSATISFIED, ref="dissatisfied", at=at, what=f"反映人 {DISSATISFIED} 次对答复不满意，督办"
    )


@transaction.atomic
def reopen(pk: int, *, holder: User, reason: str, by: User, at: datetime, key: str = "") -> Petition:
    """重新办理: by another than who handled it before, with its whole term."""
    petition, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return petition
    rules.require("reopen", by, petition, on)
    [reason] = nameless(petition, reason, by=by, at=at)
    rules.is_another(holder, queries.handled_before(petition))
    if holder.bureau_id != petition.case.bureau_id:
        raise NotPossible(_("经办人不在本局，请重新选择。"))
    answer = queries.last_answer(petition)
    if answer is not None and answer.satisfied == Satisfied.NO:
        answer.settled_why, answer.settled_by = reason, by
        answer.save(update_fields=["settled_why", "settled_by"])
    before = petition.case.holder_id
    petition.reopen()
    petition.save()
    petition.case.holder, petition.case.section = holder, holder.section or petition.case.section
    petition.case.save(update_fields=["holder", "section"])
    open_again(petition)
    start(petition, FINISHED_IN[Kind(petition.kind)], on=on, by=by, at=at)
    note(petition, "reopened", by=by, at=at, key=key, holder=holder.name, before=before, why=reason)
    tell(petition, "petition_routed", [holder], at=at)
    return petition


@transaction.atomic
def settle(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Petition:
    """回访说明: spoken to, and not handled anew, for a reason that whoever reported reads."""
    petition, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return petition
    rules.require("settle", by, petition, on)
    [reason] = nameless(petition, reason, by=by, at=at)
    answer = queries.last_answer(petition)
    assert answer is not None  # noqa: S101  the rule has asked
    answer.settled_why, answer.settled_by = reason, by
    answer.save(update_fields=["settled_why", "settled_by"])
    stop(petition, Matter.PETITION_SUPERVISED, on=on, by=by, at=at)
    note(petition, "settled", by=by, at=at, key=key, why=reason)
    return petition
