"""How a fine is paid: payments, more time, instalments."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.orders.models.penalties import Penalty
from enforcement.orders.states import Answer, ContestKind, MoneyKind


class Payment(models.Model):
    """Money that came in; a wrong record is put right by one that takes it back."""

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="payments")
    kind = models.CharField(_("款项"), max_length=6, choices=MoneyKind.choices)
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2)
    paid_on = models.DateField(_("缴款日期"))
    receipt = models.CharField(_("票据号"), max_length=60)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        ordering: ClassVar = ["paid_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_of_some_money"),
            models.UniqueConstraint(fields=["penalty", "receipt", "kind"], name="receipt_is_entered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.penalty} {self.amount}"


class Contest(models.Model):
    """复议或者诉讼: while it lasts nothing is added to the fine (行政处罚法第73条)."""

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="contests")
    kind = models.CharField(_("救济途径"), max_length=16, choices=ContestKind.choices)
    since = models.DateField(_("受理日期"))
    until = models.DateField(_("结果送达日期"), null=True, blank=True)
    result = models.CharField(_("结果"), max_length=300, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["penalty"], condition=Q(until=None), name="penalty_is_contested_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | (Q(until__gte=F("since")) & ~Q(result="")), name="contest_ends_with_a_result"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.penalty} {self.get_kind_display()}"


class Postponement(models.Model):
    """暂缓或者分期缴纳 (行政处罚法第66条), asked for by the party, decided by a leader."""

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="postponements")
    reason = models.CharField(_("申请理由"), max_length=2000)
    asked_on = models.DateField(_("申请日期"))
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    answer = models.CharField(_("处理结果"), max_length=10, choices=Answer.choices, default=Answer.WAITING)
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(_("理由"), max_length=500, blank=True)
    letter = models.ForeignKey("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["penalty"], condition=Q(answer=Answer.WAITING), name="more_time_is_asked_for_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.penalty} {self.get_answer_display()}"


class Instalment(models.Model):
    """One part of a fine and its last day; a fine that is only postponed has one."""

    postponement = models.ForeignKey(Postponement, models.CASCADE, related_name="instalments")
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2)
    due_on = models.DateField(_("最后一天"))

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_is_of_some_money"),
            models.UniqueConstraint(fields=["postponement", "due_on"], name="one_instalment_falls_due_on_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.due_on} {self.amount}"
