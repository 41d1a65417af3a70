"""What goes to an applicant by e-mail; where to is read from the sealed table when it goes, and stands nowhere else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disclosure.requests.models.requests import Request

WAITING = Q(sent_at=None, dead_at=None)


class Mail(models.Model):
    """One letter on its way as an attachment: tried again until it went, or given up and said so."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="mails")
    letter = models.OneToOneField("documents.Letter", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("产生时间"))
    tries = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    next_try_at = models.DateTimeField(_("下次尝试"))
    sent_at = models.DateTimeField(_("邮件送出时间"), null=True, blank=True)
    dead_at = models.DateTimeField(_("放弃时间"), null=True, blank=True)
    # By its kind alone: what a gateway says may name the address.
    last_error = models.CharField(_("最近错误"), max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sent_at=None) | Q(dead_at=None), name="mail_is_sent_or_given_up"),
        ]
        indexes: ClassVar = [models.Index(fields=["next_try_at"], condition=WAITING, name="mail_waits_to_be_sent")]

    def __str__(self) -> str:
        return str(self.letter)
