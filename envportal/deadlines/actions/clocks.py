"""What happens to a clock: every verb appends an event, then stores the answer its events give."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from envportal import rows
from envportal.cases.models import Case
from envportal.deadlines import queries
from envportal.deadlines.enums import OPEN_STATES, ClockState, EventKind, Matter
from envportal.deadlines.models import Clock, ClockEvent
from envportal.deadlines.rules import extensions, fold, grounds
from envportal.workdays import instants

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.deadlines.rules.grounds import ServedLetter
    from envportal.workdays import Calendar


@transaction.atomic
def start(
    case: Case,
    matter: str,
    *,
    variant: str,
    on: date,
    by: User | None,
    at: datetime,
    since: datetime | None = None,
) -> Clock:
    """Start a clock under the rule in force on its start day; `since` is the very minute, which hours run from.

    An open clock of the matter that started then is returned as it is; one that started at another time ends,
    since a new start starts the whole term anew.
    """
    rule = queries.rule_on(case.bureau, matter, variant, on)
    instant = since or _within(on, at)
    running = _locked(case).filter(matter=matter, state__in=OPEN_STATES).first()
    if running is not None and _is_same_start(running, on, since):
        return running
    if running is not None:
        _stop(running, max(on, running.started_on), by=by, at=at, reason=gettext_noop("重新起算"))
    clock = Clock(case=case, matter=matter, variant=variant, rule=rule, started_on=on)
    event = ClockEvent(clock=clock, kind=EventKind.STARTED, on=on, instant=instant, by=by, at=at, article=rule.basis)
    _answer(clock, [event], queries.calendar_of(case.bureau_id))
    clock.save()
    event.clock = clock
    event.save()
    return clock


def _within(on: date, at: datetime) -> datetime | None:
    """The instant of something that is noted on the day it happens; of an earlier day nobody knows the hour."""
    return at if timezone.localdate(at) == on else None


def _is_same_start(running: Clock, on: date, since: datetime | None) -> bool:
    return running.started_on == on and (since is None or running.started_at == since)


@transaction.atomic(savepoint=False)
def stop(case: Case, matter: str, *, on: date, by: User | None, at: datetime, reason: str = "") -> Clock | None:
    """Stop the open clock of a matter, or return None if there is none."""
    clock = _locked(case).filter(matter=matter, state__in=OPEN_STATES).first()
    return _stop(clock, on, by=by, at=at, reason=reason) if clock else None


def _stop(clock: Clock, on: date, *, by: User | None, at: datetime, reason: str) -> Clock:
    event = _append(clock, EventKind.STOPPED, on=on, instant=_within(on, at), by=by, at=at, reason=reason)
    if clock.state != ClockState.RUNNING:
        return recompute(clock)
    # To stop it moves the end of no clock that runs: only a pause that lasts would end with it.
    clock.state, clock.stopped_on, clock.stopped_at = ClockState.STOPPED, on, event.instant or instants.begin(on)
    clock.save(update_fields=["state", "stopped_on", "stopped_at"])
    return clock


@transaction.atomic
def pause(  # noqa: PLR0913  a pause is told with all of this
    case: Case,
    ground: str,
    *,
    since: date,
    until: date | None,
    letter: ServedLetter | None,
    by: User | None,
    confirmed_by: User | None,
    at: datetime,
    waiting_for: str = "",
    planned_until: date | None = None,
) -> list[Clock]:
    """Pause every open clock whose rule excludes the ground: both days inclusive, `until` None while not known."""
    grounds.require(ground, since=since, until=until, letter=letter, by=by, confirmed_by=confirmed_by)
    paused = [clock for clock in _locked(case).filter(state__in=OPEN_STATES) if ground in clock.rule.excludes]
    for clock in paused:
        if not _has_pause(clock, ground, since, until, letter):
            _append(
                clock,
                EventKind.PAUSED,
                on=since,
                by=by,
                at=at,
                ground=ground,
                until=until,
                planned_until=planned_until,
                article=clock.rule.excludes[ground],
                letter_id=letter.pk if letter else None,
                confirmed_by=confirmed_by,
                waiting_for=waiting_for,
            )
        recompute(clock)
    return paused


def _has_pause(clock: Clock, ground: str, since: date, until: date | None, letter: ServedLetter | None) -> bool:
    """Whether this pause stands already; a step asked for twice pauses once, two letters of one day pause twice."""
    pauses = (p for p in fold.fold(queries.events_of(clock)).pauses if p.ground == ground and _is_for(p, letter))
    return any(p.first == since and (p.last == until or p.last is None) for p in pauses)


def _is_for(pause_: fold.Pause, letter: ServedLetter | None) -> bool:
    return letter is None or pause_.letter_pk == letter.pk


@transaction.atomic
def resume(
    case: Case, ground: str, *, last_paused_day: date, by: User | None, at: datetime, letter: ServedLetter | None = None
) -> list[Clock]:  # fmt: skip
    """End the pauses of a ground; the clock counts from the day after. Ended ones stay as they are.

    Of several letters that are out, one that is answered ends the pause it began and no other.
    """
    resumed = []
    for clock in _locked(case).filter(state__in=OPEN_STATES):
        of_ground = [p for p in fold.fold(queries.events_of(clock)).pauses if p.ground == ground and _is_for(p, letter)]
        running_on = [p for p in of_ground if _lasts(p, last_paused_day)]
        for held in running_on:
            _append(clock, EventKind.RESUMED, on=last_paused_day, by=by, at=at, about_id=held.event_pk)
        if running_on:
            resumed.append(recompute(clock))
    return resumed


def _lasts(pause_: fold.Pause, day: date) -> bool:
    return pause_.last is None or pause_.last > day


def extended_due(case: Case, *, amount: int, at: datetime, on: date | None = None) -> date:
    """The due day an extension as of a day (today) would give the pledge; refused where it may not be extended so."""
    clock = extensions.require_open(_pledge_of(case).first())
    events, calendar, on = queries.events_of(clock), queries.calendar_of(case.bureau_id), on or timezone.localdate(at)
    extensions.require(clock.rule, events, calendar, amount=amount, on=on)
    longer = [*events, ClockEvent(clock=clock, kind=EventKind.EXTENDED, on=on, amount=amount)]
    due = fold.compute(clock.rule, longer, calendar).due_on
    statute = queries.open_of(case.pk).filter(matter=Matter.STATUTORY).last()
    extensions.require_within(due, statute.due_on if statute else None)
    return due


@transaction.atomic
def extend(
    case: Case,
    *,
    amount: int,
    reason: str,
    letter: ServedLetter | None,
    by: User | None,
    at: datetime,
    on: date | None = None,
) -> Clock:
    """Extend the pledge: once, before its end, as far as its rule and the statute let, and only once told why.

    `on` is the day the letter was served, where that is recorded later.
    """
    extensions.require_delivered(letter)
    extended_due(case, amount=amount, at=at, on=on)
    clock = extensions.require_open(_pledge_of(case).first())
    _append(
        clock,
        EventKind.EXTENDED,
        on=on or timezone.localdate(at),
        by=by,
        at=at,
        amount=amount,
        reason=reason,
        letter_id=letter.pk if letter else None,
    )
    return recompute(clock)


@transaction.atomic
def prolong(
    case: Case, matter: str, *, amount: int, reason: str, by: User | None, at: datetime, further: bool = False
) -> Clock:
    """Extend another limit than the pledge, once and before its end; who may, its procedure has asked.

    `further`: beyond the extension its rule names, where the law leaves that to a procedure of its own.
    """
    name, on = Matter(matter).label, timezone.localdate(at)
    clock = extensions.require_open(_locked(case).filter(matter=matter, state__in=OPEN_STATES).first(), name)
    events, calendar = queries.events_of(clock), queries.calendar_of(case.bureau_id)
    require = extensions.require_further if further else extensions.require
    require(clock.rule, events, calendar, amount=amount, on=on, name=name)
    _append(clock, EventKind.EXTENDED, on=on, by=by, at=at, amount=amount, reason=reason)
    return recompute(clock)


def may_prolong_further(case: Case, matter: str, *, amount: int, on: date) -> None:
    """Refuse what `prolong` would refuse then."""
    name = Matter(matter).label
    clock = extensions.require_open(queries.open_of(case.pk).filter(matter=matter).first(), name)
    events, calendar = queries.events_of(clock), queries.calendar_of(case.bureau_id)
    extensions.require_further(clock.rule, events, calendar, amount=amount, on=on, name=name)


def _pledge_of(case: Case) -> models.QuerySet[Clock]:
    return _locked(case).filter(matter=Matter.PLEDGED, state__in=OPEN_STATES)


@transaction.atomic
def void(event: ClockEvent, *, reason: str, by: User | None, at: datetime) -> Clock:
    """Correct the history: the event no longer holds, but stays to be read."""
    clock = Clock.objects.select_for_update().get(pk=event.clock_id)
    if not clock.events.filter(kind=EventKind.VOIDED, about=event).exists():
        _append(clock, EventKind.VOIDED, on=timezone.localdate(at), by=by, at=at, about_id=event.pk, reason=reason)
    return recompute(clock)


@transaction.atomic
def expire(pk: int, *, at: datetime) -> Clock | None:
    """Mark a running clock as past its end, or return None if another worker came first or it is not."""
    clock = Clock.objects.select_for_update().get(pk=pk)
    if clock.state != ClockState.RUNNING or clock.due_at > at or clock.expired_on is not None:
        return None
    clock.expired_on = timezone.localdate(at)
    clock.save(update_fields=["expired_on"])
    return clock


def recompute(clock: Clock) -> Clock:
    """Store the answer the events give now; a moved due day begins a new epoch."""
    _answer(clock, queries.events_of(clock), queries.calendar_of(clock.case.bureau_id))
    clock.save()
    return clock


ANSWERS = (
    "due_on", "warn_on", "due_at", "warn_at", "provisional", "state", "started_at", "stopped_on", "stopped_at", "epoch",
    "expired_on",
)  # fmt: skip


@transaction.atomic(savepoint=False)
def recompute_open(among: models.Q) -> int:
    """The same for many open clocks, their case rows locked in one order; returns how many."""
    open_ones = Clock.objects.filter(among, state__in=OPEN_STATES)
    cases = Case.objects.filter(pk__in=open_ones.values("case")).order_by("pk")
    list(cases.select_for_update().values_list("pk"))
    clocks = list(open_ones.select_for_update(of=("self",)).order_by("pk").prefetch_related("rule", "case", "events"))
    calendar = cache(queries.calendar_of)
    for clock in clocks:
        _answer(clock, list(clock.events.all()), calendar(clock.case.bureau_id))
    rows.update(clocks, ANSWERS)
    return len(clocks)


def _answer(clock: Clock, events: list[ClockEvent], calendar: Calendar) -> None:
    history = fold.fold(events)
    reading = fold.read(clock.rule, history, calendar)
    if clock.pk and clock.due_at != reading.due_at:
        clock.epoch += 1
        clock.expired_on = None
    clock.due_on, clock.warn_on = reading.due_on, reading.warn_on
    clock.due_at, clock.warn_at = reading.due_at, reading.warn_at
    clock.provisional, clock.state = reading.provisional, reading.state
    clock.started_at, clock.stopped_on, clock.stopped_at = history.started_at, history.stopped_on, history.stopped_at


def _locked(case: Case) -> models.QuerySet[Clock]:
    """The clocks of a case, locked after the case row its caller holds."""
    return Clock.objects.select_for_update(of=("self",)).filter(case=case).select_related("rule", "case").order_by("pk")


def _append(clock: Clock, kind: str, **facts: object) -> ClockEvent:
    return ClockEvent.objects.create(clock=clock, kind=kind, **facts)
