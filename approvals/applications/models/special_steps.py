"""What others examine for the bureau while its clocks stand still."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from envportal.deadlines.enums import Ground

KINDS = [(ground.value, ground.label) for ground in (Ground.EXPERT_REVIEW, Ground.TECHNICAL_ASSESSMENT)]


class SpecialStep(models.Model):
    """专家评审 or 技术评估: commissioned by the officer, confirmed by the head, paid for by the bureau."""

    application = models.ForeignKey("applications.Application", models.PROTECT, related_name="special_steps")
    # The ground on which the clocks stop meanwhile (行政许可法第45条).
    kind = models.CharField(_("特殊环节"), max_length=30, choices=KINDS, default=Ground.EXPERT_REVIEW.value)
    reason = models.CharField(_("为什么需要"), max_length=300)
    entrusted_to = models.CharField(_("由谁评审或评估"), max_length=200)
    planned_days = models.PositiveSmallIntegerField(_("预计天数（自然日）"))
    commissioned_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    commissioned_at = models.DateTimeField(_("提出时间"))
    confirmed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    letter = models.ForeignKey("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    paused_from = models.DateField(_("停表首日"), null=True, blank=True)
    filed_on = models.DateField(_("意见提交日期"), null=True, blank=True)
    opinion = models.TextField(_("结论"), max_length=4000, blank=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(_("取消时间"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("commissioned_by")),
                name="special_step_is_confirmed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(planned_days__gte=1, planned_days__lte=180), name="special_step_has_a_length"
            ),
            models.UniqueConstraint(
                fields=["application", "kind"],
                condition=Q(filed_on=None, cancelled_at=None),
                name="one_special_step_of_a_kind_runs_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.entrusted_to}"

    @property
    def planned_until(self) -> date | None:
        """The last day its letter named; None while it stops no clock."""
        return None if self.paused_from is None else self.paused_from + timedelta(days=self.planned_days - 1)
