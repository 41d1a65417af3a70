"""Orders to correct a violation, and what their re-inspections found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.orders.flow import OrderFlow
from enforcement.orders.states import OrderState, Outcome


class Order(OrderFlow):
    """责令改正违法行为决定书; it is a case, and no penalty."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="correction_order")
    # The order before it, whose re-inspection found the violation going on.
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="following", verbose_name=_("前一份责令改正")
    )
    violation = models.CharField(_("违法行为"), max_length=40)
    facts = models.TextField(_("违法事实"), max_length=4000)
    evidence = models.JSONField(_("证据"), default=list, blank=True)
    law = models.CharField(_("责令改正的依据"), max_length=300)
    within = models.DateField(_("改正期限"))
    is_person = models.BooleanField(_("当事人是个人"), default=False)
    drafted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("经办人"))
    signed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("签发人")
    )
    signed_on = models.DateField(_("签发日期"), null=True, blank=True)
    letter = models.ForeignKey("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    served_on = models.DateField(_("送达日期"), null=True, blank=True)
    # The last day for the bureau's re-inspection.
    look_by = models.DateField(_("复查最后一天"), null=True, blank=True)
    reported_on = models.DateField(_("企业报告改正的日期"), null=True, blank=True)
    report_words = models.CharField(_("改正情况"), max_length=2000, blank=True)
    ended_why = models.CharField(_("不再执行的理由"), max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=OrderFlow.known_states(), name="order_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state__in=[OrderState.DRAFT, OrderState.ENDED])
                | (Q(signed_by__isnull=False) & Q(signed_on__isnull=False)),
                name="order_stands_by_a_signature",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("drafted_by")), name="order_is_signed_by_a_second_person"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[OrderState.DRAFT, OrderState.SIGNED, OrderState.ENDED])
                | (Q(served_on__isnull=False) & Q(look_by__isnull=False)),
                name="served_order_has_its_day_and_the_last_of_its_re_inspection",
            ),
            models.CheckConstraint(
                condition=~Q(state=OrderState.ENDED) | ~Q(ended_why=""), name="order_ends_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)


class Correction(models.Model):
    """One thing that is to be put right."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="corrections")
    position = models.PositiveSmallIntegerField(_("序号"))
    text = models.CharField(_("改正要求"), max_length=500)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "position"], name="order_has_one_correction_at_a_position")
        ]

    def __str__(self) -> str:
        return self.text


class OrderEvidence(models.Model):
    """A piece of evidence of an order, as a file."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="files")
    what = models.CharField(_("名称和内容"), max_length=500)
    file = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    added_on = models.DateField(_("登记日期"))

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "file"], name="file_is_evidence_of_an_order_once")
        ]

    def __str__(self) -> str:
        return self.what


class ReInspection(models.Model):
    """复查 of an order: once, on a day, with what was found."""

    order = models.OneToOneField(Order, models.PROTECT, related_name="re_inspection")
    visit = models.ForeignKey(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("现场检查")
    )
    on = models.DateField(_("复查日期"))
    outcome = models.CharField(_("复查结果"), max_length=12, choices=Outcome.choices)
    facts = models.TextField(_("复查情况"), max_length=4000)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("复查人"))
    at = models.DateTimeField(_("登记时间"))

    def __str__(self) -> str:
        return f"{self.order} {self.get_outcome_display()}"
