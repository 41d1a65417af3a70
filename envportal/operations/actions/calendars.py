"""New days reach running cases: each move is logged with the old and the new day, and those concerned are told."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal.accounts.queries import people_of
from envportal.audit import log
from envportal.deadlines import actions
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from envportal.accounts.models import Enterprise, User
    from envportal.deadlines.actions import Moved
    from envportal.deadlines.models import CalendarDay, DayProposal

# The days an applicant was told; the others are duties inside the bureau.
TOLD = frozenset({Matter.INTAKE, Matter.STATUTORY, Matter.PLEDGED, Matter.PRE_REVIEW})


@transaction.atomic
def apply_days(days: list[CalendarDay], *, by: User | None, at: datetime) -> list[Moved]:
    """Add rows to the calendar, move the due days they reach, log each move and tell whoever counts on the day."""
    moved, notice = actions.add_days(days, by=by, at=at), days[0].notice
    whole = Clock.objects.prefetch_related("rule", "case__holder", "case__enterprise", "case__bureau")
    clocks = whole.in_bulk([one.clock_pk for one in moved])
    people = cache(lambda enterprise: list(people_of(enterprise, timezone.localdate(at))))
    log.record_all([_entry(one, notice) for one in moved], by=by, at=at)
    outbox.post_all([post for one in moved for post in _posts(clocks[one.clock_pk], one, notice, people)], at=at)
    return moved


def _entry(moved: Moved, notice: str) -> log.Entry:
    facts = {"clock": moved.clock_pk, "was": str(moved.was), "becomes": str(moved.becomes), "notice": notice}
    return log.Entry(moved.case_pk, "due_day_moved", facts)


def _posts(
    clock: Clock, moved: Moved, notice: str, people: Callable[[Enterprise], list[User]]
) -> Iterator[outbox.Post]:
    """To whoever holds the case, and to the applicant's people where they were told the day."""
    case = clock.case
    context = {"clock": clock, "was": moved.was, "becomes": moved.becomes, "notice": notice}
    if case.holder is not None:
        yield outbox.Post(case, "due_day_moved", [case.holder], {**context, "link": case.at_desk})
    if case.enterprise is not None and moved.matter in TOLD:
        yield outbox.Post(case, "due_day_moved", people(case.enterprise), {**context, "link": "/my/"})


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
