"""Who wants a mail when something new stands on the board; addresses are personal and go when their owner leaves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Subscription(models.Model):
    """A search somebody without an account wants to hear of. The address stands here alone, and goes with the row."""

    address = models.EmailField(_("邮箱"))
    query = models.CharField(_("筛选"), max_length=600, blank=True)  # as the list's own address has it
    language = models.CharField(_("语言"), max_length=10)
    secret = models.CharField(max_length=32, editable=False)  # in every link: links die with the row
    asked_at = models.DateTimeField(_("申请时间"))
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    # Notices published up to here were told; moved on in the transaction that posts the mail.
    told_until = models.DateTimeField(_("已告知到"), null=True, blank=True)
    looked_on = models.DateField(_("最近一次汇总"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["address", "query"], name="subscription_to_a_search_is_one"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(told_until__isnull=False),
                name="subscription_confirmed_tells_from_then",
            ),
        ]

    def __str__(self) -> str:
        return self.query


class SubscriptionMail(models.Model):
    """A mail that waits to be sent to a subscriber; gone once it was."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="mails")
    subject = models.CharField(_("标题"), max_length=200)
    body = models.TextField(_("正文"))
    posted_at = models.DateTimeField(_("发出时间"))
    tries = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    next_try_at = models.DateTimeField(_("下次尝试"), db_index=True)

    def __str__(self) -> str:
        return self.subject


class SubscriptionAsk(models.Model):
    """That somebody asked for a confirmation, kept an hour to slow down who asks for others; only a digest of where."""

    source = models.CharField(_("来源"), max_length=64)
    at = models.DateTimeField(_("时间"), db_index=True)

    def __str__(self) -> str:
        return f"{self.source} {self.at}"
