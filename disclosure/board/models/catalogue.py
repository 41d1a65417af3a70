"""The catalogue of what a bureau has to publish: by which law, how soon, how often, and by whom."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from disclosure.board.enums import Anchor, Audience, Frequency, Way
from envportal.deadlines.enums import Evidence, Unit

UNITS = (Unit.WORKING_DAY, Unit.CALENDAR_DAY)


class DisclosureItem(models.Model):
    """One column of the catalogue, in force from a day on; a later version leaves the earlier one as it is."""

    code = models.SlugField(_("代号"), max_length=30)
    first = models.CharField(_("一级事项"), max_length=60)
    second = models.CharField(_("二级事项"), max_length=80)
    kinds = models.JSONField(_("由哪几类公示组成"), default=list, blank=True)
    content = models.CharField(_("公开内容"), max_length=300)
    act = models.CharField(_("依据"), max_length=100)
    article = models.CharField(_("条款"), max_length=60, blank=True)
    amount = models.PositiveSmallIntegerField(_("时限数量"))
    unit = models.CharField(_("时限单位"), max_length=20, choices=Unit.choices)
    anchor = models.CharField(_("从何时起"), max_length=12, choices=Anchor.choices)
    printed = models.CharField(_("原文写法"), max_length=60, blank=True)
    frequency = models.CharField(_("最低更新频次"), max_length=12, choices=Frequency.choices)
    carrier = models.CharField(_("渠道和载体"), max_length=60)
    audience = models.CharField(_("公开对象"), max_length=8, choices=Audience.choices)
    way = models.CharField(_("公开方式"), max_length=8, choices=Way.choices)
    section = models.CharField(_("责任科室"), max_length=60)
    evidence = models.CharField(_("核对程度"), max_length=1, choices=Evidence.choices, default=Evidence.MEMORY)
    valid_from = models.DateField(_("施行日"))

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="disclosure_item_begins_once_a_day"),
            models.CheckConstraint(condition=Q(unit__in=UNITS), name="disclosure_item_is_due_in_days"),
            models.CheckConstraint(condition=Q(amount__lte=366), name="disclosure_item_is_due_within_a_year"),
            models.CheckConstraint(
                condition=Q(frequency__in=Frequency.values), name="disclosure_item_has_a_known_frequency"
            ),
        ]

    def __str__(self) -> str:
        return self.second

    @property
    def basis(self) -> str:
        return f"《{self.act}》{self.article}"


class ItemProposal(models.Model):
    """A new version of one column that one person proposes and another agrees to or turns down."""

    item = models.ForeignKey(DisclosureItem, models.PROTECT, related_name="proposals")
    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="+")
    amount = models.PositiveSmallIntegerField(_("时限数量"))
    unit = models.CharField(_("时限单位"), max_length=20, choices=Unit.choices)
    frequency = models.CharField(_("最低更新频次"), max_length=12, choices=Frequency.choices)
    section = models.CharField(_("责任科室"), max_length=60)
    act = models.CharField(_("依据"), max_length=100)
    article = models.CharField(_("条款"), max_length=60, blank=True)
    valid_from = models.DateField(_("施行日"))
    reason = models.CharField(_("理由"), max_length=300)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("提出时间"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    answer = models.CharField(_("不同意的理由"), max_length=300, blank=True)
    became = models.OneToOneField(DisclosureItem, models.PROTECT, null=True, blank=True, related_name="proposal")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="nobody_decides_on_their_own_disclosure_item",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, answer="", became=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, became__isnull=False, answer="")
                | (Q(decided_by__isnull=False, decided_at__isnull=False, became=None) & ~Q(answer="")),
                name="item_proposal_waits_became_an_item_or_was_turned_down",
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(decided_by=None), name="disclosure_item_has_one_open_proposal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} -> {self.valid_from}"


class NilReturn(models.Model):
    """Nothing happened in a column in a period: said by one person, published by another."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="nil_returns")
    code = models.SlugField(_("栏目"), max_length=30)
    first_day = models.DateField(_("第一天"))
    last_day = models.DateField(_("最后一天"))
    # None: the portal drafted it, and nobody has said it before somebody publishes it.
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField(_("提出时间"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-last_day", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="nil_return_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(published_by=None, published_at=None)
                | Q(published_by__isnull=False, published_at__isnull=False),
                name="nil_return_is_published_by_somebody_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(published_by=None) | ~Q(published_by=F("said_by")),
                name="nil_return_is_published_by_a_second_person",
            ),
            models.UniqueConstraint(fields=["bureau", "code", "first_day", "last_day"], name="nil_return_is_said_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.first_day}"
