"""New days reach running cases: each move is logged with the old and the new day, and those concerned are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal.accounts.queries import people_of
from envportal.audit import log
from envportal.cases.models import Case
from envportal.deadlines import actions
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.messaging import outbox

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User
    from envportal.deadlines.actions import Moved
    from envportal.deadlines.models import CalendarDay, DayProposal

# The days an applicant was told; the others are duties inside the bureau.
TOLD = frozenset({Matter.INTAKE, Matter.STATUTORY, Matter.PLEDGED, Matter.PRE_REVIEW})


@transaction.atomic
def apply_days(days: list[CalendarDay], *, by: User | None, at: datetime) -> list[Moved]:
    """Add rows to the calendar, move the due days they reach, log each move and tell whoever counts on the day."""
    moved = actions.add_days(days, by=by, at=at)
    for one in moved:
        case = Case.objects.select_related("holder", "enterprise", "bureau").get(pk=one.case_pk)
        facts = {"clock": one.clock_pk, "was": str(one.was), "becomes": str(one.becomes), "notice": days[0].notice}
        log.record(case, "due_day_moved", by=by, at=at, facts=facts)
        _tell(case, one, days[0].notice, at)
    return moved


def _tell(case: Case, moved: Moved, notice: str, at: datetime) -> None:
    clock = Clock.objects.get(pk=moved.clock_pk)
    context = {"clock": clock, "was": moved.was, "becomes": moved.becomes, "notice": notice}
    if case.holder is not None:
        link = f"/desk/cases/{case.pk}/"
        outbox.post(case, "due_day_moved", to=[case.holder], context={**context, "link": link}, at=at)
    if case.enterprise is not None and moved.matter in TOLD:
        people = people_of(case.enterprise, timezone.localdate(at))
        outbox.post(case, "due_day_moved", to=people, context={**context, "link": "/my/"}, at=at)


@transaction.atomic
def agree_day(pk: int, *, by: User, at: datetime, key: str | None = None) -> DayProposal | None:
    """Agree to a bureau's own day: it stands in the calendar, and the cases of the bureau move with it."""
    proposal = actions.decide_day(pk, agreed=True, by=by, at=at, key=key)
    if proposal is not None:
        apply_days([actions.row_of(proposal)], by=by, at=at)
    return proposal


def decline_day(pk: int, *, by: User, at: datetime, key: str | None = None) -> DayProposal | None:
    """Turn a bureau's own day down."""
    return actions.decide_day(pk, agreed=False, by=by, at=at, key=key)
