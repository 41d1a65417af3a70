"""The hearing: who asked for it, when it is held, and its transcript (行政许可法第46至48条)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.applications.states import Asker

if TYPE_CHECKING:
    from datetime import datetime


class Hearing(models.Model):
    """听证: held on request before the decision; runs until its transcript is signed or nobody asks for it any more."""

    application = models.ForeignKey("applications.Application", models.PROTECT, related_name="hearings")
    proposal = models.ForeignKey("applications.Proposal", models.PROTECT, related_name="+")
    # The first request: 20 working days from here, and no day of it counts once the applicant was told in writing.
    asked_on = models.DateField(_("申请日期"))
    planned_days = models.PositiveSmallIntegerField(_("预计天数（自然日）"), null=True, blank=True)
    confirmed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    letter = models.ForeignKey("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    paused_from = models.DateField(_("停表首日"), null=True, blank=True)
    held_on = models.DateField(_("听证日期"), null=True, blank=True)
    held_at = models.TimeField(_("听证时间"), null=True, blank=True)
    place = models.CharField(_("听证地点"), max_length=200, blank=True)
    chair = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    # A hearing is open to the public, and announced, unless there is a reason why not (行政许可法第48条).
    closed_why = models.CharField(_("不公开举行的理由"), max_length=200, blank=True)
    notice_letter = models.ForeignKey("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField(_("笔录签字日期"), null=True, blank=True)
    summary = models.TextField(_("听证中的主要意见"), max_length=4000, blank=True)
    transcript = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    filed_at = models.DateTimeField(_("笔录登记时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("未举行而结束的时间"), null=True, blank=True)
    ended_why = models.CharField(_("未举行的理由"), max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(filed_at=None, ended_at=None), name="one_hearing_runs_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(held_on=None) | (~Q(place="") & Q(held_at__isnull=False, chair__isnull=False)),
                name="arranged_hearing_has_time_place_and_chair",
            ),
            models.CheckConstraint(
                condition=Q(filed_at=None)
                | Q(
                    signed_on__isnull=False,
                    transcript__isnull=False,
                    held_on__isnull=False,
                    signed_on__gte=F("held_on"),
                ),
                name="held_hearing_has_a_signed_transcript",
            ),
            models.CheckConstraint(
                condition=Q(filed_at=None) | Q(ended_at=None), name="hearing_is_held_or_ends_without"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.asked_on}"

    @property
    def runs(self) -> bool:
        return self.filed_at is None and self.ended_at is None

    def has_begun(self, at: datetime) -> bool:
        """Whether its hour has come; from then on what it leads to is its transcript."""
        if self.held_on is None or self.held_at is None:
            return False
        local = timezone.localtime(at)
        return (self.held_on, self.held_at) <= (local.date(), local.time())


class HearingRequest(models.Model):
    """听证申请: asked in time or too late; each stands in the record."""

    application = models.ForeignKey("applications.Application", models.PROTECT, related_name="hearing_requests")
    # None where it came too late.
    hearing = models.ForeignKey(Hearing, models.PROTECT, null=True, blank=True, related_name="requests")
    asker = models.CharField(_("谁申请"), max_length=12, choices=Asker.choices)
    name = models.CharField(_("姓名或者名称"), max_length=120)
    contact = models.CharField(_("联系方式"), max_length=200, blank=True)
    reason = models.TextField(_("申请理由"), max_length=2000)
    asked_on = models.DateField(_("申请日期"))
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))
    refused_why = models.CharField(_("不予组织听证的理由"), max_length=300, blank=True)
    notice_letter = models.ForeignKey("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(hearing=None) & ~Q(refused_why="")) | Q(hearing__isnull=False, refused_why=""),
                name="hearing_request_is_granted_or_refused_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(asker=Asker.APPLICANT) | Q(document__isnull=False),
                name="interested_party_asks_in_writing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_asker_display()} {self.name}"
