"""How often an enterprise may be visited in a year: caps as published, and the class they go by."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.inspections.states import Risk


class Cap(models.Model):
    """年度检查频次上限: the visits an enterprise of a risk class gets in a year at most; one proposes, another agrees.

    国办发〔2024〕54号 wants it set and published by field; the print of the local notice stands in `basis`.
    """

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="inspection_caps")
    year = models.PositiveSmallIntegerField(_("年度"))
    risk = models.CharField(_("风险类别"), max_length=10, choices=Risk.choices)
    visits = models.PositiveSmallIntegerField(_("最多几次"))
    basis = models.CharField(_("公布依据"), max_length=200)
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("提出时间"))
    agreed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(_("同意时间"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-year", "risk", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("proposed_by")), name="nobody_agrees_to_their_own_cap"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None) | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="cap_is_agreed_by_somebody_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="cap_names_its_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_risk_display()} ≤ {self.visits}"


class RiskClass(models.Model):
    """The class of an enterprise from a day on; the last row counts, one without any is of the general class."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="risk_classes")
    enterprise = models.ForeignKey(
        "accounts.Enterprise", models.PROTECT, related_name="risk_classes", verbose_name=_("企业")
    )
    risk = models.CharField(_("风险类别"), max_length=10, choices=Risk.choices)
    since = models.DateField(_("从哪一天起"))
    why = models.CharField(_("理由"), max_length=200)
    set_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("登记时间"))

    class Meta:
        ordering: ClassVar = ["enterprise", "-since", "-pk"]
        indexes: ClassVar = [models.Index(fields=["bureau", "enterprise", "since"], name="risk_classes_by_enterprise")]

    def __str__(self) -> str:
        return f"{self.enterprise} · {self.get_risk_display()}"
