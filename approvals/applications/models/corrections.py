"""补正: the one letter, its items with their answers, the list that was walked before it; and what came too late."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.applications.states import CorrectionOrigin, Found, Verdict
from envportal.documents.enums import CheckPoint


class Correction(models.Model):
    """One round of correction: asked once and completely, answered by a supplement, judged item by item."""

    application = models.ForeignKey("applications.Application", models.PROTECT, related_name="corrections")
    round = models.PositiveSmallIntegerField(_("第几次"))
    letter = models.ForeignKey("documents.Letter", models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_on = models.DateField(_("告知日期"))
    answered_on = models.DateField(_("补正日期"), null=True, blank=True)
    answer = models.TextField(_("补正说明"), max_length=2000, blank=True)
    judged_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(_("认定时间"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "round"], name="correction_round_is_asked_once"),
            models.CheckConstraint(
                condition=Q(judged_at=None, judged_by=None)
                | Q(judged_at__isnull=False, judged_by__isnull=False, answered_on__isnull=False),
                name="a_correction_is_judged_once_it_is_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.round}"


class CorrectionItem(models.Model):
    """What is missing, by which rule, how to mend it; what the applicant answered, and whether that cures it."""

    correction = models.ForeignKey(Correction, models.PROTECT, related_name="items")
    point = models.CharField(_("检查要点"), max_length=20, choices=CheckPoint.choices)
    what = models.CharField(_("缺什么"), max_length=300)
    rule = models.CharField(_("依据"), max_length=200)
    remedy = models.CharField(_("怎么补"), max_length=300)
    origin = models.CharField(_("提出的理由"), max_length=12, choices=CorrectionOrigin.choices)
    # Of a further letter: the item of the last one that was not cured, or whose answer brought this in.
    earlier = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    # The entry of the library it was picked from, as it stood.
    entry = models.CharField(_("事项库"), max_length=60, blank=True)
    version = models.PositiveSmallIntegerField(_("版本"), null=True, blank=True)
    answer = models.CharField(_("怎么补的"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    files = models.ManyToManyField("documents.Document", related_name="+", verbose_name=_("补正材料"))
    verdict = models.CharField(_("认定"), max_length=10, choices=Verdict.choices, blank=True)
    why = models.CharField(_("认定的说明"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(point__in=CheckPoint.values), name="item_is_about_a_point_of_the_list"),
            models.CheckConstraint(
                condition=~Q(origin=CorrectionOrigin.UNCURED) | Q(earlier__isnull=False),
                name="uncured_item_names_the_earlier_one",
            ),
            models.CheckConstraint(condition=Q(verdict="") | ~Q(answer=""), name="an_item_is_judged_by_its_answer"),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.OPEN) | ~Q(why=""), name="an_item_not_cured_says_what_is_missing"
            ),
        ]

    def __str__(self) -> str:
        return self.what


class CheckedPoint(models.Model):
    """One point of the check list as the window found it before a letter went out; the words as they stood."""

    correction = models.ForeignKey(Correction, models.PROTECT, related_name="checked")
    point = models.CharField(_("检查要点"), max_length=20, choices=CheckPoint.choices)
    asks = models.CharField(_("看什么"), max_length=200)
    rule = models.CharField(_("依据"), max_length=200)
    found = models.CharField(_("检查结果"), max_length=16, choices=Found.choices)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["correction", "point"], name="a_point_is_walked_once_a_letter"),
            models.CheckConstraint(condition=Q(found__in=Found.values), name="a_point_is_found_in_one_of_three_ways"),
        ]

    def __str__(self) -> str:
        return f"{self.get_point_display()} {self.get_found_display()}"


class LateDefect(models.Model):
    """迟提缺陷: what the one letter should have said; it is dealt with in the review and answered for, not asked."""

    application = models.ForeignKey("applications.Application", models.PROTECT, related_name="late_defects")
    what = models.CharField(_("迟提的缺陷"), max_length=300)
    noted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("登记时间"))

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(what=""), name="late_defect_says_something")]

    def __str__(self) -> str:
        return self.what
