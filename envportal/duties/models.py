"""Duties: one row for each thing somebody has to do because of a decision."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from envportal.duties.enums import Awaited, Bearer, Kind, State
from envportal.duties.flow import DutyFlow


class Duty(DutyFlow):
    """What an enterprise or the bureau has to do because of a case, and by when.

    The case is the decision it comes from; the enterprise is the one it concerns, whoever bears it.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="duties")
    # Names the duty within its case, so that the step that opens it may run twice.
    key = models.SlugField(_("代号"), max_length=60)
    kind = models.CharField(_("类别"), max_length=20, choices=Kind.choices)
    bearer = models.CharField(_("谁来办"), max_length=10, choices=Bearer.choices)
    enterprise = models.ForeignKey(
        "accounts.Enterprise", models.PROTECT, null=True, blank=True, related_name="duties", verbose_name=_("企业")
    )
    section = models.ForeignKey(
        "accounts.Section", models.PROTECT, null=True, blank=True, related_name="duties", verbose_name=_("科室")
    )
    holder = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="duties", verbose_name=_("责任人")
    )
    title = models.CharField(_("要办的事"), max_length=200)
    text = models.CharField(_("内容"), max_length=2000, blank=True)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    topic = models.CharField(_("主题"), max_length=20, blank=True)
    awaits = models.CharField(_("从何时起算"), max_length=20, choices=Awaited.choices, blank=True)
    due_on = models.DateField(_("最后一天"), null=True, blank=True)
    opened_at = models.DateTimeField(_("产生时间"))
    reported_on = models.DateField(_("报告日期"), null=True, blank=True)
    report_words = models.CharField(_("怎样完成的"), max_length=2000, blank=True)
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)
    ended_why = models.CharField(_("结果"), max_length=2000, blank=True)
    passed_to = models.ForeignKey(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="duties_taken", verbose_name=_("转入")
    )
    # Looked at and found not done: the enterprise reads why, and is told once.
    reopened_why = models.CharField(_("为什么不算完成"), max_length=2000, blank=True)
    reopened_at = models.DateTimeField(_("退回时间"), null=True, blank=True)
    reopened_told_at = models.DateTimeField(_("告知时间"), null=True, blank=True)
    # Handed to another holder: who takes it over is told once, and reads why.
    handed_why = models.CharField(_("为什么转交"), max_length=500, blank=True)
    handed_at = models.DateTimeField(_("转交时间"), null=True, blank=True)
    handed_told_at = models.DateTimeField(_("转交告知时间"), null=True, blank=True)
    # Once each: the reminder before the last day, the mark after it.
    reminded_at = models.DateTimeField(_("提醒时间"), null=True, blank=True)
    overdue_at = models.DateTimeField(_("逾期标记时间"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "key"], name="case_has_a_duty_once"),
            models.CheckConstraint(condition=DutyFlow.known_states(), name="duty_is_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state=State.AWAITING) | (~Q(awaits="") & Q(due_on=None)),
                name="duty_awaits_something_and_has_no_day_yet",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.AWAITING, State.OPEN, State.REPORTED]) | Q(ended_on__isnull=False),
                name="ended_duty_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.DROPPED, State.PASSED]) | ~Q(ended_why=""),
                name="duty_ends_undone_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PASSED) | Q(passed_to__isnull=False), name="duty_is_passed_on_to_a_case"
            ),
            models.CheckConstraint(
                condition=Q(handed_at=None) | (Q(holder__isnull=False) & ~Q(handed_why="")),
                name="duty_is_handed_to_somebody_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(bearer=Bearer.ENTERPRISE) | Q(enterprise__isnull=False),
                name="duty_of_an_enterprise_names_it",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_on"], condition=Q(state=State.OPEN), name="duties_open_by_last_day"),
        ]

    def __str__(self) -> str:
        return self.title
