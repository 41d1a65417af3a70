"""When a bureau meets, who sits there, which projects must come, and which wait to come."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.meetings.states import Quorum


class MeetingRule(models.Model):
    """会审会规则: one version of a bureau's rule, in force from a day until a later version is."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="meeting_rules")
    valid_from = models.DateField(_("施行日"))
    weekdays = models.CharField(_("例会日"), max_length=7, help_text="0 is Monday, e.g. 024")
    starts = models.TimeField(_("开始"))
    ends = models.TimeField(_("结束"))
    capacity = models.PositiveSmallIntegerField(_("每次可用分钟"))
    per_item = models.PositiveSmallIntegerField(_("每项约需分钟"))
    place = models.CharField(_("地点"), max_length=100)
    quorum = models.CharField(_("法定到会人数"), max_length=12, choices=Quorum.choices)
    makeup_counts = models.BooleanField(_("调休上班日按所补的星期开会"), default=False)
    basis = models.CharField(_("依据"), max_length=200)
    set_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("设定时间"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "valid_from"], name="meeting_rule_begins_once_a_day"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="meeting_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(per_item__gte=1, capacity__gte=F("per_item")), name="meeting_has_time_for_an_item"
            ),
            models.CheckConstraint(condition=~Q(weekdays=""), name="meetings_are_held_on_some_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.bureau} {self.valid_from}"

    @property
    def days(self) -> frozenset[int]:
        """The weekdays of its slots, Monday 0."""
        return frozenset(int(one) for one in self.weekdays)

    @property
    def items(self) -> int:
        """How many items a meeting has time for."""
        return self.capacity // self.per_item


class Member(models.Model):
    """Who sits in the meeting under a version of the rule; the chair is the first of them who is there."""

    rule = models.ForeignKey(MeetingRule, models.CASCADE, related_name="members")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(_("次序"))

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule", "user"], name="member_sits_once_in_a_meeting"),
            models.UniqueConstraint(fields=["rule", "order"], name="members_sit_in_an_order"),
        ]

    def __str__(self) -> str:
        return str(self.user)


class MustCome(models.Model):
    """必须上会的项目: all that is filled in has to fit the project."""

    rule = models.ForeignKey(MeetingRule, models.CASCADE, related_name="must_come")
    document_kind = models.CharField(_("文件类别"), max_length=12, blank=True)
    industries = models.CharField(_("行业代码"), max_length=300, blank=True, help_text="prefixes, a blank between")
    investment_from = models.DecimalField(
        _("总投资不少于，万元"), max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    words = models.CharField(_("规则原文"), max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(document_kind="") | ~Q(industries="") | Q(investment_from__isnull=False),
                name="what_must_come_is_told_by_something",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class Docket(models.Model):
    """待上会: a case that has to come, by rule or because somebody asked; the rule is pinned when it is entered."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="docket")
    rule = models.ForeignKey(MeetingRule, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(_("为什么上会"), max_length=500)
    entered_at = models.DateTimeField(_("登记时间"))
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    # Empty while it waits; a case that is handed in anew waits again.
    resolution = models.ForeignKey(
        "meetings.AgendaItem", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("会审结论")
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(rule__isnull=False) | Q(entered_by__isnull=False),
                name="case_comes_to_the_meeting_by_rule_or_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="case_comes_to_the_meeting_for_a_reason"),
        ]

    def __str__(self) -> str:
        return str(self.case)
