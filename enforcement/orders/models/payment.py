"""How a fine is paid: payments, more time, instalments."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.orders.models.penalties import Penalty
from enforcement.orders.states import Answer, MoneyKind


class Payment(models.Model):
    """Money that came in; a wrong record is taken back by a second person, and stays to be read."""

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="payments")
    kind = models.CharField(_("款项"), max_length=6, choices=MoneyKind.choices)
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2)
    paid_on = models.DateField(_("缴款日期"))
    receipt = models.CharField(_("票据号"), max_length=60)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))
    taken_back_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_on = models.DateField(_("冲回日期"), null=True, blank=True)
    taken_back_why = models.CharField(_("冲回理由"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["paid_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_of_some_money"),
            models.CheckConstraint(
                condition=Q(taken_back_by=None, taken_back_on=None)
                | Q(taken_back_on__isnull=False) & ~Q(taken_back_by=F("recorded_by")),
                name="payment_is_taken_back_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["penalty", "receipt", "kind"], condition=Q(taken_back_on=None), name="receipt_is_entered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.penalty} {self.amount}"


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
    due_before = models.DateField(_("此前的缴款最后一天"), null=True, blank=True)
    # What had been added to the fine when more time was given: new days do not make it vanish.
    added_before = models.DecimalField(_("此前已加处（元）"), max_digits=14, decimal_places=2, default=0)

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
