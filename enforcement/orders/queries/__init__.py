"""Reads with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch

from enforcement.orders.models import Order, Penalty, Sealing
from enforcement.orders.states import SealingState
from envportal.cases.models import Case
from envportal.cases.queries import OPEN_FIRST, visible_to
from envportal.deadlines.enums import OPEN_STATES
from envportal.deadlines.models import Clock

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import User

VIEW = "enforce.view"


def _seen(user: User, on: date) -> QuerySet[Case, int]:
    return visible_to(user, on, VIEW).order_by().values("pk")  # type: ignore[return-value]


def _with_clocks() -> Prefetch[str]:
    running = Clock.objects.filter(state__in=OPEN_STATES).select_related("rule").order_by("due_on", "pk")
    return Prefetch("case__clocks", running, to_attr="running")


ROW = ("case__bureau", "case__enterprise", "case__holder", "case__section")


def orders(user: User, on: date) -> QuerySet[Order]:
    """The orders somebody may see, the open ones first."""
    rows = Order.objects.filter(case__in=_seen(user, on)).select_related(*ROW, "drafted_by", "signed_by", "letter")
    if user.enterprise_id is not None:
        rows = rows.filter(letter__isnull=False)
    return rows.prefetch_related(_with_clocks()).order_by(OPEN_FIRST, "-pk")


def penalties(user: User, on: date) -> QuerySet[Penalty]:
    """The penalty cases somebody may see, the open ones first."""
    rows = Penalty.objects.filter(case__in=_seen(user, on)).select_related(
        *ROW, "opened_by", "notice", "decision", "beside__case"
    )
    if user.enterprise_id is not None:
        # What is only looked into is the bureau's own until the party is told.
        rows = rows.filter(notice__isnull=False)
    return rows.prefetch_related(_with_clocks()).order_by(OPEN_FIRST, "-pk")


def persons(unit: Penalty) -> QuerySet[Penalty]:
    """The persons responsible beside a unit, each with its own case."""
    return unit.persons.select_related("case").order_by("pk")


def sealings(user: User, on: date) -> QuerySet[Sealing]:
    """The sealings somebody may see, those in force first by their last day."""
    rows = Sealing.objects.filter(case__in=_seen(user, on)).select_related(*ROW, "first", "second", "letter")
    if user.enterprise_id is not None:
        rows = rows.filter(letter__isnull=False)
    return rows.prefetch_related(_with_clocks()).order_by(OPEN_FIRST, "ends_on", "-pk")


def over(on: date) -> QuerySet[Sealing]:
    """Sealings in force whose days are over: they are to be lifted."""
    rows = Sealing.objects.filter(state=SealingState.IN_FORCE, ends_on__lt=on).select_related("case__bureau")
    return rows.order_by("ends_on", "pk")


def sources_of(case: Case) -> QuerySet[Case]:
    """The cases this one came from: visits, orders, monitoring reports."""
    return Case.objects.filter(links_from__target=case).order_by("pk").distinct()


def led_to(case: Case) -> QuerySet[Case]:
    """The cases that came from this one."""
    return Case.objects.filter(links_to__source=case).order_by("pk").distinct()
