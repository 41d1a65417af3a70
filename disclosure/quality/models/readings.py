"""What was measured, and what others printed of theirs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from disclosure.quality.enums import Averaging, Flag, Parameter


class Reading(models.Model):
    """One value of one parameter over one hour, day, month or year; what could not be measured is a row too."""

    station = models.ForeignKey("quality.Station", models.PROTECT, related_name="readings")
    parameter = models.CharField(_("指标"), max_length=12, choices=Parameter.choices)
    averaging = models.CharField(_("时段"), max_length=6, choices=Averaging.choices)
    # Local day; of a month or a year its first. The hour is the one it ends with, 0 where it stands for more.
    on = models.DateField(_("日期"))
    hour = models.PositiveSmallIntegerField(_("时"), default=0)
    value = models.DecimalField(_("数值"), max_digits=12, decimal_places=5, null=True, blank=True)
    flag = models.CharField(_("标识"), max_length=8, choices=Flag.choices, default=Flag.VALID)
    reason = models.CharField(_("原因"), max_length=100, blank=True)
    run = models.ForeignKey("quality.Run", models.PROTECT, null=True, blank=True, related_name="readings")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["station", "averaging", "on", "hour", "parameter"], name="reading_stands_once"
            ),
            models.CheckConstraint(condition=Q(flag__in=Flag.values), name="reading_has_a_known_flag"),
            models.CheckConstraint(condition=Q(averaging__in=Averaging.values), name="reading_has_a_known_time"),
            models.CheckConstraint(condition=Q(parameter__in=Parameter.values), name="reading_is_of_a_known_thing"),
            models.CheckConstraint(
                condition=~Q(flag=Flag.VALID) | Q(value__isnull=False), name="reading_that_is_valid_has_a_value"
            ),
            models.CheckConstraint(
                condition=~Q(flag=Flag.NOT_MEASURED) | Q(value=None), name="reading_not_measured_has_no_value"
            ),
            models.CheckConstraint(
                condition=~Q(flag__in=[Flag.INVALID, Flag.NOT_MEASURED]) | ~Q(reason=""),
                name="reading_that_does_not_count_says_why",
            ),
            models.CheckConstraint(
                condition=Q(hour=0) | Q(averaging=Averaging.HOUR, hour__range=(0, 23)), name="reading_hour_is_of_a_day"
            ),
            # Water may be colder than ice is, nothing else is below nothing.
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0) | Q(parameter=Parameter.TEMPERATURE),
                name="reading_is_not_below_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parameter} {self.on} {self.value}"


class PeriodResult(models.Model):
    """What another publisher printed of a period, as it was printed: history, never counted again."""

    station = models.ForeignKey("quality.Station", models.PROTECT, related_name="results")
    # Both empty: the print names no year, or names it so that nobody can tell.
    first = models.DateField(_("起"), null=True, blank=True)
    last = models.DateField(_("止"), null=True, blank=True)
    printed_period = models.CharField(_("原文时段"), max_length=60)
    water_class = models.PositiveSmallIntegerField(_("水质类别"), null=True, blank=True)
    is_compliant = models.BooleanField(_("达标"), null=True, blank=True)
    # Pairs of the name of a figure and its number as text, in the order of print.
    figures = models.JSONField(_("数字"), default=list)
    # Pairs of a label and what was printed there.
    wording = models.JSONField(_("原文"), default=list)
    source = models.CharField(_("来源"), max_length=200)
    import_key = models.CharField(max_length=64, unique=True, editable=False)
    run = models.ForeignKey("quality.Run", models.PROTECT, null=True, blank=True, related_name="results")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(first=None, last=None) | Q(first__isnull=False, last__isnull=False, last__gte=F("first")),
                name="result_is_of_a_whole_period_or_none",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="result_names_its_source"),
            # 6 is 劣Ⅴ.
            models.CheckConstraint(
                condition=Q(water_class=None) | Q(water_class__range=(1, 6)), name="result_has_a_class_of_water"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["station", "-first"], name="result_by_station")]

    def __str__(self) -> str:
        return f"{self.station_id} {self.printed_period}"
