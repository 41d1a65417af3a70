"""What plans and draws go by beside caps and classes: days off, how often a township is to be visited."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Absence(models.Model):
    """Days an inspector is not to be planned; why is nobody's business."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="absences", verbose_name=_("执法人员"))
    first = models.DateField(_("从"))
    last = models.DateField(_("到"))

    class Meta:
        ordering: ClassVar = ["first", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="absence_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.first}–{self.last}"


class Target(models.Model):
    """Within how many days a township is to be visited; the last row of a bureau counts."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="coverage_targets")
    days = models.PositiveSmallIntegerField(_("最多隔多少天"))
    set_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("设定时间"))

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(days__gte=1), name="target_is_a_day_at_least")]

    def __str__(self) -> str:
        return str(self.days)
