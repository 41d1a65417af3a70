"""Reconsideration and lawsuit against a penalty decision: from when to when, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.orders.models.penalties import Penalty
from enforcement.orders.states import RemedyKind, RemedyOutcome


class Remedy(models.Model):
    """While it runs nothing is added to the fine (行政处罚法第73条) and the court is not asked."""

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="remedies")
    kind = models.CharField(_("复议或者诉讼"), max_length=16, choices=RemedyKind.choices)
    since = models.DateField(_("受理日期"))
    until = models.DateField(_("文书生效日期"), null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=10, choices=RemedyOutcome.choices, blank=True)
    paper = models.CharField(_("依据的文书"), max_length=200, blank=True)
    # 变更: what the fine was and is, what the decision says now, and the paper that says so.
    was_amount = models.DecimalField(_("变更前的罚款（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    new_amount = models.DecimalField(_("变更后的罚款（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    pay_by = models.DateField(_("另定的缴款最后一天"), null=True, blank=True)
    content = models.CharField(_("变更的内容"), max_length=2000, blank=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None, outcome="") | Q(until__gte=F("since")) & ~Q(outcome=""),
                name="remedy_ends_on_a_day_with_an_outcome",
            ),
            # 行政复议法第63条, 行政诉讼法第77条: a change is never heavier (articles not compared with the print).
            models.CheckConstraint(
                condition=~Q(outcome=RemedyOutcome.CHANGED)
                & Q(was_amount=None, new_amount=None, pay_by=None, content="")
                | Q(outcome=RemedyOutcome.CHANGED, new_amount__gt=0, new_amount__lte=F("was_amount"))
                & ~Q(content="")
                & Q(document__isnull=False),
                name="change_says_what_the_fine_was_and_is",
            ),
            models.UniqueConstraint(fields=["penalty"], condition=Q(until=None), name="one_remedy_runs_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.penalty} {self.get_kind_display()}"
