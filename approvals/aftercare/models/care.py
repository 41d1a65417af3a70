"""An approval's aftercare, its phases, what the enterprise reported of them, what the bureau saw."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.aftercare.flow import AftercareFlow
from approvals.aftercare.states import Longer, Stage, Step
from envportal.accounts.models import Enterprise

if TYPE_CHECKING:
    from envportal.cases.models import Case


class Aftercare(AftercareFlow):
    """批后监管 of one approval; it is a case of its own, since the approval's is closed."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="aftercare")
    # None: approved before the portal, or elsewhere; entered from its papers.
    origin = models.OneToOneField(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("审批案件")
    )
    document_number = models.CharField(_("批复文号"), max_length=60)
    decided_on = models.DateField(_("批准日期"))
    portal_service = models.BooleanField(_("同意门户送达"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=AftercareFlow.known_states(), name="aftercare_is_in_a_known_state"),
            models.CheckConstraint(condition=~Q(origin=F("case")), name="aftercare_follows_another_case"),
        ]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def approval_case(self) -> Case:
        """On which its notices stand and to which others link: the approval's, or its own where that is none here."""
        return self.origin or self.case

    @property
    def owner(self) -> Enterprise:
        """The project owner: an approval always has one, though a case need not."""
        if self.case.enterprise is None:
            raise Enterprise.DoesNotExist
        return self.case.enterprise


class Phase(models.Model):
    """分期: a project accepted in parts has a row for each (建设项目环境保护管理条例第18条)."""

    aftercare = models.ForeignKey(Aftercare, models.PROTECT, related_name="phases")
    number = models.PositiveSmallIntegerField(_("第几期"))
    name = models.CharField(_("工程内容"), max_length=200)
    longer_why = models.CharField(_("验收期限延长的原因"), max_length=16, choices=Longer.choices, blank=True)
    longer_words = models.CharField(_("情况说明"), max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["aftercare", "number"], name="phase_has_its_own_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="phases_are_numbered_from_one"),
            models.CheckConstraint(condition=Q(longer_why="") | ~Q(longer_words=""), name="longer_acceptance_says_why"),
        ]

    def __str__(self) -> str:
        return self.name


class Milestone(models.Model):
    """What happened on a day; never changed: a correction is a new row that names the one it takes the place of."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="milestones")
    step = models.CharField(_("事项"), max_length=12, choices=Step.choices)
    on = models.DateField(_("日期"))
    words = models.CharField(_("说明"), max_length=2000, blank=True)
    link = models.URLField(_("网址"), max_length=300, blank=True)
    window_until = models.DateField(_("公示截止"), null=True, blank=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name=_("更正哪一条")
    )
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("报告时间"))

    class Meta:
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["phase", "step"], condition=Q(corrects=None), name="step_of_a_phase_is_reported_once"
            ),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="milestone_is_a_known_step"),
            models.CheckConstraint(
                condition=~Q(step=Step.PUBLISHED) | (Q(window_until__gt=F("on")) & ~Q(link="")),
                name="published_report_has_its_window_and_address",
            ),
            models.CheckConstraint(condition=Q(corrects=None) | ~Q(words=""), name="corrected_milestone_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.on}"


class StageCheck(models.Model):
    """三同时检查: what the bureau found at one stage of a phase."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="checks")
    stage = models.CharField(_("环节"), max_length=12, choices=Stage.choices)
    in_order = models.BooleanField(_("符合要求"))
    words = models.CharField(_("检查情况"), max_length=2000)
    on = models.DateField(_("检查日期"))
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))

    class Meta:
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="check_is_of_a_known_stage"),
            models.CheckConstraint(condition=~Q(words=""), name="check_of_a_stage_says_what_was_found"),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.on}"
