"""当天办结: what came to the window in the morning and is answered before it closes; or why it is not."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SameDay(models.Model):
    """A small project of the bureau's dated list, taken up at the window on a day; its clock ends at closing time."""

    application = models.OneToOneField(
        "applications.Application", models.PROTECT, primary_key=True, related_name="same_day"
    )
    entry = models.CharField(_("清单上的一项"), max_length=60)
    version = models.PositiveSmallIntegerField(_("版本"))
    title = models.CharField(_("名称"), max_length=60)
    came_on = models.DateField(_("到窗口的日期"))
    # None where the bureau published no closing time: then the day ends at midnight.
    closes_at = models.TimeField(_("下班时间"), null=True, blank=True)
    taken_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    done_on = models.DateField(_("办结日期"), null=True, blank=True)
    letter = models.ForeignKey("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    unfinished_why = models.CharField(_("当天没有办完的原因"), max_length=300, blank=True)
    unfinished_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(done_on__gte=F("came_on")), name="same_day_is_done_after_it_came"
            ),
            models.CheckConstraint(
                condition=Q(unfinished_why="", unfinished_by=None)
                | (~Q(unfinished_why="") & Q(unfinished_by__isnull=False)),
                name="somebody_says_why_the_day_was_not_enough",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.came_on}"

    @property
    def is_kept(self) -> bool:
        """Whether the day it came was enough."""
        return self.done_on == self.came_on
