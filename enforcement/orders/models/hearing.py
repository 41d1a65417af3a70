"""The party is heard, the lawyer reviews, the leaders discuss: what stands between notice and decision."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enforcement.orders.models.penalties import Penalty
from enforcement.orders.states import About, ReviewOutcome, Said, View


class Defence(models.Model):
    """陈述申辩 after a notice, and what the bureau answered (行政处罚法第45条)."""

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="defences")
    notice = models.ForeignKey("documents.Letter", models.PROTECT, related_name="+", verbose_name=_("告知书"))
    said = models.CharField(_("当事人的意见"), max_length=10, choices=Said.choices)
    words = models.TextField(_("陈述申辩内容"), max_length=4000, blank=True)
    received_on = models.DateField(_("收到日期"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    adopted = models.BooleanField(_("是否采纳"), null=True, blank=True)
    answer = models.TextField(_("复核意见"), max_length=2000, blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(_("复核日期"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["received_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(said=Said.WAIVED) | ~Q(words=""), name="defence_has_its_words"),
            models.CheckConstraint(
                condition=Q(adopted=None) | (~Q(answer="") & Q(answered_by__isnull=False)),
                name="defence_is_answered_with_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.penalty} {self.get_said_display()}"


class Hearing(models.Model):
    """处罚听证, once upon each notice (行政处罚法第63条、第64条)."""

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="hearings")
    notice = models.ForeignKey("documents.Letter", models.PROTECT, related_name="+", verbose_name=_("告知书"))
    asked_on = models.DateField(_("申请日期"))
    reason = models.CharField(_("申请理由"), max_length=2000)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    held_on = models.DateField(_("听证日期"), null=True, blank=True)
    held_at = models.TimeField(_("听证时间"), null=True, blank=True)
    place = models.CharField(_("听证地点"), max_length=200, blank=True)
    chair = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("听证主持人")
    )
    letter = models.ForeignKey("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    notice_served_on = models.DateField(_("听证通知送达日期"), null=True, blank=True)
    minuted_on = models.DateField(_("笔录签字日期"), null=True, blank=True)
    minutes = models.TextField(_("听证笔录要点"), max_length=4000, blank=True)
    withdrawn_on = models.DateField(_("撤回申请日期"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["penalty", "notice"], name="notice_brings_one_hearing"),
            models.CheckConstraint(condition=Q(minuted_on=None) | ~Q(minutes=""), name="hearing_held_has_its_minutes"),
        ]

    def __str__(self) -> str:
        return f"{self.penalty} {self.held_on or self.asked_on}"


class LegalReview(models.Model):
    """法制审核 of what is to be decided (行政处罚法第58条)."""

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="reviews")
    # What is proposed and told anew is reviewed anew.
    notice = models.ForeignKey("documents.Letter", models.PROTECT, related_name="+", verbose_name=_("告知书"))
    outcome = models.CharField(_("审核意见"), max_length=10, choices=ReviewOutcome.choices)
    opinion = models.TextField(_("审核意见内容"), max_length=2000)
    amount = models.DecimalField(_("审核的罚款（元）"), max_digits=14, decimal_places=2)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("审核时间"))

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.penalty} {self.get_outcome_display()}"


class Discussion(models.Model):
    """集体讨论 by the leaders (行政处罚法第57条第二款)."""

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="discussions")
    about = models.CharField(_("讨论的事项"), max_length=5, choices=About.choices, default=About.FINE)
    notice = models.ForeignKey(
        "documents.Letter", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("告知书")
    )
    # 继续延长: by how many working days, and why.
    days = models.PositiveSmallIntegerField(_("延长的工作日"), default=0)
    reason = models.CharField(_("继续延长的理由"), max_length=1000, blank=True)
    called_on = models.DateField(_("开始日期"))
    called_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    amount = models.DecimalField(_("讨论的罚款（元）"), max_digits=14, decimal_places=2)
    concluded_on = models.DateField(_("形成结论日期"), null=True, blank=True)
    agreed = models.BooleanField(_("是否同意处罚建议"), null=True, blank=True)
    minutes = models.TextField(_("讨论记录"), max_length=4000, blank=True)
    paper = models.ForeignKey("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["penalty"], condition=Q(concluded_on=None), name="penalty_is_discussed_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(about=About.FINE, notice__isnull=False, days=0)
                | Q(about=About.LIMIT, notice=None, days__gt=0) & ~Q(reason=""),
                name="discussion_is_of_a_fine_or_of_a_limit",
            ),
            models.CheckConstraint(
                condition=Q(concluded_on=None) | (~Q(minutes="") & Q(agreed__isnull=False)),
                name="discussion_ends_with_minutes_and_a_conclusion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.penalty} {self.called_on}"


class LeaderView(models.Model):
    """What one leader says in a discussion."""

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="views")
    leader = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    view = models.CharField(_("意见"), max_length=8, choices=View.choices)
    words = models.CharField(_("意见内容"), max_length=1000)
    at = models.DateTimeField(_("发表时间"))

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["discussion", "leader"], name="leader_speaks_once_in_a_discussion")
        ]

    def __str__(self) -> str:
        return self.words
