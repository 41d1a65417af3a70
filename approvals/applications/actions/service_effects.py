"""What begins when a letter is served, by its day of service; and how that is undone where the day was wrong.

Two things do not wait for service: the intake clock, which a correction letter stops when it is issued (行政许可法
第32条 asks that the applicant be told within five days), and the clocks of a case that has ended.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from approvals.applications import guards
from approvals.applications.actions import answered
from approvals.applications.actions.extension import extend_when_served
from approvals.applications.actions.hearing import pause_for_hearing
from approvals.applications.actions.review import hearing_until
from approvals.applications.actions.special_step import pause_for
from approvals.applications.states import UNDER_REVIEW
from envportal.deadlines import clocks
from envportal.deadlines.enums import EventKind, Matter
from envportal.deadlines.models import ClockEvent
from envportal.documents.models import Letter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from approvals.applications.models import Application
    from envportal.accounts.models import User

DECISIONS = frozenset({Letter.Kind.APPROVAL, Letter.Kind.REFUSAL})


def begin_what_waited(application: Application, letter: Letter, *, by: User, at: datetime) -> None:
    """Start, stop or move what the letter's service brings, as of the day of service; the caller holds the case row."""
    on = letter.served_on
    if on is None:
        return
    if letter.kind in DECISIONS:
        clocks.stop(application.case, Matter.DELIVERY, on=on, by=by, at=at)
    if application.state not in UNDER_REVIEW or _only_corrects(letter):
        return
    if letter.kind == Letter.Kind.EXTENSION:
        extend_when_served(application, letter, by=by, at=at, on=on)
    _pause(application, letter, since=on + timedelta(days=1), at=at)
    proposal = guards.standing_proposal(application)
    if proposal is not None and proposal.hearing_letter_id == letter.pk:
        proposal.hearing_until = hearing_until(application, on)
        proposal.save(update_fields=["hearing_until"])


def _only_corrects(letter: Letter) -> bool:
    """Its predecessor was served: what begins with the service began then, and does not begin again."""
    return letter.replaces is not None and letter.replaces.served_on is not None


def _pause(application: Application, letter: Letter, *, since: date, at: datetime) -> None:
    """The clocks stand from the day after service until the step is over, which it may be when this is recorded."""
    for step in application.special_steps.filter(letter=letter):
        step.letter = letter
        last = step.filed_on or _day(step.cancelled_at)
        if last is None or last >= since:
            pause_for(step, since=since, until=last, at=at)
    for hearing in application.hearings.filter(letter=letter):
        hearing.letter = letter
        last = hearing.signed_on or _day(hearing.ended_at)
        if last is None or last >= since:
            pause_for_hearing(hearing, since=since, until=last, at=at)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def take_back(application: Application, letter: Letter, *, reason: str, by: User, at: datetime) -> None:
    """Void what the wrong day had begun: the events stay to be read and no longer hold."""
    if letter.kind in DECISIONS:
        _void(_holding(application, EventKind.STOPPED).filter(clock__matter=Matter.DELIVERY), reason, by, at)
    if application.state not in UNDER_REVIEW:
        return
    held = list(_holding(application, EventKind.PAUSED, EventKind.EXTENDED).filter(letter=letter))
    _void(held, reason, by, at)
    if letter.served_on is None:
        # A pause rests on its letter (第45条): one that never came left the clock standing for nothing.
        answered.pause_without_ground(application, held, reason, at=at)
    application.special_steps.filter(letter=letter).update(paused_from=None)
    application.hearings.filter(letter=letter).update(paused_from=None)
    application.proposals.filter(sent_back_at=None, hearing_letter=letter).update(hearing_until=None)


def _holding(application: Application, *kinds: str) -> QuerySet[ClockEvent]:
    """Events of the case's clocks that nothing has voided."""
    events = ClockEvent.objects.filter(clock__case=application.case, kind__in=kinds)
    return events.exclude(answers__kind=EventKind.VOIDED).order_by("pk")


def _void(events: Iterable[ClockEvent], reason: str, by: User, at: datetime) -> None:
    for event in list(events):
        clocks.void(event, reason=reason, by=by, at=at)
