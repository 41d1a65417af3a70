"""What qualifies by the published definition, and which case goes first because of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.green.flow import ChannelFlow
from approvals.green.states import OPEN, State

if TYPE_CHECKING:
    from datetime import date


class Definition(models.Model):
    """绿色通道认定办法: one version, in force from a day until a later version is; published as it stands."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="green_definitions")
    valid_from = models.DateField(_("施行日"))
    criteria = models.TextField(_("哪些项目可以进入"), max_length=4000, help_text="one a line")
    source = models.CharField(_("依据的文件"), max_length=200)
    longest = models.PositiveSmallIntegerField(_("最长多少天"), default=180)
    approved_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("批准人"))
    approved_at = models.DateTimeField(_("批准时间"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "valid_from"], name="green_definition_begins_once_a_day"),
            models.CheckConstraint(
                condition=~Q(criteria="") & ~Q(source=""), name="green_definition_says_what_and_why"
            ),
            models.CheckConstraint(condition=Q(longest__gte=1), name="green_channel_lasts_a_day_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.bureau} {self.valid_from}"

    @property
    def lines(self) -> list[str]:
        """What qualifies, one by one."""
        return [line.strip() for line in self.criteria.splitlines() if line.strip()]


class GreenChannel(ChannelFlow):
    """A case that goes first, by which line of the definition, by whose approval, until when, at whose cost."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="green_channels")
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="channels")
    criterion = models.CharField(_("符合哪一条"), max_length=500)
    reason = models.CharField(_("理由"), max_length=500)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("提出人"))
    asked_at = models.DateTimeField(_("提出时间"))
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批准人")
    )
    decided_at = models.DateTimeField(_("批准时间"), null=True, blank=True)
    granted_on = models.DateField(_("进入日期"), null=True, blank=True)
    ends_on = models.DateField(_("最后一天"), null=True, blank=True)
    declined_why = models.CharField(_("不同意的理由"), max_length=300, blank=True)
    ended_on = models.DateField(_("退出日期"), null=True, blank=True)
    ended_at = models.DateTimeField(_("退出时间"), null=True, blank=True)
    ended_why = models.CharField(_("退出理由"), max_length=300, blank=True)
    # As computed on the day it was granted, by `rules.effect`.
    overtaken = models.PositiveIntegerField(_("排到后面的件数"), null=True, blank=True)
    behind = models.PositiveIntegerField(_("会审排到后面的件数"), null=True, blank=True)
    delay = models.DecimalField(_("每件约晚多少工作日"), max_digits=6, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=ChannelFlow.known_states(), name="green_channel_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=sorted(OPEN)), name="case_has_one_open_green_channel"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="nobody_grants_the_channel_they_asked_for",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.GRANTED, State.ENDED], ends_on__gte=F("granted_on"))
                | ~Q(state__in=[State.GRANTED, State.ENDED]) & Q(ends_on=None, granted_on=None),
                name="granted_channel_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ENDED) | Q(ended_on__isnull=False, ended_at__isnull=False) & ~Q(ended_why=""),
                name="channel_ends_early_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DECLINED) | ~Q(declined_why=""), name="channel_is_declined_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.case.title

    @property
    def over_on(self) -> date | None:
        """The day from which it holds no more, if one is known: ended early, or its last day."""
        return self.ended_on or self.ends_on
