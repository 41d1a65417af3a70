"""Clocks that call for a card, and who is told."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from envportal.accounts.enums import Role, SectionKind
from envportal.accounts.queries import staff_with
from envportal.deadlines.enums import ClockState, Expiry, Matter
from envportal.deadlines.models import Clock, ClockEvent
from envportal.deadlines.models.clocks import OPEN_ENDED
from envportal.deadlines.queries import missed, near
from envportal.supervision.enums import Colour, Tell
from envportal.supervision.models import Card, Heartbeat

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.cases.models import Case

SWEEP = "supervision.sweep"
# The chain of the log that tells how the sweep fared.
CHAIN = "supervision"
# Shared by many clocks, so each is read once for all of them.
SHARED = ("rule", "case__bureau", "case__section", "case__holder")
# Who has to act where a case has no holder yet, or the matter is somebody else's duty.
DUTY = {Matter.INTAKE: Role.CLERK, Matter.PUBLISH: Role.EDITOR, Matter.DECISION_PUBLICATION: Role.EDITOR}


class Due(NamedTuple):
    """As much of a clock that is due as its card says."""

    clock: int
    case: int
    epoch: int
    matter: str
    state: str
    warn_on: date
    due_on: date
    due_at: datetime
    expired_on: date | None
    on_expiry: str
    bureau: int
    section: int | None
    holder: int | None


_DUE = (
    "pk", "case", "epoch", "matter", "state", "warn_on", "due_on", "due_at", "expired_on", "rule__on_expiry",
    "case__bureau", "case__section", "case__holder",
)  # fmt: skip


def duties() -> QuerySet[Clock]:
    """Clocks the bureau has to keep; a notice window that closes is nobody's delay."""
    return Clock.objects.exclude(rule__on_expiry=Expiry.WINDOW_CLOSES)


def due_for(colour: str, at: datetime) -> QuerySet[Clock]:
    """Clocks whose warning day came, whose pause lasts too long, or whose due day passed, with no card for it yet.

    Each way to be due is looked for by itself: one index serves one way, none serves them joined by OR.
    """
    raised = Card.objects.filter(clock=OuterRef("pk"), colour=colour, epoch=OuterRef("epoch"))
    clocks = Clock.objects.filter(~Exists(raised)).values("pk")
    first, *others = [clocks.filter(way) for way in _ways(colour, at)]
    return (
        duties()
        .filter(pk__in=first.union(*others))
        .select_related("case")
        .prefetch_related(*SHARED)
        .order_by("due_at", "pk")
    )


def due_rows(colour: str, at: datetime, clocks: Collection[int]) -> list[Due]:
    """Those of a few clocks that are due now, read afresh."""
    due = duties().filter(reduce(or_, _ways(colour, at)), pk__in=clocks).order_by("due_at", "pk")
    # Two reads by key: joined, they would trust what the database last counted, before so many cards were raised.
    raised = set(Card.objects.filter(clock__in=clocks, colour=colour).values_list("clock", "epoch"))
    return [one for row in due.values_list(*_DUE) if ((one := Due(*row)).clock, one.epoch) not in raised]


def _ways(colour: str, at: datetime) -> tuple[Q, ...]:
    """What makes a clock due for a card."""
    return _near(at) if colour == Colour.YELLOW else missed(at)


def _near(at: datetime) -> tuple[Q, Q]:
    """Running and near its end; or stopped by others for longer than the applicant was told.

    One step stops several clocks: the statutory one, which every such step stops (行政许可法第45条), gets the card.
    """
    overlong = overlong_pauses(timezone.localdate(at)).order_by().values("clock")
    return near(at), Q(matter=Matter.STATUTORY, state=ClockState.PAUSED, pk__in=overlong)


def overlong_pauses(today: date) -> QuerySet[ClockEvent]:
    """Pauses without an end that outlast the day their letter named, the longest first."""
    open_ended = ClockEvent.objects.filter(OPEN_ENDED, planned_until__lt=today)
    answered = ClockEvent.objects.filter(about=OuterRef("pk"))
    return open_ended.filter(~Exists(answered), clock__state=ClockState.PAUSED).order_by("on", "pk")


def planned_ends(clocks: Collection[int], today: date) -> dict[int, date]:
    """The day the longest overdue pause of a paused clock was to end, by clock; none for one that is not overdue."""
    overdue = overlong_pauses(today).filter(clock__in=clocks)
    return dict(reversed(list(overdue.values_list("clock", "planned_until"))))  # type: ignore[arg-type]


def told(case: Case, matter: str, tells: Collection[str]) -> list[User]:
    """The people a step names, each once: who holds the case, heads its section, leads or watches over the bureau."""
    return list(dict.fromkeys(person for tell in Tell if tell in tells for person in _people(tell, case, matter)))


def _people(tell: Tell, case: Case, matter: str) -> list[User]:
    if tell == Tell.HOLDER:
        return _holders(case, matter)
    if tell == Tell.HEAD:
        return _heads(case)
    bureau = case.bureau.parent if tell == Tell.SUPERIOR else case.bureau
    role = Role.LEADER if tell == Tell.LEADER else Role.SUPERVISOR
    return list(staff_with(bureau, role)) if bureau else []


def _holders(case: Case, matter: str) -> list[User]:
    role = DUTY.get(Matter(matter))
    if case.holder is not None and role != Role.EDITOR:
        return [case.holder]
    return list(staff_with(case.bureau, role)) if role else []


def on_duty(case: Case, matter: str, holder: User | None) -> list[User]:
    """Who had to keep a limit: whoever held the case when its card was raised, or those whose duty the matter is."""
    return [holder] if holder is not None else _holders(case, matter)


def _heads(case: Case) -> list[User]:
    """The head of the case's section; before it has one, those of the sections an application goes through."""
    heads = staff_with(case.bureau, Role.SECTION_HEAD, case.section)
    if case.section is None:
        heads = heads.filter(Q(section=None) | Q(section__kind__in=(SectionKind.WINDOW, SectionKind.REVIEW)))
    return list(heads)


def last_sweep() -> datetime | None:
    """When the sweep last ran to its end."""
    return Heartbeat.objects.filter(name=SWEEP).values_list("at", flat=True).first()
