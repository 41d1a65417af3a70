"""Who may do what at the decision, where a bureau sets it itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RolesSetting(models.Model):
    """Whether review and section may be one person's for tables, from a day on; without one they never are."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="roles_settings")
    may_coincide = models.BooleanField(_("报告表的审查和科室审核可以由一人办理"))
    valid_from = models.DateField(_("施行日"))
    basis = models.CharField(_("依据文件"), max_length=200)
    decided_by = models.CharField(_("决定人"), max_length=60)
    # Nobody: set up from the command line.
    set_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(_("设定时间"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "valid_from"], name="roles_are_set_once_a_day"),
            models.CheckConstraint(
                condition=~Q(basis="") & ~Q(decided_by=""), name="roles_setting_names_document_and_who_decided"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bureau} {self.valid_from}"
