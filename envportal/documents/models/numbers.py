"""The counters of letters' numbers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberSeries(models.Model):
    """The last number a bureau gave in a series and year; its row is the lock that leaves no gap."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="number_series")
    series = models.CharField(_("字号"), max_length=10)
    year = models.PositiveSmallIntegerField(_("年份"))
    last = models.PositiveIntegerField(_("最后一号"), default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "series", "year"], name="number_series_is_one_row_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕{self.last}"
