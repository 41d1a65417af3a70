"""Cases that belong together, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from envportal.cases.models import Case, CaseLink

if TYPE_CHECKING:
    from django.db.models import QuerySet

# The kind of a case that is a pre-application review, and the reason of its link to the application that follows it.
PRE_REVIEW = "pre_review"
# The kind of a case that is a meeting of the bureau: it hangs on nobody's project.
MEETING = "meeting"
BULLETIN = "bulletin"
# What the bureau writes of its own accord: it has a number and a log, nobody applied, and no day is kept or missed.
# What follows an approval runs for years and promises nobody a day; its duties have lists of their own.
AFTERCARE = "aftercare"
# What the bureau found wrong with itself has its last day as a duty.
SELF_EXAMINATION = "self_examination"
# 包项目: who looks after a project; what is done with it are cases of their own.
KEY_PROJECT = "key_project"
# 协助向上报批: a case another bureau decides; ours is the errand alone.
ERRAND = "errand"
# Somebody comes at an hour of their own choice.
APPOINTMENT = "appointment"
# 专项资金: an application for money somebody else decides on.
FUND = "fund"
OF_THE_HOUSE = (MEETING, BULLETIN, AFTERCARE, SELF_EXAMINATION, KEY_PROJECT, APPOINTMENT)
# How the kinds of cases begin that are applications for the approval of an EIA document.
APPLICATION = "eia_"


def pre_reviews_of(case: Case) -> QuerySet[Case]:
    """The pre-application reviews an application follows, oldest first."""
    return Case.objects.filter(links_from__target=case, links_from__why=PRE_REVIEW).order_by("opened_on", "pk")


def applications_after(case: Case) -> QuerySet[Case]:
    """The applications filed after a pre-application review, oldest first; drafts are their applicant's alone."""
    followed = Case.objects.filter(links_to__source=case, links_to__why=PRE_REVIEW, opened_on__isnull=False)
    return followed.order_by("opened_on", "pk")


def linked(case: Case) -> list[Case]:
    """The cases that belong to it, from either side."""
    ends = CaseLink.objects.filter(Q(source=case) | Q(target=case)).values_list("source", "target")
    found = {pk for pair in ends for pk in pair} - {case.pk}
    return list(Case.objects.filter(pk__in=found).order_by("pk"))
