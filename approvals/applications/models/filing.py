"""A registration that is filed: the bureau's dated setting, and the filing with its check."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.applications.models.application import Application
from approvals.applications.states import Finding, RegistrationMode


class RegistrationSetting(models.Model):
    """What a bureau does with registrations from a day on; without one it follows the law: the national system."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="registration_settings")
    mode = models.CharField(_("登记表办理方式"), max_length=12, choices=RegistrationMode.choices)
    valid_from = models.DateField(_("施行日"))
    basis = models.CharField(_("依据文件"), max_length=200)
    decided_by = models.CharField(_("决定人"), max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "valid_from"], name="registration_mode_is_set_once_a_day"),
            models.CheckConstraint(
                condition=Q(mode__in=RegistrationMode.values), name="registration_mode_is_a_known_one"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="registration_mode_names_its_document"),
        ]

    def __str__(self) -> str:
        return f"{self.bureau} {self.get_mode_display()} {self.valid_from}"


class Filing(models.Model):
    """备案: number and receipt, and what the check afterwards found; what was entered wrong stays as a row."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="filings")
    number = models.CharField(_("备案号"), max_length=40)
    # A filing withdrawn, entered wrong, or to be mended and filed again, gives its number free.
    stands = models.BooleanField(_("有效"), default=True)
    filed_on = models.DateField(_("备案日期"))
    receipt = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("登记时间"))
    # Of a row that gave way to the right one: why.
    mended_why = models.CharField(_("更正理由"), max_length=300, blank=True)
    finding = models.CharField(_("核查结论"), max_length=16, choices=Finding.choices, blank=True)
    found = models.TextField(_("核查情况"), max_length=2000, blank=True)
    checked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    checked_on = models.DateField(_("核查日期"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(finding="", checked_by=None, checked_on=None)
                | (~Q(finding="") & Q(checked_by__isnull=False, checked_on__isnull=False)),
                name="filing_is_checked_by_somebody_on_a_day",
            ),
            models.UniqueConstraint(fields=["number"], condition=Q(stands=True), name="filing_number_stands_once"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(mended_why=""), name="application_has_one_filing_beside_mended_ones"
            ),
            models.CheckConstraint(
                condition=Q(mended_why="") | Q(stands=False, finding=""),
                name="mended_filing_neither_stands_nor_is_checked",
            ),
        ]

    def __str__(self) -> str:
        return self.number
