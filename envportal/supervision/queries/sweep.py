"""Clocks that call for a card, and who is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from envportal.accounts.enums import Role, SectionKind
from envportal.accounts.queries import staff_with
from envportal.deadlines.enums import ClockState, EventKind, Expiry, Matter
from envportal.deadlines.models import Clock, ClockEvent
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
WHOLE = ("rule", "case__bureau", "case__section", "case__holder")
# Who has to act where a case has no holder yet, or the matter is somebody else's duty.
DUTY = {Matter.INTAKE: Role.CLERK, Matter.PUBLISH: Role.EDITOR, Matter.DECISION_PUBLICATION: Role.EDITOR}


def duties() -> QuerySet[Clock]:
    """Clocks the bureau has to keep; a notice window that closes is nobody's delay."""
    return Clock.objects.exclude(rule__on_expiry=Expiry.WINDOW_CLOSES)


def due_for(colour: str, today: date) -> QuerySet[Clock]:
    """Clocks whose warning day came, whose pause lasts too long, or whose due day passed, with no card for it yet."""
    reached = _near(today) if colour == Colour.YELLOW else _missed(today)
    raised = Card.objects.filter(clock=OuterRef("pk"), colour=colour, epoch=OuterRef("epoch"))
    return duties().filter(reached, ~Exists(raised)).select_related(*WHOLE).order_by("due_on", "pk")


def _near(today: date) -> Q:
    """Running and near its end; or stopped by others for longer than the applicant was told.

    One step stops several clocks: the statutory one, which every such step stops (行政许可法第45条), gets the card.
    """
    overlong = Q(matter=Matter.STATUTORY, pk__in=overlong_pauses(today).values("clock"))
    return Q(state=ClockState.RUNNING, warn_on__lte=today) | overlong


def overlong_pauses(today: date) -> QuerySet[ClockEvent]:
    """Pauses without an end that outlast the day their letter named, the longest first."""
    open_ended = ClockEvent.objects.filter(kind=EventKind.PAUSED, until=None, planned_until__lt=today)
    answered = ClockEvent.objects.filter(about=OuterRef("pk"))
    return open_ended.filter(~Exists(answered), clock__state=ClockState.PAUSED).order_by("on", "pk")


def planned_end(clock: Clock, today: date) -> date | None:
    """The day the longest overdue pause of a paused clock was to end; None if it is not overdue."""
    return overlong_pauses(today).filter(clock=clock).values_list("planned_until", flat=True).first()


def _missed(today: date) -> Q:
    """Due today is not missed. A clock stopped late, or ended by the law itself, was missed all the same."""
    running = Q(state=ClockState.RUNNING, due_on__lt=today)
    return running | Q(state=ClockState.STOPPED, stopped_on__gt=F("due_on")) | Q(expired_on__gt=F("due_on"))


def told(card: Card, tells: Collection[str]) -> list[User]:
    """The people a step names, each once: who holds the case, heads its section, leads or watches over the bureau."""
    return list(dict.fromkeys(person for tell in Tell if tell in tells for person in _people(tell, card)))


def _people(tell: Tell, card: Card) -> list[User]:
    case = card.case
    if tell == Tell.HOLDER:
        return _holders(case, card.clock.matter)
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


def _heads(case: Case) -> list[User]:
    """The head of the case's section; before it has one, those of the sections an application goes through."""
    heads = staff_with(case.bureau, Role.SECTION_HEAD, case.section)
    if case.section is None:
        heads = heads.filter(Q(section=None) | Q(section__kind__in=(SectionKind.WINDOW, SectionKind.REVIEW)))
    return list(heads)


def last_sweep() -> datetime | None:
    """When the sweep last ran to its end."""
    return Heartbeat.objects.filter(name=SWEEP).values_list("at", flat=True).first()
