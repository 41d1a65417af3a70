"""What came in: every payment once by its receipt, matched to a fee or waiting for somebody to match it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enforcement.fees.states import LineResult, Match


class Run(models.Model):
    """One sheet of payments that was read."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="fee_runs")
    name = models.CharField(_("文件"), max_length=120)
    sha256 = models.CharField("SHA-256", max_length=64)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    def __str__(self) -> str:
        return self.name


class Payment(models.Model):
    """A receipt of the bank; `told` is the number the payer wrote on it."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="fee_payments")
    receipt = models.CharField(_("票据号"), max_length=60)
    payer = models.CharField(_("缴款单位"), max_length=120, blank=True)
    told = models.CharField(_("通知单或者案件编号"), max_length=60, blank=True)
    fen = models.BigIntegerField(_("金额，分"))
    paid_on = models.DateField(_("缴款日期"))
    match = models.CharField(_("核对"), max_length=10, choices=Match.choices, default=Match.UNMATCHED)
    why = models.CharField(_("没有对上的原因"), max_length=200, blank=True)
    entry = models.OneToOneField("fees.Entry", models.PROTECT, null=True, blank=True, related_name="payment")
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reversal = models.OneToOneField(
        "fees.Entry", models.PROTECT, null=True, blank=True, related_name="reversed_payment"
    )

    class Meta:
        constraints: ClassVar = [
            # What was entered by mistake stands, reversed; its receipt may be entered again as it is.
            models.UniqueConstraint(
                fields=["bureau", "receipt"], condition=~Q(match=Match.REVERSED), name="receipt_is_booked_once"
            ),
            models.CheckConstraint(
                condition=~Q(match=Match.REVERSED) | Q(reversal__isnull=False), name="reversed_payment_has_its_reversal"
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="payment_is_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(match=Match.UNMATCHED, entry=None) | (~Q(match=Match.UNMATCHED) & Q(entry__isnull=False)),
                name="payment_is_matched_by_its_entry",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt


class Line(models.Model):
    """One line of a sheet, and what became of it."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField(_("行"))
    text = models.CharField(_("内容"), max_length=300)
    result = models.CharField(_("结果"), max_length=10, choices=LineResult.choices)
    why = models.CharField(_("原因"), max_length=200, blank=True)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, blank=True, related_name="lines")

    def __str__(self) -> str:
        return f"{self.number} {self.result}"
