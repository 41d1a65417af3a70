"""What somebody handed in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import ScanState


class Document(models.Model):
    """A file somebody handed in: checked, hashed, kept under a name of our own outside the web root."""

    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="documents")
    owner = models.ForeignKey(
        "accounts.Enterprise",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("提交单位"),
    )
    kind = models.CharField(_("类别"), max_length=40)
    name = models.CharField(_("原文件名"), max_length=120)
    size = models.PositiveBigIntegerField(_("大小"))
    pages = models.PositiveIntegerField(_("页数"))
    sha256 = models.CharField(max_length=64, db_index=True)
    sm3 = models.CharField(max_length=64)
    path = models.CharField(max_length=200, help_text="below MEDIA_ROOT")
    uploaded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("上传人")
    )
    uploaded_at = models.DateTimeField(_("上传时间"))
    is_public = models.BooleanField(_("公开版本"), default=False)
    # Names somebody the applicant must not hear of from us: read by staff only.
    is_inside = models.BooleanField(_("只供局内查看"), default=False)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces")
    verified_at = models.DateTimeField(_("最近核验时间"), null=True, blank=True)
    is_damaged = models.BooleanField(_("与摘要不符"), default=False)
    scan = models.CharField(_("查毒"), max_length=12, choices=ScanState.choices, default=ScanState.NOT_SCANNED)
    scan_note = models.CharField(max_length=120, blank=True, help_text="the signature found, or why it was not scanned")
    scanned_at = models.DateTimeField(_("查毒时间"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(size__gt=0), name="document_is_not_empty"),
            models.CheckConstraint(condition=~Q(replaced_by=F("pk")), name="document_does_not_replace_itself"),
            models.UniqueConstraint(
                fields=["case", "kind", "sha256"],
                condition=Q(replaced_by=None),
                name="document_stands_once_in_its_case_and_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name
