"""What makes a letter issued, and what ends it: seals, sealings, voidings, and every PDF it ever had."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import SealKind, Standing, VoidGround
from envportal.documents.models.letters import Letter


class OfficialSeal(models.Model):
    """A seal of a bureau and who keeps it; of an electronic one also which certificate it is."""

    Kind = SealKind

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="seals", verbose_name=_("用章机关"))
    name = models.CharField(_("印章名称"), max_length=80)
    kind = models.CharField(_("印章种类"), max_length=12, choices=SealKind.choices)
    holder = models.ForeignKey("accounts.User", models.PROTECT, related_name="seals_kept", verbose_name=_("保管人"))
    certificate = models.CharField(
        _("证书指纹"), max_length=64, blank=True, help_text="SHA-256 of the DER certificate, hex"
    )
    valid_from = models.DateField(_("启用日期"))
    valid_to = models.DateField(_("停用日期"), null=True, blank=True, help_text="the last day it may be used")
    registered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    registered_at = models.DateTimeField(_("登记时间"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="seal_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=(Q(kind=SealKind.ELECTRONIC) & ~Q(certificate=""))
                | (~Q(kind=SealKind.ELECTRONIC) & Q(certificate="")),
                name="electronic_seal_has_a_certificate_and_no_other_has",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Sealing(models.Model):
    """用印登记: who put which seal on a letter, when, on how many copies."""

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="sealing", verbose_name=_("文书"))
    seal = models.ForeignKey(OfficialSeal, models.PROTECT, related_name="sealings", verbose_name=_("印章"))
    copies = models.PositiveSmallIntegerField(_("份数"))
    sealed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("用印人"))
    sealed_at = models.DateTimeField(_("用印时间"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(copies__gte=1), name="sealing_is_of_one_copy_or_more")
        ]

    def __str__(self) -> str:
        return f"{self.letter.number} {self.seal}"


class Voiding(models.Model):
    """That a letter shall be void, proposed by one person and decided by another; `changes` are a new letter's fields.

    Without a new letter it is None; a new letter that says nothing else is {}.
    """

    Ground = VoidGround

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="voidings", verbose_name=_("文书"))
    ground = models.CharField(_("公开的原因"), max_length=12, choices=VoidGround.choices)
    reason = models.CharField(_("说明"), max_length=500)
    changes = models.JSONField(_("改正的内容"), encoder=DjangoJSONEncoder, null=True, blank=True)
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("提出人"))
    proposed_at = models.DateTimeField(_("提出时间"))
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("决定人")
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    is_agreed = models.BooleanField(_("同意"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["letter"], condition=Q(is_agreed=None), name="voiding_is_proposed_once_at_a_time"
            ),
            models.UniqueConstraint(fields=["letter"], condition=Q(is_agreed=True), name="letter_is_voided_once"),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, is_agreed=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, is_agreed__isnull=False),
                name="voiding_is_decided_by_somebody_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="voiding_takes_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter.number} {self.get_ground_display()}"


class LetterPrint(models.Model):
    """One PDF a letter had, with what it said of its seal; the latest is the letter's own file."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="prints", verbose_name=_("文书"))
    edition = models.PositiveSmallIntegerField(_("版次"))
    standing = models.CharField(_("印发状态"), max_length=10, choices=Standing.choices)
    path = models.CharField(max_length=200, help_text="below MEDIA_ROOT")
    sha256 = models.CharField(max_length=64, db_index=True)
    sm3 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("大小"))
    pages = models.PositiveIntegerField(_("页数"))
    printed_at = models.DateTimeField(_("生成时间"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["letter", "edition"], name="edition_of_a_letter_is_printed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.letter.number} {self.edition}"
