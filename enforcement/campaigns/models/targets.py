"""One target of a campaign, what proves it, and what was asked for it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enforcement.campaigns.flow import TargetFlow
from enforcement.campaigns.models.campaigns import Campaign
from enforcement.campaigns.states import Answer, Change, TargetState


def amount(label: object) -> models.DecimalField[Any, Any]:
    """How much, in the unit of the kind or of the campaign; None where nobody said."""
    return models.DecimalField(label, max_digits=14, decimal_places=3, null=True, blank=True)  # type: ignore[arg-type]


class Target(TargetFlow):
    """A boiler, a works, a village, a source: what is to be done with it, by when, and what became of it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="targets")
    number = models.PositiveIntegerField(_("序号"))
    # What makes it the same target in a table that comes twice.
    key = models.CharField(max_length=220)
    code = models.CharField(_("编号"), max_length=60, blank=True)
    name = models.CharField(_("名称"), max_length=120)
    # The public reads the surname of a person, and no place but the township.
    is_person = models.BooleanField(_("个人"), default=False)
    township = models.CharField(_("乡镇街道"), max_length=60)
    place = models.CharField(_("地点"), max_length=200, blank=True)
    enterprise = models.ForeignKey(
        "accounts.Enterprise", models.PROTECT, null=True, blank=True, related_name="campaign_targets",
        verbose_name=_("企业"),
    )  # fmt: skip
    baseline = amount(_("基数"))
    measure = models.CharField(_("要求的措施"), max_length=300)
    reduction_asked = amount(_("应减排"))
    due_on = models.DateField(_("期限"))
    first_due_on = models.DateField(_("原定期限"))
    responsible = models.CharField(_("责任单位和责任人"), max_length=120, blank=True)
    added_on = models.DateField(_("列入日期"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_why = models.CharField(_("补列的原因"), max_length=300, blank=True)
    duty = models.OneToOneField("duties.Duty", models.PROTECT, null=True, blank=True, related_name="campaign_target")

    begun_on = models.DateField(_("开始日期"), null=True, blank=True)
    reported_on = models.DateField(_("报告日期"), null=True, blank=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    report_words = models.CharField(_("完成情况"), max_length=1000, blank=True)
    sent_back_why = models.CharField(_("退回的原因"), max_length=500, blank=True)
    verified_on = models.DateField(_("现场核实日期"), null=True, blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    verified_words = models.CharField(_("现场看到的"), max_length=1000, blank=True)
    result = amount(_("核实的数量"))
    reduction = amount(_("核实的减排量"))
    ended_why = models.CharField(_("不再实施或者移出的原因"), max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=TargetFlow.known_states(), name="target_is_in_a_known_state"),
            models.UniqueConstraint(fields=["campaign", "number"], name="target_has_its_own_number"),
            models.UniqueConstraint(fields=["campaign", "key"], name="target_stands_on_a_list_once"),
            models.CheckConstraint(
                condition=~Q(state=TargetState.REPORTED) | Q(reported_on__isnull=False, reported_by__isnull=False),
                name="reported_target_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state=TargetState.VERIFIED)
                | (Q(verified_on__isnull=False, verified_by__isnull=False) & ~Q(verified_words="")),
                name="verified_target_says_by_whom_and_what_was_seen",
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | Q(reported_by=None) | ~Q(verified_by=models.F("reported_by")),
                name="target_is_verified_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[TargetState.DROPPED, TargetState.REMOVED]) | ~Q(ended_why=""),
                name="target_leaves_for_a_reason",
            ),
            models.CheckConstraint(
                condition=(Q(baseline=None) | Q(baseline__gte=0))
                & (Q(result=None) | Q(result__gte=0))
                & (Q(reduction=None) | Q(reduction__gte=0))
                & (Q(reduction_asked=None) | Q(reduction_asked__gte=0)),
                name="target_amounts_are_not_below_nothing",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["campaign", "state"], name="targets_by_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Proof(models.Model):
    """A file or photograph that shows a target is done; one file stands for one target alone."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="proofs")
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    is_of_visit = models.BooleanField(_("现场核实时拍的"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["target", "sha256"], name="proof_stands_once_for_its_target"),
        ]
        indexes: ClassVar = [models.Index(fields=["sha256"], name="proofs_by_digest")]

    def __str__(self) -> str:
        return str(self.document)


class Visiting(models.Model):
    """The visit that was asked for to look at a target."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="visitings")
    demand = models.OneToOneField("inspections.Demand", models.PROTECT, related_name="campaign_target")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    def __str__(self) -> str:
        return str(self.demand)


class ChangeRequest(models.Model):
    """Another last day, giving up, or leaving the list: asked for with a reason, answered by somebody else."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="requests")
    change = models.CharField(_("请求"), max_length=10, choices=Change.choices)
    reason = models.CharField(_("理由和依据"), max_length=500)
    due_on = models.DateField(_("新的期限"), null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("提出时间"))
    answer = models.CharField(_("答复"), max_length=10, choices=Answer.choices, default=Answer.WAITING)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answer_why = models.CharField(_("答复意见"), max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["target"], condition=Q(answer=Answer.WAITING), name="target_waits_for_one_answer"
            ),
            models.CheckConstraint(
                condition=~Q(change=Change.POSTPONE) | Q(due_on__isnull=False), name="postponement_names_its_day"
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.WAITING) | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="answer_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=models.F("asked_by")),
                name="change_is_answered_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.get_change_display()}"
