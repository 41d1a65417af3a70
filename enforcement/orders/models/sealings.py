"""Sealing and seizure: what was sealed, until when, and how it ended."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.orders.flow import SealingFlow
from enforcement.orders.states import SealingState


class Sealing(SealingFlow):
    """查封、扣押; it is a case. Two inspectors carry it out (行政强制法第18条)."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="sealing")
    place = models.CharField(_("地点"), max_length=200)
    facts = models.TextField(_("事实和理由"), max_length=4000)
    law = models.CharField(_("依据"), max_length=300)
    is_person = models.BooleanField(_("当事人是个人"), default=False)
    first = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("执法人员（一）"))
    second = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("执法人员（二）"))
    approved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    sealed_on = models.DateField(_("查封扣押日期"), null=True, blank=True)
    ends_on = models.DateField(_("期满日期"), null=True, blank=True)
    letter = models.ForeignKey("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    extended_on = models.DateField(_("延长决定日期"), null=True, blank=True)
    extended_why = models.CharField(_("延长理由"), max_length=1000, blank=True)
    extended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    lifted_on = models.DateField(_("解除日期"), null=True, blank=True)
    ended_why = models.CharField(_("解除或者没有批准的理由"), max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=SealingFlow.known_states(), name="sealing_is_in_a_known_state"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="sealing_is_done_by_two_inspectors"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | (~Q(approved_by=F("first")) & ~Q(approved_by=F("second"))),
                name="nobody_approves_their_own_sealing",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[SealingState.IN_FORCE, SealingState.LIFTED])
                | (Q(sealed_on__isnull=False) & Q(ends_on__isnull=False) & Q(approved_by__isnull=False)),
                name="sealing_in_force_has_its_days",
            ),
            models.CheckConstraint(
                condition=~Q(state=SealingState.LIFTED) | (Q(lifted_on__isnull=False) & ~Q(ended_why="")),
                name="sealing_is_lifted_on_a_day_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)


class SealingItem(models.Model):
    """A line of the inventory."""

    sealing = models.ForeignKey(Sealing, models.CASCADE, related_name="items")
    name = models.CharField(_("名称"), max_length=120)
    quantity = models.CharField(_("数量"), max_length=60)
    note = models.CharField(_("备注"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name
