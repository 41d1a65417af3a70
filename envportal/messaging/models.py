"""What we tell people: one row a person, read in the portal, sent by e-mail."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# Still to be sent: it has an address, was not sent, was not given up.
WAITING = Q(sent_at=None, dead_at=None) & ~Q(to_address="")


class Message(models.Model):
    """A message to one person, written in the transaction of the step it tells of."""

    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="messages")
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages")
    to_address = models.EmailField(_("邮箱"), blank=True)
    language = models.CharField(_("语言"), max_length=10)
    template = models.CharField(_("模板"), max_length=60)
    subject = models.CharField(_("标题"), max_length=200)
    body = models.TextField(_("正文"), blank=True)
    link = models.CharField(_("去办理"), max_length=200, blank=True, help_text="an address inside the portal")
    created_at = models.DateTimeField(_("发出时间"))
    read_at = models.DateTimeField(_("阅读时间"), null=True, blank=True)
    sent_at = models.DateTimeField(_("邮件送出时间"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    # When to try next; a worker that has the message moves this ahead, so that nobody else takes it meanwhile.
    next_try_at = models.DateTimeField(_("下次尝试"))
    dead_at = models.DateTimeField(_("放弃时间"), null=True, blank=True)
    last_error = models.CharField(_("最近错误"), max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sent_at=None) | Q(dead_at=None), name="message_is_sent_or_given_up"),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="/"), name="message_links_into_the_portal_only"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_try_at"], condition=WAITING, name="message_waits_to_be_sent"),
            models.Index(fields=["to_user", "-created_at"], name="message_in_an_inbox"),
        ]

    def __str__(self) -> str:
        return self.subject
