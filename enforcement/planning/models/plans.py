"""A plan of a period: its visits as proposed, who goes, which demands they serve, and which were left."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.planning.enums import Why
from enforcement.planning.flow import PlanFlow


class Plan(PlanFlow):
    """A plan somebody asked for; a worker computes it, the planner changes and confirms it."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="inspection_plans")
    first = models.DateField(_("从"))
    last = models.DateField(_("到"))
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("提出时间"))
    # A worker that took it and did not come back: another one takes it after a while.
    taken_at = models.DateTimeField(null=True, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    # As computed; what the planner changes afterwards is counted from the rows.
    demands = models.PositiveIntegerField(_("检查需求"), default=0)
    visits = models.PositiveIntegerField(_("算出的检查次数"), default=0)
    greedy_visits = models.PositiveIntegerField(_("手工排法的检查次数"), default=0)
    bound = models.PositiveIntegerField(_("不可能少于"), default=0)
    left_bound = models.PositiveIntegerField(_("至少排不上"), default=0)
    seconds = models.DecimalField(_("用时（秒）"), max_digits=8, decimal_places=1, default=0)
    confirmed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=PlanFlow.known_states(), name="plan_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(last__gte=F("first"), last__year=F("first__year")), name="plan_lies_in_one_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


class PlannedVisit(models.Model):
    """One visit of a plan, and the real one once the plan is confirmed."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="planned_visits")
    enterprise = models.ForeignKey("accounts.Enterprise", models.PROTECT, related_name="+")
    day = models.DateField(_("检查日期"))
    begins_at = models.TimeField(_("开始时间"))
    # Why it stands by itself although it could have been merged with another of the enterprise.
    apart_why = models.CharField(_("单独检查的理由"), max_length=300, blank=True)
    visit = models.OneToOneField("inspections.Visit", models.PROTECT, null=True, blank=True, related_name="planned_as")

    class Meta:
        ordering: ClassVar = ["day", "begins_at", "pk"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.day}"


class PlannedPerson(models.Model):
    planned = models.ForeignKey(PlannedVisit, models.CASCADE, related_name="people")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    is_lead = models.BooleanField(_("带队"), default=False)

    class Meta:
        ordering: ClassVar = ["-is_lead", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["planned", "user"], name="inspector_is_planned_once_for_a_visit"),
            models.UniqueConstraint(fields=["planned"], condition=Q(is_lead=True), name="planned_visit_has_one_lead"),
        ]

    def __str__(self) -> str:
        return str(self.user)


class PlannedDemand(models.Model):
    """What became of one demand in one plan: the visit that serves it, or why none does."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="planned_demands")
    demand = models.ForeignKey("inspections.Demand", models.PROTECT, related_name="planned_as")
    planned = models.ForeignKey(PlannedVisit, models.CASCADE, null=True, blank=True, related_name="demands")
    why = models.CharField(_("没有排上的原因"), max_length=10, choices=Why.choices, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "demand"], name="demand_is_in_a_plan_once"),
            models.CheckConstraint(
                condition=Q(planned__isnull=False, why="") | (Q(planned=None) & ~Q(why="")),
                name="demand_is_planned_or_left_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.demand)
