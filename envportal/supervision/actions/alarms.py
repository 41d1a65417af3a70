"""The clock on the wall under suspicion: hold the sweep, say so once, let it go on when the time is right."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction

from envportal.audit import log
from envportal.messaging import outbox
from envportal.supervision import queries, rules
from envportal.supervision.enums import AlarmKind
from envportal.supervision.models import Alarm

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User

logger = logging.getLogger(__name__)


def is_held(*, before: datetime | None, at: datetime, witness: datetime | None) -> bool:
    """Whether nothing may be raised by this clock; an alarm that no longer holds ends."""
    kind = rules.suspicion(before=before, at=at, witness=witness)
    if kind is None or before is None:
        if queries.open_alarms().exists():
            _end_all(at)
        return False
    if kind == AlarmKind.LEAPT and queries.is_confirmed(before):
        return False
    _raise(kind, before=before, at=at)
    return True


@transaction.atomic
def _raise(kind: AlarmKind, *, before: datetime, at: datetime) -> None:
    """One alarm a fault, with one message to everybody who answers for limits."""
    # While two machines disagree every sweep of the slow one finds a new last sweep: that is one fault, told once.
    if kind == AlarmKind.WENT_BACK and (known := queries.same_fault(kind, before)):
        known.ended_at = None
        known.save(update_fields=["ended_at"])
        return
    alarm, is_new = Alarm.objects.get_or_create(kind=kind, since=before, defaults={"at": at})
    if not is_new:
        return
    logger.error("the clock %s: the last sweep ran at %s, now it is %s; no card is raised", _SAYS[kind], before, at)
    facts = {"kind": kind.value, "since": before, "clock": at}
    log.record(None, "clock_suspected", by=None, at=at, facts=facts, chain=queries.CHAIN)
    context = {"alarm": alarm, "link": "/desk/supervision/pulse/"}
    outbox.post(None, "clock_alarm", to=queries.alarmed(), context=context, at=at)


_SAYS = {AlarmKind.WENT_BACK: "went back", AlarmKind.LEAPT: "leapt ahead"}


@transaction.atomic
def _end_all(at: datetime) -> None:
    for alarm in queries.open_alarms().select_for_update():
        alarm.ended_at = at
        alarm.save(update_fields=["ended_at"])
        log.record(
            None, "clock_trusted", by=None, at=at, facts={"kind": alarm.kind, "since": alarm.since}, chain=queries.CHAIN
        )


@transaction.atomic
def confirm_time(pk: int, *, by: User, at: datetime, key: str | None = None) -> Alarm:
    """Say that the time is right; when two persons have, the next sweep catches up."""
    alarm = Alarm.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return alarm
    rules.check_confirm_time(by, alarm)
    if alarm.first_by is None:
        alarm.first_by, alarm.first_at = by, at
    else:
        alarm.second_by, alarm.second_at, alarm.ended_at = by, at, at
    alarm.save()
    log.record(None, "time_confirmed", by=by, at=at, facts={"alarm": pk, "since": alarm.since}, key=key)
    return alarm
