"""附件预检: what the portal noticed in the attachments of a draft; advice for its applicant, never a decision."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class PreCheck(models.Model):
    """One look, kept as it was: which files, by their hashes, and each finding as [code, verdict, detail]."""

    application = models.ForeignKey("applications.Application", models.PROTECT, related_name="pre_checks")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))
    files = models.JSONField(_("看过的文件"))
    found = models.JSONField(_("看到的"))

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.at}"
