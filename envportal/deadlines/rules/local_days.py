"""Who may enter a bureau's own day, and who agrees to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from envportal.deadlines.models import CalendarDay, DayProposal
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import Bureau, User


class DayIsProposed(Refused):
    """The day waits for a second person, or stands already."""


class DayIsPast(Refused):
    """A bureau does not undo a missed limit by a day of its own."""


class DayNeedsSecondPerson(Refused):
    """Whoever entered a day does not agree to it."""


class DayIsDecided(Refused):
    """Somebody has decided on this day."""


def check_propose(user: User, bureau: Bureau) -> bool:
    return user.bureau_id == bureau.pk


def require_new(bureau: Bureau, day: date, *, on: date) -> None:
    if day <= on:
        raise DayIsPast(_("本局的日子最早从明天起：已经过去的届满日不因此改变。"))
    if DayProposal.objects.filter(bureau=bureau, date=day, decided_by=None).exists():
        raise DayIsProposed(_("这一天已有人录入，等另一人决定。"))
    if CalendarDay.objects.filter(bureau=bureau, date=day).exists():
        raise DayIsProposed(_("这一天已经在本局的日历中。"))


def check_decide(user: User, proposal: DayProposal) -> bool:
    """False for another bureau's people; refused to whoever entered it, and once it is decided."""
    if user.bureau_id != proposal.bureau_id:
        return False
    if proposal.decided_by_id is not None:
        raise DayIsDecided(_("这一天已经有人决定。"))
    if proposal.proposed_by_id == user.pk:
        raise DayNeedsSecondPerson(_("这一天由您录入，须由另一人决定。"))
    return True
