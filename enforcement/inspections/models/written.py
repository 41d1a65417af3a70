"""What a visit leaves in writing: findings, advice with its end, the enterprise's answer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enforcement.inspections.models.visits import Visit
from enforcement.inspections.states import AdviceState, Result


class Finding(models.Model):
    """What was seen of one item of a check list."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings")
    item = models.ForeignKey("inspections.CheckItem", models.PROTECT, related_name="findings")
    result = models.CharField(_("结果"), max_length=5, choices=Result.choices)
    words = models.CharField(_("情况"), max_length=1000, blank=True)
    noted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("记录时间"))

    class Meta:
        ordering: ClassVar = ["item__check_list", "item__number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visit", "item"], name="item_is_found_once_in_a_visit"),
            models.CheckConstraint(
                condition=~Q(result=Result.NOT) | ~Q(words=""), name="what_does_not_comply_is_described"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} · {self.get_result_display()}"


class Advice(models.Model):
    """One thing advised: whose it is, by when, and how it ended."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="advice")
    number = models.PositiveSmallIntegerField(_("序号"))
    text = models.CharField(_("建议"), max_length=1000)
    owner = models.CharField(_("企业责任人"), max_length=60)
    section = models.ForeignKey("accounts.Section", models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("最后一天"))
    state = models.CharField(_("状态"), max_length=10, choices=AdviceState.choices, default=AdviceState.OPEN)
    duty = models.OneToOneField("duties.Duty", models.PROTECT, null=True, blank=True, related_name="advice")
    # What the enterprise says: how it was done, or why it is not followed.
    words = models.CharField(_("企业说明"), max_length=2000, blank=True)
    ended_why = models.CharField(_("处理意见"), max_length=2000, blank=True)
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("处理时间"), null=True, blank=True)
    order_case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="advice_passed")

    class Meta:
        ordering: ClassVar = ["visit", "number"]
        verbose_name_plural = "advice"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visit", "number"], name="advice_of_a_visit_has_a_number_once"),
            models.CheckConstraint(condition=Q(state__in=AdviceState.values), name="advice_is_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state__in=[AdviceState.REFUSED, AdviceState.DECLINED]) | ~Q(words=""),
                name="advice_is_declined_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[AdviceState.DONE, AdviceState.DECLINED, AdviceState.PASSED])
                | Q(ended_by__isnull=False, ended_at__isnull=False),
                name="advice_is_ended_by_somebody_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=AdviceState.PASSED) | Q(order_case__isnull=False),
                name="advice_is_passed_on_to_an_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Answer(models.Model):
    """What the enterprise says to the feedback."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="answers")
    words = models.TextField(_("意见"), max_length=4000)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return self.words[:60]
