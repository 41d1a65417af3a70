"""Reads with a name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q

from envportal.accounts.models import User
from envportal.accounts.queries import applicants_of
from envportal.accounts.rules import matrix
from envportal.cases.queries import visible_to
from envportal.duties.enums import UNDONE, Bearer, State
from envportal.duties.models import Duty

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.cases.models import Case
    from envportal.duties.enums import Awaited

# So many days before its last day a duty is reminded of.
REMIND_DAYS = 7
SHARED = ("case__bureau", "case__section", "case__holder", "enterprise", "section", "holder")


def of(case: Case) -> QuerySet[Duty]:
    """Every duty a case has brought about, by its last day, those without one at the end."""
    rows = Duty.objects.filter(case=case).select_related("case", "section", "holder", "passed_to")
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def undone(bearer: Bearer | None = None) -> QuerySet[Duty]:
    """What is still to be done, by anybody or by one side."""
    rows = Duty.objects.filter(state__in=UNDONE).select_related("case", "enterprise", "section", "holder")
    return (rows.filter(bearer=bearer) if bearer else rows).order_by("due_on", "pk")


def awaiting(case: Case, event: Awaited) -> QuerySet[Duty]:
    """The duties of a case that get their last day when something happens."""
    return Duty.objects.filter(case=case, state=State.AWAITING, awaits=event).order_by("pk")


def visible(user: User, on: date) -> QuerySet[Duty]:
    """What this person may see, by its last day, those without one at the end."""
    seen = visible_to(user, on, "duty.view").order_by().values("pk")
    rows = Duty.objects.filter(case__in=seen).select_related(*SHARED)
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def mine(user: User, on: date) -> QuerySet[Duty]:
    """What one's own enterprise has to do, and those that let this unit act; the bureau's visits are the bureau's.

    A case of many enterprises is nobody's own: each finds its own duties of it.
    """
    seen = visible_to(user, on, "duty.view").order_by().values("pk")
    theirs = Q(case__in=seen) | Q(case__enterprise=None, enterprise=user.enterprise_id)
    rows = Duty.objects.filter(theirs, bearer=Bearer.ENTERPRISE, enterprise__in=applicants_of(user, on))
    rows = rows.select_related(*SHARED)
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def overdue(on: date) -> Q:
    """Open on a day after its last one: a day that is reported in time is not late while the bureau looks."""
    return Q(state=State.OPEN, due_on__lt=on)


def to_remind(on: date) -> QuerySet[Duty]:
    near = Duty.objects.filter(state=State.OPEN, due_on__gte=on, due_on__lte=on + timedelta(days=REMIND_DAYS))
    return near.filter(reminded_at=None).order_by("due_on", "pk")


def to_mark(on: date) -> QuerySet[Duty]:
    return Duty.objects.filter(overdue(on), overdue_at=None).order_by("due_on", "pk")


def to_tell_handed() -> QuerySet[Duty]:
    """Handed over, and who holds it now was not told yet."""
    handed = Duty.objects.filter(handed_at__isnull=False, handed_told_at=None, state__in=UNDONE)
    return handed.order_by("pk")


def to_tell_reopened() -> QuerySet[Duty]:
    """Found not done, and the enterprise was not told yet."""
    return Duty.objects.filter(reopened_at__isnull=False, reopened_told_at=None).order_by("pk")


def keepers(duty: Duty) -> QuerySet[User]:
    """Who of the bureau may look after duties, but for who holds this one."""
    roles = [role for role, code in matrix()["duty.keep"].items() if code != "-"]
    people = User.objects.filter(is_active=True, bureau=duty.case.bureau_id, grants__role__in=roles)
    others = people.exclude(pk=duty.holder_id) if duty.holder_id else people
    return others.select_related("section").distinct().order_by("name", "pk")
