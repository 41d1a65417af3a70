"""Reads with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Min, Q

from approvals.aftercare.models import Aftercare, CompletionCheck, Draw, Milestone, Phase, Plan, ReExamination
from approvals.aftercare.states import MAJOR_CHANGE, State, Step
from envportal.accounts.queries import applicants_of
from envportal.cases.models import Case
from envportal.cases.queries import OPEN_FIRST, visible_to
from envportal.duties.register import UNDONE, Bearer

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau, User


def visible(user: User, on: date, action: str = "aftercare.view") -> QuerySet[Aftercare]:
    """What this person may see, with all a page reads of the case."""
    seen = visible_to(user, on, action).order_by().values("pk")
    rows = Aftercare.objects.filter(case__in=seen)
    return rows.select_related(
        "case__bureau", "case__section", "case__holder", "case__enterprise", "case__project", "origin"
    )


def listed(user: User, on: date) -> QuerySet[Aftercare]:
    """Those this person may see, by what is due first, the ended ones last."""
    undone = Q(case__duties__state__in=UNDONE)
    rows = visible(user, on, "aftercare.view_list").annotate(
        next_due=Min("case__duties__due_on", filter=undone), left=Count("case__duties", filter=undone),
        ours=Count("case__duties", filter=undone & Q(case__duties__bearer=Bearer.BUREAU)),
        reports=Count("case__duties", filter=Q(case__duties__state="reported")),
    )  # fmt: skip
    return rows.order_by(OPEN_FIRST, F("next_due").asc(nulls_last=True), "pk")


def mine(user: User, on: date) -> QuerySet[Aftercare]:
    """Of one's own enterprise and of those that let this unit act."""
    return listed(user, on).filter(case__enterprise__in=applicants_of(user, on))


def known(phase: Phase) -> dict[str, Milestone]:
    """What stands of a phase by its step: the newest row of each, corrections taken in."""
    return {one.step: one for one in standing(phase)}


def standing(phase: Phase) -> QuerySet[Milestone]:
    rows = Milestone.objects.filter(phase=phase, corrected_by=None)
    return rows.select_related("document", "by").order_by("on", "pk")


def has_started(care: Aftercare, but: Phase | None = None) -> bool:
    """Whether work has begun on any phase, or on any other than one."""
    rows = Milestone.objects.filter(phase__aftercare=care, step=Step.STARTED)
    return (rows.exclude(phase=but) if but else rows).exists()


def agreed_re_examination(care: Aftercare) -> date | None:
    """The day of the last answer that agreed."""
    rows = ReExamination.objects.filter(aftercare=care, agrees=True, answered_on__isnull=False)
    return rows.order_by("-answered_on").values_list("answered_on", flat=True).first()


def waiting_re_examination(care: Aftercare) -> ReExamination | None:
    return care.re_examinations.filter(answered_on=None).first()


def unapproved_changes(care: Aftercare) -> int:
    """Changes not judged yet, and major ones where no approval came after the one that was changed."""
    # What was approved has an aftercare of its own that runs.
    approved = Aftercare.objects.exclude(state=State.ENDED).values("origin")
    waits = Q(is_major=None) | Q(is_major=True) & (Q(new_case=None) | ~Q(new_case__in=approved))
    return care.changes.filter(waits).count()


def new_applications(care: Aftercare) -> QuerySet[Case]:
    """The applications a major change led to."""
    return Case.objects.filter(links_to__source=care.approval_case, links_to__why=MAJOR_CHANGE).order_by("pk")


def plan_on(bureau: Bureau, on: date) -> Plan | None:
    return Plan.objects.filter(bureau=bureau, valid_from__lte=on).order_by("-valid_from").first()


def plans(bureau: Bureau | None) -> QuerySet[Plan]:
    return Plan.objects.filter(bureau=bureau).select_related("set_by").order_by("-valid_from", "-pk")


def draws() -> QuerySet[Draw]:
    """Every draw, the newest first: who was looked at and who was not."""
    rows = Draw.objects.select_related("plan__bureau", "phase__aftercare__case__project")
    return rows.order_by("-on", "-pk")


def completion_checks(user: User, on: date) -> QuerySet[CompletionCheck]:
    seen = visible_to(user, on, "aftercare.view_list").order_by().values("pk")
    rows = CompletionCheck.objects.filter(case__in=seen).select_related("case__enterprise", "case__holder", "document")
    return rows.order_by("-decided_on", "-pk")
