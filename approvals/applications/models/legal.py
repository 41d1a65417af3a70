"""The legal review of a decision that was heard about or that concerns many (国办发〔2018〕118号)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.applications.states import LegalGround, LegalOutcome


class LegalReview(models.Model):
    """法制审核: one look at the proposal as it stands; a proposal that changes is looked at again."""

    application = models.ForeignKey("applications.Application", models.PROTECT, related_name="legal_reviews")
    ground = models.CharField(_("审核的情形"), max_length=16, choices=LegalGround.choices)
    why = models.CharField(_("具体理由"), max_length=300, blank=True)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("送审时间"))
    outcome = models.CharField(_("审核结论"), max_length=10, choices=LegalOutcome.choices, blank=True)
    opinion = models.TextField(_("审核意见"), max_length=4000, blank=True)
    reviewer = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(_("审核时间"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(reviewed_at=None), name="one_legal_review_waits_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewer=None, outcome="", opinion="")
                | (Q(reviewed_at__isnull=False, reviewer__isnull=False) & ~Q(outcome="") & ~Q(opinion="")),
                name="legal_review_ends_with_person_outcome_and_opinion",
            ),
            models.CheckConstraint(
                condition=Q(reviewer=None) | ~Q(reviewer=F("asked_by")), name="legal_review_is_by_another_person"
            ),
            models.CheckConstraint(
                condition=Q(ground=LegalGround.HEARING) | ~Q(why=""), name="legal_review_says_why_unless_heard"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.get_ground_display()}"
