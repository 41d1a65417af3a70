"""An errand, what the bureau above wants, what was sent up and what it did; and a delegation that was sought."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.errands.flow import ErrandFlow
from approvals.errands.states import Outcome, State, Step, What
from envportal.accounts.models import Enterprise


class Errand(ErrandFlow):
    """帮企业向上报批: it is a case of the bureau that runs the errand; the decision is another's."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="errand")
    what = models.CharField(_("报批什么"), max_length=12, choices=What.choices)
    words = models.CharField(_("情况说明"), max_length=1000)
    # A bureau of this portal, which sees and answers it here, or none: then its dates are entered with proof.
    superior = models.ForeignKey(
        "accounts.Bureau", models.PROTECT, null=True, blank=True, related_name="errands_from_below"
    )
    superior_name = models.CharField(_("上级机关"), max_length=100)
    asked_at = models.DateTimeField(_("提出时间"))
    # Nothing goes up without it: who consented for the enterprise that the bureau files in its name, free of charge.
    consented_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("同意人"))
    consented_at = models.DateTimeField(_("同意时间"))
    # The last day the bureau above named, or the law names, for its decision.
    superior_due_on = models.DateField(_("上级应决定的最后一天"), null=True, blank=True)
    ended_why = models.CharField(_("为什么不再上报"), max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=ErrandFlow.known_states(), name="errand_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state=State.ENDED) & ~Q(ended_why="") | ~Q(state=State.ENDED) & Q(ended_why=""),
                name="errand_ends_for_a_reason",
            ),
            models.CheckConstraint(condition=~Q(superior_name=""), name="errand_names_the_bureau_above"),
        ]

    def __str__(self) -> str:
        return self.case.title

    @property
    def owner(self) -> Enterprise:
        if self.case.enterprise is None:
            raise Enterprise.DoesNotExist
        return self.case.enterprise


class Item(models.Model):
    """One thing the bureau above wants, by which rule, and the file that answers it."""

    errand = models.ForeignKey(Errand, models.PROTECT, related_name="items")
    name = models.CharField(_("要什么"), max_length=200)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    # Which package it is for: 1, or a later one where the bureau above asked for more.
    round = models.PositiveSmallIntegerField(_("第几次上报"), default=1)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["errand", "round", "name"], name="thing_is_asked_for_once_a_round")
        ]

    def __str__(self) -> str:
        return self.name


class Package(models.Model):
    """What went up, when, by whom, and the digest of its list of contents: it never changes."""

    errand = models.ForeignKey(Errand, models.PROTECT, related_name="packages")
    number = models.PositiveSmallIntegerField(_("第几次上报"))
    files = models.JSONField(_("目录"), default=list)
    contents = models.TextField(_("目录原文"))
    sha256 = models.CharField(_("目录摘要"), max_length=64)
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("上报人"))
    sent_at = models.DateTimeField(_("上报时间"))

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["errand", "number"], name="package_goes_up_once")
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.errand} {self.number}"


class News(models.Model):
    """A step of the bureau above: entered by its own staff, or by ours with the paper that proves it."""

    errand = models.ForeignKey(Errand, models.PROTECT, related_name="news")
    step = models.CharField(_("上级做了什么"), max_length=12, choices=Step.choices)
    on = models.DateField(_("哪一天"))
    due_on = models.DateField(_("最后一天"), null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome.choices, blank=True)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    words = models.CharField(_("说明"), max_length=1000, blank=True)
    proof = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    is_from_above = models.BooleanField(_("上级自己登记"), default=False)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))
    at = models.DateTimeField(_("登记时间"))

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_from_above=True) | Q(proof__isnull=False), name="news_from_outside_has_its_proof"
            ),
            models.CheckConstraint(
                condition=Q(step=Step.DECIDED, outcome__in=Outcome.values) & ~Q(number="")
                | ~Q(step=Step.DECIDED) & Q(outcome=""),
                name="decision_above_has_an_outcome_and_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.on}"


class Sought(models.Model):
    """争取委托或者下放: asked of the bureau above for this kind of cases, and what came of it."""

    errand = models.ForeignKey(Errand, models.PROTECT, related_name="delegations")
    scope = models.CharField(_("请求委托办理什么"), max_length=500)
    asked_on = models.DateField(_("请求日期"))
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("请求人"))
    asked_at = models.DateTimeField(_("登记时间"))
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome.choices, blank=True)
    document_number = models.CharField(_("文件和文号"), max_length=200, blank=True)
    granted_scope = models.CharField(_("委托的范围"), max_length=500, blank=True)
    valid_from = models.DateField(_("从哪一天起"), null=True, blank=True)
    valid_to = models.DateField(_("到哪一天"), null=True, blank=True)
    proof = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["errand"], condition=Q(outcome=""), name="one_delegation_is_sought_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_on=None, proof=None)
                | Q(outcome__in=Outcome.values, answered_on__isnull=False, proof__isnull=False)
                & ~Q(document_number=""),
                name="answer_to_a_delegation_has_its_document",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.GRANTED)
                | Q(valid_from__isnull=False, valid_to__gte=F("valid_from")) & ~Q(granted_scope=""),
                name="granted_delegation_has_scope_and_term",
            ),
        ]

    def __str__(self) -> str:
        return self.scope
