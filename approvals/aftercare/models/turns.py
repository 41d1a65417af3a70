"""What turns an approval another way: a change of the project, a start after five years."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """变动: declared before it is built; the bureau says whether it is major (重大变动)."""

    aftercare = models.ForeignKey("aftercare.Aftercare", models.PROTECT, related_name="changes")
    # [Aspect, …] and the numbers of the list that were found to apply.
    aspects = models.JSONField(_("变动的方面"))
    words = models.CharField(_("变动内容"), max_length=4000)
    planned_on = models.DateField(_("打算何时建设"), null=True, blank=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    declared_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(_("申报时间"))
    items = models.JSONField(_("对照清单"), default=list)
    is_major = models.BooleanField(_("属于重大变动"), null=True, blank=True)
    reason = models.CharField(_("理由"), max_length=2000, blank=True)
    judged_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(_("认定时间"), null=True, blank=True)
    # The application a major change was filed with anew; what is approved by it clears this change and no other.
    new_case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="changes_filed")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_major=None, reason="", judged_by=None, judged_at=None)
                | Q(is_major__isnull=False, judged_by__isnull=False, judged_at__isnull=False) & ~Q(reason=""),
                name="change_is_judged_by_a_person_for_a_reason",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="change_says_what_it_is"),
        ]

    def __str__(self) -> str:
        return self.words[:80]


class ReExamination(models.Model):
    """重新审核: nothing was built for more than five years; answered in writing within ten days."""

    aftercare = models.ForeignKey("aftercare.Aftercare", models.PROTECT, related_name="re_examinations")
    words = models.CharField(_("报送的情况"), max_length=4000)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    received_on = models.DateField(_("收到日期"))
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    agrees = models.BooleanField(_("同意"), null=True, blank=True)
    reason = models.CharField(_("理由"), max_length=2000, blank=True)
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    letter = models.OneToOneField("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["aftercare"], condition=Q(answered_on=None), name="one_re_examination_waits_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, answered_by=None, letter=None)
                | Q(
                    answered_on__isnull=False,
                    answered_by__isnull=False,
                    letter__isnull=False,
                    agrees__isnull=False,
                    proposed_by__isnull=False,
                ),
                name="re_examination_is_answered_by_a_letter",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=models.F("proposed_by")),
                name="another_signs_what_was_proposed_on_re_examination",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aftercare} {self.received_on}"
