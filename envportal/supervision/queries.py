"""Clocks that call for a card, cards that are shown, and who is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from envportal.accounts import rules as accounts_rules
from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau, User
from envportal.accounts.queries import staff_with
from envportal.deadlines.enums import OPEN_STATES, ClockState, EventKind, Expiry, Matter
from envportal.deadlines.models import Clock, ClockEvent
from envportal.supervision.enums import Colour
from envportal.supervision.models import Card, Heartbeat

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.cases.models import Case

SWEEP = "supervision.sweep"
# Who has to act where a case has no holder yet, or the matter is somebody else's duty.
DUTY = {Matter.INTAKE: Role.CLERK, Matter.PUBLISH: Role.EDITOR, Matter.DECISION_PUBLICATION: Role.EDITOR}


def duties() -> QuerySet[Clock]:
    """Clocks the bureau has to keep; a notice window that closes is nobody's delay."""
    return Clock.objects.exclude(rule__on_expiry=Expiry.WINDOW_CLOSES)


def due_for(colour: str, today: date) -> QuerySet[Clock]:
    """Clocks whose warning day came, or whose due day passed, and that have no card for it yet."""
    reached = _near(today) if colour == Colour.YELLOW else _missed(today)
    raised = Card.objects.filter(clock=OuterRef("pk"), colour=colour, epoch=OuterRef("epoch"))
    return duties().filter(reached & ~Exists(raised)).order_by("due_on", "pk")


def _near(today: date) -> Q:
    return Q(state=ClockState.RUNNING, warn_on__lte=today)


def _missed(today: date) -> Q:
    """Due today is not missed. A clock stopped late, or ended by the law itself, was missed all the same."""
    running = Q(state=ClockState.RUNNING, due_on__lt=today)
    return running | Q(state=ClockState.STOPPED, stopped_on__gt=F("due_on")) | Q(expired_on__isnull=False)


def told(case: Case, colour: str, matter: str) -> list[User]:
    """Yellow: whoever holds the case and the head of the section; red: the leaders and supervisors besides."""
    people = _holders(case, matter) + list(staff_with(case.bureau, Role.SECTION_HEAD, case.section))
    if colour == Colour.RED:
        people += [*staff_with(case.bureau, Role.LEADER), *staff_with(case.bureau, Role.SUPERVISOR)]
    return list(dict.fromkeys(people))


def _holders(case: Case, matter: str) -> list[User]:
    role = DUTY.get(Matter(matter))
    if case.holder is not None and role != Role.EDITOR:
        return [case.holder]
    return list(staff_with(case.bureau, role)) if role else []


def bureaus_below(bureau: Bureau) -> list[int]:
    """The bureau and every bureau below it."""
    found = level = [bureau.pk]
    while level:
        level = list(Bureau.objects.filter(parent__in=level).values_list("pk", flat=True))
        found = found + level
    return found


def in_view(user: User, to_case: str = "case") -> Q:
    """The cases a person watches over: their own section's, or their bureau's and those of the bureaus below it."""
    codes = accounts_rules.codes(user, "supervision.board")
    if user.bureau is not None and "B" in codes:
        return Q(**{f"{to_case}__bureau__in": bureaus_below(user.bureau)})
    if user.section_id is not None and "D" in codes:
        return Q(**{f"{to_case}__section": user.section_id})
    return Q(pk__in=[])


def clocks_in_view(user: User) -> QuerySet[Clock]:
    """Every open clock a person watches over, the one due first on top."""
    related = ("case__bureau", "case__section", "case__holder", "case__project", "rule")
    return duties().filter(in_view(user), state__in=OPEN_STATES).select_related(*related).order_by("due_on", "pk")


def cards_in_view(user: User) -> QuerySet[Card]:
    related = ("clock", "case__bureau", "case__section", "case__holder", "holder", "removal_asked_by", "removed_by")
    return Card.objects.filter(in_view(user)).select_related(*related).order_by("-legal_on", "-pk")


def standing() -> Q:
    """Cards that still say something: red until it is removed, yellow until its clock ends, moves or turns red."""
    red_too = Card.objects.filter(clock=OuterRef("clock"), epoch=OuterRef("epoch"), colour=Colour.RED)
    yellow = Q(colour=Colour.YELLOW, clock__state__in=OPEN_STATES, clock__epoch=F("epoch")) & Q(~Exists(red_too))
    return Q(removed_at=None) & (Q(colour=Colour.RED) | yellow)


def overlong_pauses(today: date) -> QuerySet[ClockEvent]:
    """Pauses without an end that outlast the day their letter named, the longest first."""
    open_ended = ClockEvent.objects.filter(kind=EventKind.PAUSED, until=None, planned_until__lt=today)
    answered = ClockEvent.objects.filter(about=OuterRef("pk"))
    return open_ended.filter(~Exists(answered), clock__state=ClockState.PAUSED).order_by("on", "pk")


def last_sweep() -> datetime | None:
    """When the sweep last ran to its end."""
    return Heartbeat.objects.filter(name=SWEEP).values_list("at", flat=True).first()
