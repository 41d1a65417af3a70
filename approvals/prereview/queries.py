"""Reads with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Prefetch

from approvals.prereview.models import PreReview
from approvals.prereview.states import DRAFT_DOCUMENT, OPEN, UNSEEN, State
from envportal.accounts.queries import applicants_of
from envportal.cases.models import Case
from envportal.cases.queries import APPLICATION, OPEN_FIRST, PRE_REVIEW, visible_to
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.documents.models import Document

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau, Enterprise, User


def visible(user: User, on: date) -> QuerySet[PreReview]:
    """What this person may see, with all a page reads of the case; a discarded draft is in no list."""
    seen = visible_to(user, on, "prereview.view").order_by().values("pk")
    found = PreReview.objects.filter(case__in=seen).exclude(state=State.DISCARDED)
    return found.select_related(
        "case__bureau", "case__section", "case__holder", "case__enterprise", "case__project", "answered_by"
    )


def of_asker(user: User, on: date) -> QuerySet[PreReview]:
    """Own pre-reviews and those of enterprises that let this unit act, drafts first, then newest."""
    mine = visible(user, on).filter(case__enterprise__in=applicants_of(user, on))
    return mine.order_by(F("case__opened_on").desc(nulls_first=True), "-pk")


def on_desk(user: User, on: date) -> QuerySet[PreReview]:
    """Those handed in, each with its clock: the open ones by what is due first, then the closed ones, newest first."""
    its_clock = Clock.objects.filter(matter=Matter.PRE_REVIEW).select_related("rule").prefetch_related("events")
    rows = visible(user, on).exclude(state__in=UNSEEN)
    rows = rows.prefetch_related(Prefetch("case__clocks", its_clock.order_by("pk"), to_attr="own_clocks"))
    return rows.order_by(OPEN_FIRST, "case__clocks__due_on", "pk")


def running_application(enterprise: Enterprise, project_name: str) -> Case | None:
    """An application of the enterprise for a project of this name that was filed and is not over."""
    filed = Case.objects.filter(enterprise=enterprise, kind__startswith=APPLICATION, opened_on__isnull=False)
    return filed.filter(closed_on=None, project__name__iexact=project_name).order_by("pk").first()


def open_pre_review(enterprise: Enterprise, bureau: Bureau, project_name: str) -> Case | None:
    """The pre-review of a project of this name that is before the bureau."""
    mine = Case.objects.filter(kind=PRE_REVIEW, enterprise=enterprise, bureau=bureau, prereview__state__in=OPEN)
    return mine.filter(project__name__iexact=project_name).order_by("pk").first()


def answered_for(enterprise: Enterprise, bureau: Bureau) -> QuerySet[PreReview]:
    """The answered pre-reviews of an enterprise at a bureau, newest first: an application may follow one of them."""
    mine = PreReview.objects.filter(case__enterprise=enterprise, case__bureau=bureau, state=State.ANSWERED)
    return mine.select_related("case").order_by("-answered_on", "-pk")


def files(found: PreReview) -> QuerySet[Document]:
    """What was uploaded and neither replaced nor taken out again, oldest first."""
    mine = Document.objects.filter(case=found.case, kind=DRAFT_DOCUMENT, replaced_by=None)
    return mine.order_by("uploaded_at", "pk")
