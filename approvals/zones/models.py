"""Zones, the plans that were assessed for them, what was concluded, and which project lies in which zone."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.zones.flow import PlanFlow
from approvals.zones.states import BanKind, State
from envportal.cases.enums import Pollutant

UNITS = 10_000


class Zone(models.Model):
    """A development zone, industrial park or cluster."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="zones")
    code = models.SlugField(_("代号"), max_length=30, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    place = models.CharField(_("四至范围"), max_length=300)
    body = models.CharField(_("管理机构"), max_length=100)

    def __str__(self) -> str:
        return self.name


class Plan(PlanFlow):
    """规划环评 of a zone; it is a case."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="zone_plan")
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="plans")
    opinion_number = models.CharField(_("审查意见文号"), max_length=100, blank=True)
    opinion_on = models.DateField(_("审查意见日期"), null=True, blank=True)
    valid_to = models.DateField(_("规划期末"), null=True, blank=True)
    opinion = models.TextField(_("审查意见要点"), max_length=4000, blank=True)
    # 环境影响评价公众参与办法第31条: projects that fit an assessed plan may consult in a simpler way.
    simplifies = models.BooleanField(_("符合规划环评的项目可以简化公众参与"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=PlanFlow.known_states(), name="zone_plan_is_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.IN_FORCE, State.FOLLOW_UP, State.REPLACED])
                | (Q(opinion_on__isnull=False) & ~Q(opinion_number="")),
                name="zone_plan_binds_by_an_opinion_of_a_day",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("opinion_on")), name="zone_plan_ends_after_its_opinion"
            ),
            models.UniqueConstraint(
                fields=["zone"],
                condition=Q(state__in=[State.IN_FORCE, State.FOLLOW_UP]),
                name="zone_has_one_plan_that_binds",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)


class Ban(models.Model):
    """负面清单: an industry by the beginning of its code, or a process in words, that may not come in."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="bans")
    kind = models.CharField(_("类别"), max_length=10, choices=BanKind.choices)
    code = models.CharField(_("行业代码"), max_length=10, blank=True)
    text = models.CharField(_("禁止的内容"), max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind=BanKind.INDUSTRY) & ~Q(code="") | Q(kind=BanKind.PROCESS, code=""),
                name="ban_of_an_industry_has_its_code",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip()


class Total(models.Model):
    """What all projects of a zone together may emit; kept in units of 0.0001 t, so that engines compare exactly."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="totals")
    pollutant = models.CharField(_("污染物"), max_length=10, choices=Pollutant.choices)
    most = models.BigIntegerField(_("总量上限，0.0001 吨/年"))
    used = models.BigIntegerField(_("已用，0.0001 吨/年"), default=0)
    # Taken under the plan before; where it is more than the new total, nobody else comes in until it is less.
    carried = models.BigIntegerField(_("沿用，0.0001 吨/年"), default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "pollutant"], name="plan_has_one_total_of_a_pollutant"),
            models.CheckConstraint(
                condition=Q(used__gte=0) & (Q(used__lte=F("most")) | Q(used__lte=F("carried"))),
                name="no_zone_lets_in_more_than_its_total",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_pollutant_display()} {self.tonnes}"

    @property
    def tonnes(self) -> Decimal:
        return Decimal(self.most) / UNITS

    @property
    def left(self) -> Decimal:
        return Decimal(max(0, self.most - self.used)) / UNITS


class Inside(models.Model):
    """Which zone the project of a case lies in; None: in no zone, and somebody has looked."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="zone_inside")
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, blank=True, related_name="inside")
    process = models.CharField(_("与负面清单对照"), max_length=300, blank=True)
    # Somebody found a process of the negative list in the project.
    is_banned = models.BooleanField(_("属于负面清单所列工艺"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(is_banned=False) | ~Q(process=""), name="banned_process_is_named")
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.zone or '—'}"


class Taken(models.Model):
    """What an approved project takes of a zone's total; gone again where the approval is."""

    total = models.ForeignKey(Total, models.PROTECT, related_name="taken")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="zone_taken")
    units = models.BigIntegerField(_("0.0001 吨/年"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["total", "case"], name="project_takes_of_a_total_once"),
            models.CheckConstraint(condition=Q(units__gt=0), name="project_takes_something_of_a_total"),
        ]

    def __str__(self) -> str:
        return f"{self.total} · {self.case}"

    @property
    def tonnes(self) -> Decimal:
        return Decimal(self.units) / UNITS
