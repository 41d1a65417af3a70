"""A campaign, and what the public reads of it: editions that do not change."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.campaigns.flow import CampaignFlow
from enforcement.campaigns.states import State
from envportal.cases.enums import Pollutant


class Campaign(CampaignFlow):
    """One campaign; it is a case. Its name is the case's title, who keeps it the case's section and holder."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="campaign")
    kind = models.CharField(_("种类"), max_length=30, help_text="a code of data/kinds.csv")
    basis = models.CharField(_("依据文件"), max_length=300)
    from_on = models.DateField(_("开始日期"))
    to_on = models.DateField(_("结束日期"))
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="campaigns_led", verbose_name=_("负责的局领导")
    )
    target_rate = models.DecimalField(_("目标（百分比）"), max_digits=5, decimal_places=2)
    aim = models.CharField(_("目标怎么说的"), max_length=300, blank=True)
    pollutant = models.CharField(_("减排的污染物"), max_length=10, choices=Pollutant.choices, blank=True)
    reduction_aim = models.DecimalField(_("减排目标"), max_digits=14, decimal_places=3, null=True, blank=True)
    reduction_unit = models.CharField(_("减排的单位"), max_length=20, blank=True)
    measures = models.CharField(_("主要措施"), max_length=2000, blank=True)
    is_public = models.BooleanField(_("向社会公开"), default=True)
    started_on = models.DateField(_("启动日期"), null=True, blank=True)
    # Its figures of the month could not be handed to the board; until they are, this stands on the desk.
    untold_on = models.DateField(_("月度进度没有交出的日期"), null=True, blank=True)
    untold_why = models.CharField(_("没有交出的原因"), max_length=500, blank=True)
    # Told at the end.
    result_rate = models.DecimalField(_("结果（百分比）"), max_digits=22, decimal_places=2, null=True, blank=True)
    is_met = models.BooleanField(_("达到目标"), null=True, blank=True)
    result_words = models.CharField(_("总结"), max_length=4000, blank=True)
    missed_why = models.CharField(_("没有达到目标的原因"), max_length=4000, blank=True)
    onward = models.CharField(_("没有完成的对象怎么办"), max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=CampaignFlow.known_states(), name="campaign_is_in_a_known_state"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="campaign_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(target_rate__gt=Decimal(0), target_rate__lte=Decimal(100)),
                name="campaign_aims_at_a_part_of_its_list",
            ),
            models.CheckConstraint(
                condition=Q(reduction_aim=None) | (Q(reduction_aim__gt=0) & ~Q(reduction_unit="")),
                name="campaign_reduction_has_its_unit",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.RUNNING, State.CLOSED]) | Q(started_on__isnull=False),
                name="campaign_runs_from_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | (Q(is_met__isnull=False) & ~Q(result_words="")),
                name="closed_campaign_says_what_was_reached",
            ),
            models.CheckConstraint(
                condition=Q(untold_on=None, untold_why="") | (Q(untold_on__isnull=False) & ~Q(untold_why="")),
                name="campaign_that_tells_nothing_says_why",
            ),
            models.CheckConstraint(
                condition=Q(is_met=None) | Q(is_met=True) | ~Q(missed_why=""), name="campaign_that_missed_says_why"
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)


class Edition(models.Model):
    """What the list was on a day, as it was handed to the board: it never changes."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("第几版"))
    as_of = models.DateField(_("截止日期"))
    made_at = models.DateTimeField(_("编制时间"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(_("说明"), max_length=300, blank=True)
    notice = models.OneToOneField("board.Notice", models.PROTECT, related_name="campaign_edition")
    digest = models.CharField(max_length=64)
    # Figures, townships, months and targets as the public reads them.
    content = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "number"], name="campaign_counts_its_editions"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.number}"
