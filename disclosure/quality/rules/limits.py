"""The limits of GB 3095 by day: 2012 to February 2026, the transition limits of 2026 to 2030, the final ones after.

µg/m³, CO alone mg/m³. The table is `data/ambient_air_gb3095.csv`; how far it was compared is told in `data/SOURCES.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.quality.rules import tables
from disclosure.quality.rules.numbers import figure, half_even
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date

# What a mean is called here, and in the two editions of the standard.
AVERAGING = {
    "year": ("年平均",),
    "quarter": ("季平均",),
    "24h": ("24小时平均", "日平均"),
    "8h": ("日最大8小时平均",),
    "1h": ("1小时平均",),
}
# HJ 663: a year (or a month) of CO and O3 is measured by a percentile against the limit of a day.
ASSESSED = {"SO2": "year", "NO2": "year", "PM10": "year", "PM2.5": "year", "CO": "24h", "O3": "8h"}
MOST = Decimal(100_000)


@dataclass(frozen=True)
class Comparison:
    """A mean beside its limit. `times_over` is (value - limit) / limit to 0.01, none where it keeps the limit."""

    pollutant: str
    value: Decimal
    limit: Decimal
    unit: str
    within: bool
    times_over: Decimal | None
    standard: str
    phase: str


def limit(pollutant: str, averaging: str, grade: int, on: date) -> Decimal | None:
    """The limit on a day for a functional area of grade 1 or 2; none where the standard has none."""
    row = _row(pollutant, averaging, on)
    return tables.number(row[f"grade{_grade(grade)}_limit"]) if row else None


def assessed_limit(pollutant: str, on: date, grade: int = 2) -> Decimal:
    """What the figure of a month or year is measured against (HJ 663): S of the composite index."""
    found = limit(pollutant, ASSESSED.get(pollutant, "year"), grade, on)
    if found is None:
        raise Refused(_("%(name)s没有可比的浓度限值") % {"name": pollutant})
    return found


def compare(pollutant: str, value: Decimal, averaging: str, on: date, grade: int = 2) -> Comparison:
    """A mean against its limit, with standard and phase named. `on` is the last day of what was averaged.

    That a period across a change is measured by the limits of its last day is a rule of the portal, to be verified.
    """
    row, given = _row(pollutant, averaging, on), figure(value, pollutant, MOST)
    most = tables.number(row[f"grade{_grade(grade)}_limit"]) if row else None
    if row is None or most is None:
        raise Refused(_("%(name)s没有可比的浓度限值") % {"name": pollutant})
    over = half_even((given - most) / most, 2) if given > most else None
    return Comparison(pollutant, given, most, row["unit"], given <= most, over, row["standard"], row["phase"])


def _grade(grade: int) -> int:
    if grade not in (1, 2):
        raise Refused(_("环境空气功能区只有一类区和二类区"))
    return grade


def _row(pollutant: str, averaging: str, on: date) -> dict[str, str] | None:
    names = AVERAGING.get(averaging, ())
    return next(
        (
            row
            for row in tables.rows("ambient_air_gb3095")
            if row["pollutant"] == pollutant and row["averaging"] in names and tables.in_force(row, on)
        ),
        None,
    )
