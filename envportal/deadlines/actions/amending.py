"""When a clock began or ended is put right: the events that said so are voided, and what was the case is told anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal.deadlines import queries
from envportal.deadlines.actions.clocks import recompute
from envportal.deadlines.enums import EventKind
from envportal.deadlines.models import Clock, ClockEvent

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User


@transaction.atomic
def restart(clock: Clock, *, since: datetime, reason: str, by: User | None, at: datetime) -> Clock:
    """It began at another minute: the term runs from there, under the rule in force on that day."""
    clock, on = _locked(clock), timezone.localdate(since)
    clock.rule = queries.rule_on(clock.case.bureau, clock.matter, clock.variant, on)
    clock.started_on = on
    return _told_anew(clock, EventKind.STARTED, since, reason=reason, by=by, at=at)


@transaction.atomic
def restop(clock: Clock, *, ended: datetime, reason: str, by: User | None, at: datetime) -> Clock:
    """It ended at another minute than was known when it was stopped."""
    return _told_anew(_locked(clock), EventKind.STOPPED, ended, reason=reason, by=by, at=at)


def _locked(clock: Clock) -> Clock:
    return Clock.objects.select_for_update(of=("self",)).select_related("rule", "case__bureau").get(pk=clock.pk)


def _told_anew(
    clock: Clock, kind: EventKind, instant: datetime, *, reason: str, by: User | None, at: datetime
) -> Clock:  # fmt: skip
    voided = clock.events.filter(kind=EventKind.VOIDED).values("about")
    told = {"by": by, "at": at, "reason": reason}
    for wrong in clock.events.filter(kind=kind).exclude(pk__in=voided):
        day = timezone.localdate(at)
        ClockEvent.objects.create(clock=clock, kind=EventKind.VOIDED, on=day, about=wrong, **told)
    article = clock.rule.basis if kind == EventKind.STARTED else ""
    ClockEvent.objects.create(
        clock=clock, kind=kind, on=timezone.localdate(instant), instant=instant, article=article, **told
    )
    return recompute(clock)
