"""Bulletins: the facts of a month or a year as they were when a second person published them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from disclosure.quality.enums import BulletinState, Medium, Span
from disclosure.quality.flow import BulletinFlow

UNSEEN = (BulletinState.DRAFT, BulletinState.DROPPED)
SEEN = (BulletinState.PUBLISHED, BulletinState.SUPERSEDED)


class Bulletin(BulletinFlow):
    """One version of one bulletin."""

    State = BulletinState

    public_id = models.CharField(_("编号"), max_length=40, unique=True)
    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="bulletins")
    medium = models.CharField(_("要素"), max_length=10, choices=Medium.choices)
    span = models.CharField(_("种类"), max_length=6, choices=Span.choices)
    first = models.DateField(_("起"))
    last = models.DateField(_("止"))
    # Frozen when composed: nothing that is measured, mended or undone later changes it.
    facts = models.JSONField(_("内容"))
    comment = models.TextField(_("编者的话"), blank=True)

    composed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    composed_at = models.DateTimeField(_("编制时间"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("更正的公报")
    )
    # Its official form, printed when it is published; the case of the letter is the bulletin's own.
    letter = models.OneToOneField("documents.Letter", models.PROTECT, null=True, blank=True, related_name="bulletin")
    correction_reason = models.CharField(_("更正原因"), max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=BulletinState.values), name="bulletin_state_is_known"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="bulletin_is_of_a_period"),
            models.CheckConstraint(
                condition=Q(published_by=None) | ~Q(published_by=F("composed_by")),
                name="bulletin_is_published_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNSEEN, published_by=None, published_at=None)
                | Q(
                    state__in=SEEN,
                    published_by__isnull=False, published_at__isnull=False,
                ),
                name="bulletin_public_has_publisher_and_moment",
            ),
            models.CheckConstraint(
                condition=Q(version=1, supersedes=None, correction_reason="")
                | (Q(version__gt=1, supersedes__isnull=False) & ~Q(correction_reason="")),
                name="bulletin_later_version_follows_an_earlier_one_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["bureau", "medium", "first", "last"], condition=Q(state=BulletinState.PUBLISHED),
                name="bulletin_of_a_period_stands_once",
            ),
            models.UniqueConstraint(
                fields=["bureau", "medium", "first", "last"], condition=Q(state=BulletinState.DRAFT),
                name="bulletin_of_a_period_is_drafted_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.public_id


class Edition(models.Model):
    """Counts every change of what the public sees, in the transaction of the change; pages' ETags are made of it."""

    number = models.PositiveBigIntegerField(_("版次"), default=0)
    changed_at = models.DateTimeField(_("最近更新"), null=True, blank=True)

    def __str__(self) -> str:
        return str(self.number)
