"""What readers say is wrong with a notice, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disclosure.board.enums import WrongOutcome
from disclosure.board.models.notices import Notice


class WrongReport(models.Model):
    """此公示有误: said by anybody, answered by an editor by a day; who said it is never public."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="wrongs")
    what = models.CharField(_("哪里有误"), max_length=500)
    contact = models.CharField(_("联系方式"), max_length=100, blank=True)
    said_at = models.DateTimeField(_("提出时间"))
    due_on = models.DateField(_("最迟答复"))
    outcome = models.CharField(_("处理"), max_length=10, choices=WrongOutcome.choices, blank=True)
    answer = models.CharField(_("答复"), max_length=300, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        indexes: ClassVar = [models.Index(fields=["notice", "answered_at"], name="wrong_report_of_notice")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, outcome="", answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(outcome="") & ~Q(answer="")),
                name="wrong_report_waits_or_is_answered_in_full",
            )
        ]

    def __str__(self) -> str:
        return self.what[:40]
