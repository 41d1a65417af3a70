"""Whether the time of the machine can be true; safety rule F7."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from envportal.refusals import Refused
from envportal.supervision import queries
from envportal.supervision.enums import AlarmKind
from envportal.supervision.rules.cards import NeedsSecondPerson

if TYPE_CHECKING:
    from envportal.accounts.models import User
    from envportal.supervision.models import Alarm

# Two clocks never agree to the second.
TOLERANCE = timedelta(minutes=2)
# A sweep runs every minute: over a day without one was a stop of the machine, or a leap of its clock.
LEAP = timedelta(hours=26)
# Where there is one clock only, nobody can tell the two apart. A machine that was off over the longest holiday
# catches up by itself; beyond that two persons say that the time is right.
ALONE = timedelta(days=10)


class AlarmIsOver(Refused):
    """The time is right again, or was confirmed."""


class TimeWentBack(Refused):
    """Nobody can confirm a time that lies before what was done already."""


def suspicion(*, before: datetime | None, at: datetime, witness: datetime | None) -> AlarmKind | None:
    """What is wrong with the time, by the last sweep and a second clock; None: nothing."""
    if before is None:
        return None
    if at < before - TOLERANCE:
        return AlarmKind.WENT_BACK
    gap = at - before
    if gap <= LEAP or (witness is None and gap <= ALONE):
        return None
    if witness is not None and abs(at - witness) <= TOLERANCE:
        return None
    return AlarmKind.LEAPT


def is_suspect(at: datetime) -> bool:
    """Whether nothing that rests on today's date may happen by itself now."""
    before = queries.last_sweep()
    kind = suspicion(before=before, at=at, witness=queries.database_time())
    return before is not None and kind is not None and not (kind == AlarmKind.LEAPT and queries.is_confirmed(before))


def check_confirm_time(user: User, alarm: Alarm) -> bool:
    if alarm.ended_at is not None:
        raise AlarmIsOver(_("这个警报已经解除。"))
    if alarm.kind == AlarmKind.WENT_BACK:
        raise TimeWentBack(_("系统时间倒退不能确认放行：请把机器时间校准，时间一对就自动恢复巡查。"))
    if alarm.first_by_id == user.pk:
        raise NeedsSecondPerson(_("您已确认过，须由另一人再确认。"))
    return True
