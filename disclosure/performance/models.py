"""One row an ended case: an answer worked out from its clocks and its log, which one command proves again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from disclosure.performance.enums import Variant


class PledgeRecord(models.Model):
    """Whether an application that came to its decision kept every limit, and in whose hands its days were."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="pledge_record")
    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="+")
    variant = models.CharField(_("文件类别"), max_length=16, choices=Variant.choices)
    received_on = models.DateField(_("收件日期"))
    ended_on = models.DateField(_("办结日期"))
    # The earlier of pledge and law, as it was promised to the applicant.
    promised_on = models.DateField(_("承诺办结日期"))
    kept = models.BooleanField(_("按期"))
    late_days = models.PositiveIntegerField(_("误期天数"), default=0, help_text=_("自然日"))
    net = models.PositiveIntegerField(_("净用时"), help_text=_("工作日，扣除承诺时限不计入的时间"))
    # From the day after receipt to the day of the end, each in one hand.
    window_days = models.PositiveIntegerField(_("窗口"), default=0)
    bureau_days = models.PositiveIntegerField(_("审批科室"), default=0)
    third_days = models.PositiveIntegerField(_("第三方"), default=0)
    public_days = models.PositiveIntegerField(_("公示"), default=0)
    applicant_days = models.PositiveIntegerField(_("申请人"), default=0)
    elapsed_days = models.PositiveIntegerField(_("总历时"), help_text=_("自然日，从收件到办结，一天不扣"))

    # How often the window sent it back for correction, and what for: points of its check list, parted by spaces.
    corrections = models.PositiveSmallIntegerField(_("补正次数"), default=0)
    reasons = models.CharField(_("补正的原因"), max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-ended_on", "case"], name="pledge_record_newest"),
            models.Index(fields=["-ended_on", "case"], condition=Q(kept=False), name="pledge_record_missed"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ended_on__gte=F("received_on")), name="pledge_record_runs_forward"),
            models.CheckConstraint(condition=Q(corrections__gte=1) | Q(reasons=""), name="what_came_back_had_a_reason"),
            models.CheckConstraint(condition=Q(kept=False) | Q(late_days=0), name="pledge_kept_is_not_late"),
            models.CheckConstraint(
                condition=Q(
                    elapsed_days=F("window_days")
                    + F("bureau_days")
                    + F("third_days")
                    + F("public_days")
                    + F("applicant_days")
                ),
                name="pledge_record_days_add_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.ended_on}"


class Explanation(models.Model):
    """Why a promise was missed, in the bureau's own words for the public; a later one stands before an earlier."""

    record = models.ForeignKey(PledgeRecord, models.PROTECT, related_name="explanations")
    text = models.CharField(_("原因"), max_length=300)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text


class Reckoning(models.Model):
    """When the record was last brought up to date, and how many rows that added; the pages' ETags are made of it."""

    at = models.DateTimeField(_("时间"))
    number = models.PositiveBigIntegerField(_("版次"), default=0)

    def __str__(self) -> str:
        return str(self.at)
