"""The pre-application review and the points of its answer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.prereview.flow import PreReviewFlow
from approvals.prereview.states import ASKED_KINDS, UNSEEN, Outcome, State
from envportal.accounts.models import Enterprise
from envportal.cases.models import Project


class PreReview(PreReviewFlow):
    """申请前审查: not yet an application; it is a case."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="prereview")
    document_kind = models.CharField(_("拟报的环评文件"), max_length=12, choices=ASKED_KINDS)
    question = models.TextField(_("想请本局先看什么"), max_length=2000)
    asked_at = models.DateTimeField(_("提出时间"), null=True, blank=True)

    more_asked = models.TextField(_("请补充什么"), max_length=1000, blank=True)
    more_asked_on = models.DateField(_("请补充的日期"), null=True, blank=True)
    supplied = models.TextField(_("补充说明"), max_length=2000, blank=True)
    supplied_on = models.DateField(_("补充日期"), null=True, blank=True)

    outcome = models.CharField(_("答复结论"), max_length=16, choices=Outcome.choices, blank=True)
    opinion = models.TextField(_("答复"), max_length=4000, blank=True)
    other_authority = models.CharField(_("应当找哪个机关"), max_length=200, blank=True)
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=PreReviewFlow.known_states(), name="pre_review_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(UNSEEN)) | Q(asked_at__isnull=False),
                name="pre_review_past_draft_was_asked_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=State.ANSWERED, outcome__in=Outcome.values, answered_on__isnull=False)
                & Q(answered_by__isnull=False)
                & ~Q(opinion="")
                | ~Q(state=State.ANSWERED) & Q(outcome="", answered_on=None, answered_by=None),
                name="answered_pre_review_has_a_day_a_person_and_words",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.OTHER_AUTHORITY) | ~Q(other_authority=""),
                name="pre_review_sent_elsewhere_names_the_authority",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def owner(self) -> Enterprise:
        """Who asks: a pre-application review always has an enterprise, though a case need not."""
        if self.case.enterprise is None:
            raise Enterprise.DoesNotExist
        return self.case.enterprise

    @property
    def project(self) -> Project:
        """What it is about: it always has a project, though a case need not."""
        if self.case.project is None:
            raise Project.DoesNotExist
        return self.case.project


class Point(models.Model):
    """One point of the answer: what, by which rule, how to mend it."""

    pre_review = models.ForeignKey(PreReview, models.PROTECT, related_name="points")
    what = models.CharField(_("问题"), max_length=300)
    rule = models.CharField(_("依据"), max_length=200)
    remedy = models.CharField(_("怎么改"), max_length=300)

    def __str__(self) -> str:
        return self.what
