"""What is to be measured, what was taken, what was found."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.monitoring.flow import MonitoringFlow
from enforcement.monitoring.states import Reason, State


class Monitoring(MonitoringFlow):
    """One order to a laboratory; it is a case, linked to the case that wants it."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="monitoring")
    reason = models.CharField(_("用途"), max_length=20, choices=Reason.choices)
    place = models.CharField(_("监测地点"), max_length=200)
    laboratory = models.CharField(_("承担监测的机构"), max_length=100)
    task = models.CharField(_("要求"), max_length=1000, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="monitoring_asked")
    report_number = models.CharField(_("报告编号"), max_length=60, blank=True)
    # 检验检测机构资质认定 (CMA): without it a report proves nothing.
    laboratory_mark = models.CharField(_("资质认定证书编号"), max_length=60, blank=True)
    reported_on = models.DateField(_("报告日期"), null=True, blank=True)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("监测报告")
    )
    judged_why = models.CharField(_("审核意见"), max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=MonitoringFlow.known_states(), name="monitoring_is_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.REPORTED, State.ACCEPTED])
                | (Q(reported_on__isnull=False, document__isnull=False) & ~Q(report_number="")),
                name="monitoring_is_reported_with_number_day_and_file",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)


class Parameter(models.Model):
    """What is to be measured, and between which limits by which standard; None: no limit on that side."""

    monitoring = models.ForeignKey(Monitoring, models.PROTECT, related_name="parameters")
    name = models.CharField(_("项目"), max_length=60)
    unit = models.CharField(_("单位"), max_length=20, blank=True)
    low = models.DecimalField(_("下限"), max_digits=14, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(_("上限"), max_digits=14, decimal_places=6, null=True, blank=True)
    standard = models.CharField(_("依据的标准"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["monitoring", "name"], name="monitoring_measures_a_parameter_once"),
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(high__gte=F("low")), name="parameter_limits_are_in_order"
            ),
            models.CheckConstraint(
                condition=Q(low=None, high=None) | ~Q(standard=""), name="parameter_limit_names_its_standard"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def limits(self) -> str:
        """Its limits as a paper prints them, e.g. ≥6 ≤9; "" where there is none."""
        ends = (("≥", self.low), ("≤", self.high))
        return " ".join(f"{sign}{Decimal(limit).normalize():f}" for sign, limit in ends if limit is not None)


class Sample(models.Model):
    """What was taken, when, where, by which two people, and who stood by for the enterprise."""

    monitoring = models.ForeignKey(Monitoring, models.PROTECT, related_name="samples")
    code = models.CharField(_("样品编号"), max_length=40)
    point = models.CharField(_("采样点位"), max_length=100)
    taken_at = models.DateTimeField(_("采样时间"))
    taken_by = models.CharField(_("采样人"), max_length=120)
    witness = models.CharField(_("在场的企业人员"), max_length=120, blank=True)
    # 拒绝到场或者拒绝签名的，在笔录中注明: what stands there instead of a signature.
    unsigned_why = models.CharField(_("没有签名的原因"), max_length=200, blank=True)
    kept = models.CharField(_("保存和交接"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["monitoring", "code"], name="sample_has_its_own_code"),
            models.CheckConstraint(condition=~Q(witness="") | ~Q(unsigned_why=""), name="sample_says_who_stood_by"),
        ]

    def __str__(self) -> str:
        return self.code


class Result(models.Model):
    """What was found of one parameter in one sample; `is_below`: not found, the value is the limit of detection."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="results")
    parameter = models.ForeignKey(Parameter, models.PROTECT, related_name="results")
    value = models.DecimalField(_("结果"), max_digits=14, decimal_places=6)
    is_below = models.BooleanField(_("未检出"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sample", "parameter"], name="parameter_is_found_once_in_a_sample"),
            models.CheckConstraint(condition=Q(value__gte=0), name="nothing_is_found_below_nothing"),
        ]

    def __str__(self) -> str:
        return f"{'<' if self.is_below else ''}{Decimal(self.value).normalize():f}"
