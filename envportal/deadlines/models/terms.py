"""Term rules, and the versions two people make of them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from envportal.deadlines.enums import Anchor, DayEnds, Direction, Evidence, Expiry, Matter, Unit


class TermRule(models.Model):
    """The time one matter may take, by law (no bureau) or by a bureau's pledge, from a given date on."""

    bureau = models.ForeignKey(
        "accounts.Bureau", models.PROTECT, verbose_name=_("承诺的局"), null=True, blank=True, related_name="term_rules"
    )
    matter = models.CharField(_("事项"), max_length=30, choices=Matter.choices)
    variant = models.CharField(_("文件类别"), max_length=20, blank=True, help_text="a document kind; blank is any")
    ref = models.CharField(_("编号"), max_length=10, blank=True, help_text="its number in the list of limits")
    amount = models.PositiveSmallIntegerField(_("数量"))
    unit = models.CharField(pgettext_lazy("of time", "单位"), max_length=20, choices=Unit.choices)
    printed = models.CharField(_("原文写法"), max_length=60, blank=True, help_text="如“18 天”，照印")
    direction = models.CharField(_("方向"), max_length=10, choices=Direction.choices, default=Direction.AFTER)
    anchor = models.CharField(_("起算事件"), max_length=30, choices=Anchor.choices)
    act = models.CharField(_("依据"), max_length=100)
    article = models.CharField(_("条款"), max_length=60, blank=True)
    excludes = models.JSONField(_("不计入的情形"), default=dict, help_text="ground -> act and article that exclude it")
    extendable = models.PositiveSmallIntegerField(_("可延长至多"), default=0)
    extended_by = models.CharField(_("由谁批准延长"), max_length=60, blank=True)
    on_expiry = models.CharField(_("届满后果"), max_length=30, choices=Expiry.choices, default=Expiry.NOTHING)
    warn_working_days = models.PositiveSmallIntegerField(_("提前几个工作日预警"), default=1)
    warn_share = models.PositiveSmallIntegerField(_("剩余不足百分之几即预警"), default=0)
    day_ends = models.CharField(_("末日终于"), max_length=10, choices=DayEnds.choices, default=DayEnds.MIDNIGHT)
    doubt = models.CharField(_("存疑之处"), max_length=200, blank=True, help_text="what the text leaves open")
    evidence = models.CharField(_("核对程度"), max_length=1, choices=Evidence.choices, default=Evidence.MEMORY)
    verified_on = models.DateField(_("核对日期"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("核对人")
    )
    valid_from = models.DateField(_("施行日"))
    valid_to = models.DateField(_("最后适用日"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="term_rule_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(amount__lte=3660), name="term_rule_is_at_most_ten_years"),
            # A limit of no time is no slip of the pen: its text says 即时, 当日 or the like.
            models.CheckConstraint(condition=Q(amount__gte=1) | ~Q(printed=""), name="term_rule_grants_some_time"),
            models.CheckConstraint(condition=Q(matter__in=Matter.values), name="term_rule_is_about_a_known_matter"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="term_rule_has_a_known_unit"),
            models.CheckConstraint(condition=Q(warn_share__lte=100), name="term_rule_warns_within_its_term"),
            models.UniqueConstraint(
                fields=["bureau", "matter", "variant", "valid_from"], name="pledge_begins_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["matter", "variant", "valid_from"], condition=Q(bureau=None), name="law_begins_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_matter_display()} {self.amount} {self.get_unit_display()}"

    @property
    def basis(self) -> str:
        """The act with its article, as it is cited."""
        return f"{self.act}{self.article}"


class RuleProposal(models.Model):
    """A new version of a rule that one person proposes and another agrees to or turns down."""

    rule = models.ForeignKey(TermRule, models.PROTECT, related_name="proposals", verbose_name=_("现行版本"))
    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="+", verbose_name=_("提出的局"))
    amount = models.PositiveSmallIntegerField(_("数量"))
    unit = models.CharField(pgettext_lazy("of time", "单位"), max_length=20, choices=Unit.choices)
    act = models.CharField(_("依据"), max_length=100)
    article = models.CharField(_("条款"), max_length=60, blank=True)
    valid_from = models.DateField(_("施行日"))
    reason = models.CharField(_("理由"), max_length=500)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("提出时间"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    answer = models.CharField(_("不同意的理由"), max_length=500, blank=True)
    became = models.OneToOneField(TermRule, models.PROTECT, null=True, blank=True, related_name="proposal")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="rule_proposal_has_a_known_unit"),
            models.CheckConstraint(condition=Q(amount__lte=3660), name="rule_proposal_is_at_most_ten_years"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="nobody_decides_on_their_own_rule"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, answer="", became=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, became__isnull=False, answer="")
                | (Q(decided_by__isnull=False, decided_at__isnull=False, became=None) & ~Q(answer="")),
                name="rule_proposal_waits_became_a_rule_or_was_turned_down",
            ),
            models.UniqueConstraint(
                fields=["rule", "bureau"], condition=Q(decided_by=None), name="rule_has_one_open_proposal_a_bureau"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} -> {self.amount} {self.get_unit_display()}"
