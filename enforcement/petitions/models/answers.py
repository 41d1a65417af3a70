"""What the bureau answered, asked more time for, and said when it was asked again."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.petitions.models.petitions import Petition
from enforcement.petitions.states import Conclusion, Finding, Satisfied, Stage


class Answer(models.Model):
    """答复意见书 of one round: whether it is true, what was found and done, who answered for it; rated by code."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField(_("第几次"), default=1)
    finding = models.CharField(_("是否属实"), max_length=8, choices=Finding.choices)
    found = models.TextField(_("调查核实情况"), max_length=3000)
    done = models.TextField(_("处理和整改情况"), max_length=3000)
    responsible = models.CharField(_("责任人被处理情况"), max_length=300)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_on = models.DateField(_("答复日期"))
    letter = models.OneToOneField("documents.Letter", models.PROTECT, related_name="+")
    # 信访: until when a review can be asked for.
    review_until = models.DateField(_("申请复查的最后一天"), null=True, blank=True)
    satisfied = models.CharField(_("评价"), max_length=8, choices=Satisfied.choices, blank=True)
    said = models.CharField(_("评价的话"), max_length=500, blank=True)
    rated_on = models.DateField(_("评价日期"), null=True, blank=True)
    # A dissatisfied one is spoken to or handled anew; what was decided, and why.
    settled_why = models.CharField(_("对不满意的处理"), max_length=500, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["petition", "round"], name="petition_is_answered_once_a_round"),
            models.CheckConstraint(condition=Q(finding__in=Finding.values), name="answer_says_whether_it_is_true"),
            models.CheckConstraint(
                condition=~Q(found="") & ~Q(done="") & ~Q(responsible=""), name="answer_says_what_was_found_and_done"
            ),
            models.CheckConstraint(
                condition=Q(satisfied="", rated_on=None) | (~Q(satisfied="") & Q(rated_on__isnull=False)),
                name="rated_answer_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(settled_why="", settled_by=None)
                | (~Q(settled_why="") & Q(settled_by__isnull=False, satisfied=Satisfied.NO)),
                name="dissatisfied_answer_is_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.letter)


class Extension(models.Model):
    """延长办理期限: asked for by whoever handles it, decided by a leader before the end."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="extensions")
    days = models.PositiveSmallIntegerField(_("延长几日"))
    reason = models.CharField(_("理由"), max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("提出时间"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    is_granted = models.BooleanField(_("准予"), null=True, blank=True)
    declined_why = models.CharField(_("不准的理由"), max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=30), name="extension_is_thirty_days_at_most"),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, is_granted=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, is_granted__isnull=False),
                name="extension_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="nobody_extends_alone"
            ),
            models.UniqueConstraint(
                fields=["petition"], condition=Q(decided_by=None), name="petition_has_one_open_extension"
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class Review(models.Model):
    """复查 or 复核: asked for within its days, answered within its days, by another than who answered before."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="reviews")
    stage = models.CharField(_("阶段"), max_length=8, choices=Stage.choices)
    asked_on = models.DateField(_("申请日期"))
    reason = models.TextField(_("申请的理由"), max_length=3000)
    conclusion = models.CharField(_("结论"), max_length=10, choices=Conclusion.choices, blank=True)
    text = models.TextField(_("理由"), max_length=3000, blank=True)
    organ = models.CharField(_("作出机关"), max_length=120, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    letter = models.OneToOneField("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    # Until when a re-review can be asked for.
    recheck_until = models.DateField(_("申请复核的最后一天"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="review_has_its_stage"),
            models.UniqueConstraint(
                fields=["petition", "stage"], condition=Q(answered_on=None), name="petition_has_one_open_review_a_stage"
            ),
            models.CheckConstraint(
                condition=Q(conclusion="", answered_on=None)
                | (~Q(conclusion="") & ~Q(text="") & ~Q(organ="") & Q(answered_on__isnull=False)),
                name="answered_review_says_why_and_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.asked_on}"
