"""Published penalties that no longer stand."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disclosure.board.enums import Overturning
from disclosure.board.models.notices import Notice


class Overturned(models.Model):
    """A penalty that was changed, revoked or found unlawful or void: its notice is withdrawn within three days.

    行政处罚法第四十八条第二款; working days by 第八十五条.
    """

    notice = models.OneToOneField(Notice, models.PROTECT, related_name="overturned")
    how = models.CharField(_("怎样了"), max_length=10, choices=Overturning.choices)
    on = models.DateField(_("生效日期"))
    document = models.CharField(_("依据的文书"), max_length=120)
    due_on = models.DateField(_("最迟撤回"))
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(_("登记时间"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(how__in=Overturning.values), name="overturned_in_a_known_way"),
            models.CheckConstraint(condition=Q(due_on__gt=F("on")), name="overturned_is_withdrawn_after_it_was"),
            models.CheckConstraint(condition=~Q(document=""), name="overturned_by_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.on}"

    @property
    def kept(self) -> bool | None:
        """Whether it was withdrawn in time; None while it still stands."""
        at = self.notice.withdrawn_at
        return None if at is None else timezone.localdate(at) <= self.due_on
