"""竣工环保验收 by the bureau, of the years in which it was an approval of its own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.aftercare.states import Facility, Outcome


class CompletionCheck(models.Model):
    """One such check as the bureau's papers have it; it is a case."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="completion_check")
    facility = models.CharField(_("验收的设施"), max_length=10, choices=Facility.choices)
    received_on = models.DateField(_("收到日期"))
    due_on = models.DateField(_("最后一天"))
    decided_on = models.DateField(_("决定日期"))
    outcome = models.CharField(_("结论"), max_length=12, choices=Outcome.choices)
    words = models.CharField(_("验收意见"), max_length=4000)
    document_number = models.CharField(_("文号"), max_length=100)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_on__gte=F("received_on")), name="completion_check_is_decided_after_receipt"
            ),
            models.CheckConstraint(condition=~Q(document_number=""), name="completion_check_has_its_letter"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="completion_check_has_its_outcome"),
        ]

    def __str__(self) -> str:
        return str(self.case)
