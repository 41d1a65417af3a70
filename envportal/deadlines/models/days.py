"""Days and hours that differ from the shipped calendar, and what two people make of them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from envportal.deadlines.enums import DayStatus


class OfficeHours(models.Model):
    """When a bureau's counter closes, from a day on: what has to be handed in there ends with it (民法典 §203)."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="office_hours", verbose_name=_("局"))
    closes_at = models.TimeField(_("下班时间"))
    valid_from = models.DateField(_("施行日"))
    notice = models.CharField(_("公布文件"), max_length=200)
    added_at = models.DateTimeField(_("录入时间"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "valid_from"], name="counter_closes_at_one_time_a_day"),
            models.CheckConstraint(condition=~Q(notice=""), name="hours_name_the_notice_they_stand_on"),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from} {self.closes_at:%H:%M}"


class CalendarDay(models.Model):
    """A day that differs from the shipped calendar, everywhere (no bureau) or for one bureau."""

    date = models.DateField(_("日期"))
    bureau = models.ForeignKey(
        "accounts.Bureau", models.PROTECT, null=True, blank=True, related_name="calendar_days", verbose_name=_("局")
    )
    is_workday = models.BooleanField(_("工作日"))
    name = models.CharField(_("名称"), max_length=60, blank=True)
    notice = models.CharField(_("公布文件"), max_length=200)
    status = models.CharField(_("性质"), max_length=20, choices=DayStatus.choices, default=DayStatus.GAZETTED)
    added_at = models.DateTimeField(_("录入时间"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["date", "bureau"], name="day_is_set_once_a_bureau"),
            models.UniqueConstraint(fields=["date"], condition=Q(bureau=None), name="day_is_set_once_for_all"),
            models.CheckConstraint(
                condition=Q(status=DayStatus.LOCAL, bureau__isnull=False)
                | Q(status__in=[DayStatus.GAZETTED, DayStatus.PROVISIONAL], bureau=None),
                name="local_day_belongs_to_a_bureau",
            ),
            models.CheckConstraint(condition=~Q(notice=""), name="day_names_the_notice_it_stands_on"),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class DayProposal(models.Model):
    """Local days one person enters and another agrees to: until then nothing moves."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="+", verbose_name=_("局"))
    date = models.DateField(_("日期"))
    is_workday = models.BooleanField(_("工作日"))
    name = models.CharField(_("名称"), max_length=60)
    notice = models.CharField(_("公布文件"), max_length=200)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("提出时间"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    agreed = models.BooleanField(_("已同意"), default=False)

    class Meta:
        ordering: ClassVar = ["date", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="nobody_decides_on_their_own_day"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, agreed=False)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="day_is_agreed_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["bureau", "date"], condition=Q(decided_by=None), name="day_has_one_open_proposal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
