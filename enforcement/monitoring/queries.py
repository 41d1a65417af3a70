"""Reads with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from enforcement.monitoring.models import Monitoring, Result
from enforcement.monitoring.states import FOR, KIND, State
from envportal.cases.models import Case
from envportal.cases.queries import OPEN_FIRST, visible_to
from envportal.deadlines.enums import OPEN_STATES
from envportal.deadlines.models import Clock

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import User


def visible(user: User, on: date) -> QuerySet[Monitoring]:
    """The orders somebody may see, with the clocks that run, the open ones first."""
    seen = visible_to(user, on, "monitoring.view").order_by().values("pk")
    its_clocks = Clock.objects.filter(state__in=OPEN_STATES).order_by("due_on", "pk")
    rows = Monitoring.objects.filter(case__in=seen).select_related("case__enterprise", "case__holder", "case__bureau")
    rows = rows.prefetch_related(Prefetch("case__clocks", its_clocks, to_attr="running"))
    return rows.order_by(OPEN_FIRST, "-pk")


def results(monitoring: Monitoring) -> list[Result]:
    """What was found, by sample and parameter in the order they were asked for."""
    found = Result.objects.filter(sample__monitoring=monitoring).select_related("sample", "parameter")
    return list(found.order_by("sample__code", "parameter__pk"))


def wanted_by(case: Case) -> QuerySet[Monitoring]:
    """The monitoring a case asked for, oldest first."""
    return Monitoring.objects.filter(case__links_to__source=case, case__links_to__why=FOR).order_by("pk")


def near(case: Case) -> QuerySet[Monitoring]:
    """The monitoring a case may look at: asked for by it, or by the cases it came from, up to two before it."""
    before = Case.objects.filter(links_from__target=case).exclude(kind=KIND).values("pk")
    further = Case.objects.filter(links_from__target__in=before).exclude(kind=KIND).values("pk")
    asked_by = Q(case__links_to__source=case) | Q(case__links_to__source__in=before)
    rows = Monitoring.objects.filter(asked_by | Q(case__links_to__source__in=further), case__links_to__why=FOR)
    return rows.select_related("case").distinct().order_by("pk")


def source_of(monitoring: Monitoring) -> Case | None:
    """The case that wanted it."""
    return Case.objects.filter(links_from__target=monitoring.case_id, links_from__why=FOR).first()


def evidence_of(case: Case) -> QuerySet[Monitoring]:
    """The reports a case may rest on: asked for by it, and accepted."""
    return wanted_by(case).filter(state=State.ACCEPTED).select_related("case", "document")
