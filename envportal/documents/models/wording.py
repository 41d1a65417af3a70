"""A bureau's own words in its letters, and whom its letters name for a remedy: versions that two people agree on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from envportal.accounts.models import Proposed
from envportal.documents.enums import CheckPoint, Topic


class Wording(Proposed):
    """A bureau's own version of a block of a letter or of a standard condition; where it has none, the shipped holds.

    `key` is the kind of letter and the part ("approval_reply.duty", "all.contact" for all kinds), or the library
    ("condition.", "item.", "later.", "same_day.") and its name. `number` counts the versions agreed to; the shipped
    text is version 0.
    """

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="wordings", verbose_name=_("局"))
    key = models.CharField(_("文字"), max_length=60)
    number = models.PositiveSmallIntegerField(_("版本"), null=True, blank=True)
    text = models.CharField(_("文字内容"), max_length=1000)
    # Of a library only: a topic, a title, and the industries it is for (codes of GB/T 4754 parted by spaces).
    topic = models.CharField(_("主题"), max_length=20, choices=[*Topic.choices, *CheckPoint.choices], blank=True)
    title = models.CharField(_("名称"), max_length=60, blank=True)
    industries = models.CharField(_("行业"), max_length=100, blank=True)
    # By which rule, and, of an item of correction, how it is mended.
    rule = models.CharField(_("依据"), max_length=200, blank=True)
    remedy = models.CharField(_("怎么补"), max_length=300, blank=True)
    is_retired = models.BooleanField(_("停用"), default=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            *Proposed.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="wording_says_something"),
            models.CheckConstraint(
                condition=Q(agreed_by=None, number=None) | Q(agreed_by__isnull=False, number__gte=1),
                name="wording_is_numbered_when_agreed",
            ),
            models.UniqueConstraint(fields=["bureau", "key", "number"], name="wording_version_is_numbered_once"),
            models.UniqueConstraint(
                fields=["bureau", "key"], condition=Q(agreed_by=None, declined_by=None),
                name="wording_has_one_open_proposal",
            ),
            models.UniqueConstraint(
                fields=["bureau", "key", "valid_from"], condition=Q(agreed_by__isnull=False),
                name="wording_begins_once_a_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.key} {self.number or ''}".strip()


class Remedy(Proposed):
    """Who reconsiders a bureau's acts and which court tries them, from a day on.

    Nobody proposed the row that came with the bureau itself (its file, or its columns of old): it stands by itself.
    """

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="remedies", verbose_name=_("局"))
    proposed_by = models.ForeignKey(  # type: ignore[assignment]  # a version of two people has one, the first row none
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    organ = models.CharField(_("行政复议机关"), max_length=100)
    # Of a branch: the people's government where it sits, which may reconsider too (行政复议法 §24).
    local_organ = models.CharField(_("所在地人民政府"), max_length=100, blank=True)
    court = models.CharField(_("管辖法院"), max_length=100)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            *Proposed.Meta.constraints,
            models.CheckConstraint(condition=~Q(organ="") & ~Q(court=""), name="remedy_names_organ_and_court"),
            models.UniqueConstraint(
                fields=["bureau"], condition=Q(agreed_by=None, declined_by=None, proposed_by__isnull=False),
                name="bureau_has_one_open_remedy",
            ),
            models.UniqueConstraint(
                fields=["bureau", "valid_from"], condition=Q(agreed_by__isnull=False) | Q(proposed_by=None),
                name="remedy_begins_once_a_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organs} {self.court}"

    @property
    def organs(self) -> str:
        """The organ as a letter names it: a branch's also the government where it sits."""
        return f"{self.organ}或者{self.local_organ}" if self.local_organ else self.organ
