"""终止批准: an approval that shall end, what was said about it, and how it was decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.applications.enums import GROUNDS, Basis, RevocationGround, RevocationOutcome


class Revocation(models.Model):
    """One proposal that an approval end: on which ground, heard how, decided by whom."""

    application = models.ForeignKey("applications.Application", models.PROTECT, related_name="revocations")
    ground = models.CharField(_("情形"), max_length=16, choices=RevocationGround.choices)
    facts = models.TextField(_("事实和证据"), max_length=4000)
    # What it rests on: the new approval, the reply on re-examination, the owner's application.
    rests_on = models.CharField(_("所依据的文书"), max_length=200, blank=True)
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("提出时间"))
    # None where the enterprise itself asks for it.
    notice_letter = models.OneToOneField("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")

    # The latest that came; each as it came is a row of its own.
    answer = models.TextField(_("陈述申辩"), max_length=4000, blank=True)
    wants_hearing = models.BooleanField(_("要求听证"), null=True, blank=True)
    answered_on = models.DateField(_("提出陈述申辩的日期"), null=True, blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    hearing_told_on = models.DateField(_("听证通知送达日期"), null=True, blank=True)
    heard_on = models.DateField(_("听证日期"), null=True, blank=True)
    chair = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.TextField(_("听证中的主要意见"), max_length=4000, blank=True)
    transcript = models.OneToOneField("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")

    outcome = models.CharField(_("决定"), max_length=8, choices=RevocationOutcome.choices, blank=True)
    reason = models.TextField(_("对陈述申辩和听证意见的采纳情况和理由"), max_length=2000, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    letter = models.OneToOneField("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(decided_at=None), name="one_end_of_an_approval_waits_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["application"], condition=Q(outcome=RevocationOutcome.ENDED), name="an_approval_ends_once"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, outcome="", letter=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False, outcome=RevocationOutcome.DROPPED, letter=None)
                | Q(
                    decided_at__isnull=False, decided_by__isnull=False, outcome=RevocationOutcome.ENDED,
                    letter__isnull=False,
                ),
                name="an_approval_ends_by_a_letter_of_a_person",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="who_proposes_the_end_of_an_approval_does_not_decide",
            ),
            models.CheckConstraint(
                condition=Q(heard_on=None, hearing_told_on=None, chair=None, transcript=None)
                | Q(heard_on__gt=F("hearing_told_on"), chair__isnull=False, transcript__isnull=False),
                name="a_hearing_on_the_end_has_chair_and_transcript",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.application} · {self.get_ground_display()}"

    @property
    def basis(self) -> Basis:
        return GROUNDS[self.ground]

    @property
    def is_open(self) -> bool:
        return self.decided_at is None


class RevocationAnswer(models.Model):
    """陈述申辩 as it came, by whom it was put in; nothing that comes later writes over it."""

    revocation = models.ForeignKey(Revocation, models.PROTECT, related_name="answers")
    text = models.TextField(_("陈述申辩"), max_length=4000)
    wants_hearing = models.BooleanField(_("要求听证"))
    answered_on = models.DateField(_("提出陈述申辩的日期"))
    # Put in by the enterprise itself, and not by the bureau from a paper.
    is_own = models.BooleanField(_("由建设单位自己提出"))
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))

    def __str__(self) -> str:
        return f"{self.revocation} · {self.answered_on}"
