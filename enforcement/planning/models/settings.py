"""What plans and draws go by beside caps and classes: days off, ways, how often a township is to be visited."""

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


class Road(models.Model):
    """Minutes from one township to another, or within one; an empty name is the seat of the bureau."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="roads")
    # In the order of their names: a way is as long in both directions.
    first = models.CharField(_("从"), max_length=60, blank=True)
    second = models.CharField(_("到"), max_length=60)
    minutes = models.PositiveSmallIntegerField(_("分钟"))
    set_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("登记时间"))

    class Meta:
        ordering: ClassVar = ["first", "second"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bureau", "first", "second"], name="way_between_two_townships_is_known_once"
            ),
            models.CheckConstraint(condition=Q(first__lte=F("second")) & ~Q(second=""), name="way_leads_to_a_township"),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=180), name="way_lies_within_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.first}—{self.second} {self.minutes}"


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
