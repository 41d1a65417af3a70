"""What was asked to be revised after a review, and what the applicant changed: a new version beside the old one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.applications.states import Verdict


class Revision(models.Model):
    """修改: asked for by the officer point by point, answered with a new version of the document, judged by points."""

    application = models.ForeignKey("applications.Application", models.PROTECT, related_name="revisions")
    round = models.PositiveSmallIntegerField(_("第几次"))
    after = models.ForeignKey("applications.SpecialStep", models.PROTECT, related_name="revisions")
    wanted_by = models.DateField(_("希望在哪一天以前"))
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("提出时间"))
    # The version it is asked of, which stays, and the one that came.
    before = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    judged_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(_("认定时间"), null=True, blank=True)
    called_off_at = models.DateTimeField(_("取消时间"), null=True, blank=True)
    called_off_why = models.CharField(_("取消的理由"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["round"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "round"], name="revision_round_is_asked_once"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(judged_at=None, called_off_at=None),
                name="one_revision_is_asked_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, document=None, answered_by=None)
                | Q(answered_at__isnull=False, document__isnull=False, answered_by__isnull=False),
                name="a_revision_is_answered_with_a_document",
            ),
            models.CheckConstraint(
                condition=Q(document=None) | ~Q(document=F("before")), name="a_revised_document_is_another_one"
            ),
            models.CheckConstraint(
                condition=Q(judged_at=None, judged_by=None)
                | Q(judged_at__isnull=False, judged_by__isnull=False, answered_at__isnull=False),
                name="a_revision_is_judged_once_it_is_answered",
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_why="")
                | (Q(called_off_at__isnull=False, judged_at=None) & ~Q(called_off_why="")),
                name="a_revision_is_called_off_for_a_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.application} · {self.round}"

    @property
    def waits_for_applicant(self) -> bool:
        return self.answered_at is None and self.called_off_at is None


class RevisionPoint(models.Model):
    """One point: what was asked, what changed and where, and whether that settles it."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="points")
    position = models.PositiveSmallIntegerField(_("次序"))
    what = models.CharField(_("要求"), max_length=500)
    page = models.CharField(_("页码"), max_length=40, blank=True)
    change = models.CharField(_("怎么改的"), max_length=1000, blank=True)
    verdict = models.CharField(_("认定"), max_length=10, choices=Verdict.choices, blank=True)
    why = models.CharField(_("认定的说明"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "position"], name="a_point_has_its_place"),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.OPEN) | ~Q(why=""), name="what_is_not_settled_says_what_is_missing"
            ),
            models.CheckConstraint(condition=Q(verdict="") | ~Q(change=""), name="a_point_is_judged_by_its_answer"),
        ]

    def __str__(self) -> str:
        return self.what
