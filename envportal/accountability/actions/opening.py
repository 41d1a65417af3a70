"""A record is opened by rule, the same for all, or by a supervisor with a reason; it gathers who acted by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from envportal.accountability import queries
from envportal.accountability.actions.common import limit, note, tell
from envportal.accountability.enums import Cause, Happened
from envportal.accountability.models import Part, Responsibility
from envportal.accountability.queries.chain import users
from envportal.accountability.rules import records as rules
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.cases.queries import by_number
from envportal.deadlines.enums import Matter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from envportal.accounts.models import User
    from envportal.deadlines.models import Clock


def open_record(
    case: Case, cause: str, *, ref: str, what: str, at: datetime, by: User | None = None, clock: Clock | None = None,
    also: Iterable[User] = (),
) -> Responsibility:  # fmt: skip
    """Open a record of what went wrong, once for a cause; called by an action that has locked the case.

    In the chain is everybody who acted on the case up to now, who holds it, and `also`: who had the duty and did not.
    """
    if standing := _standing(case, ref, clock):
        return standing
    on, bureau = timezone.localdate(at), case.bureau
    answer_by = limit(bureau, Matter.ACCOUNT_ANSWER, on)
    record = Responsibility.objects.create(
        case=case, cause=cause, ref=ref, clock=clock, what=what[:500], opened_by=by, opened_at=at,
        log_length=queries.length_of(case), rules=queries.in_force(case), answer_by=answer_by,
        decide_by=limit(bureau, Matter.ACCOUNT_DECISION, answer_by or on),
    )  # fmt: skip
    people = _gather(record, also)
    facts: dict[str, Any] = {"case": case.number, "cause": str(cause), "what": what, "people": len(people)}
    note(record, Happened.OPENED, by=by, at=at, answer_by=answer_by, **facts)
    tell(record, "accountability_opened", people, at=at)
    tell(record, "accountability_to_watch", staff_with(bureau, Role.SUPERVISOR), at=at, people=len(people))
    return record


def _standing(case: Case, ref: str, clock: Clock | None) -> Responsibility | None:
    if clock is not None and (found := Responsibility.objects.filter(clock=clock).first()):
        return found
    return Responsibility.objects.filter(case=case, ref=ref).first()


def _gather(record: Responsibility, also: Iterable[User]) -> list[User]:
    """Write a part for each person of the chain, who acted first at the top."""
    acts = queries.chain_of(record.case, record.log_length)
    duty = [record.case.holder_id, *(person.pk for person in also)]
    chain = list(dict.fromkeys([*acts, *(pk for pk in duty if pk is not None)]))
    known = users(chain)
    Part.objects.bulk_create(
        Part(responsibility=record, person=known[pk], acts=[act.position for act in acts.get(pk, [])])
        for pk in chain if pk in known
    )  # fmt: skip
    return [known[pk] for pk in chain if pk in known]


@transaction.atomic
def open_by_hand(*, number: str, cause: str = Cause.ASKED, reason: str, by: User, at: datetime, key: str = "") -> (
    Responsibility
):  # fmt: skip
    """提出建档: a supervisor names the case and the reason; who is in it, the log says."""
    if event := log.already(key):
        return Responsibility.objects.get(pk=event.facts["record"])
    found = by_number(number)
    rules.may_open(by, found)
    assert found is not None  # noqa: S101  the rule has asked
    case = lock(Case, found.pk)
    ref = f"{cause}-{timezone.localdate(at).isoformat()}-{by.pk}"
    record = open_record(case, cause, ref=ref, what=reason, at=at, by=by)
    log.record(None, "accountability_asked", by=by, at=at, key=key or None, facts={"record": record.pk})
    return record
