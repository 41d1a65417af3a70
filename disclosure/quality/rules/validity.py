"""When a mean counts: how many hours make a day, days a month, days a year.

GB 3095-2012, table 4, and HJ 663-2013, general knowledge and one public repository; HJ 663-2026 of March 2026 keeps the
rule of the highest 8-hour mean (6.1.2, one public repository). To be compared with the prints.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from disclosure.quality.rules.limits import limit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

HOURS_A_DAY, HOURS_OF_EIGHT, MEANS_A_DAY = 20, 6, 14
DAYS_A_MONTH, DAYS_A_FEBRUARY, DAYS_A_YEAR = 27, 25, 324
TABLE_4 = "GB 3095-2012 表4"
OZONE = "HJ 663-2013 / HJ 663-2026 第6.1.2条"


@dataclass(frozen=True)
class Validity:
    """Whether a figure counts: how much there is, how much is needed, and by which clause."""

    valid: bool
    have: int
    need: int
    source: str


def day(hours: int) -> Validity:
    """A daily mean of SO2, NO2, CO, PM10, PM2.5: 20 hourly values."""
    return _least(hours, HOURS_A_DAY, TABLE_4)


def eight_hours(hours: int) -> Validity:
    """An 8-hour mean of O3: six hourly values."""
    return _least(hours, HOURS_OF_EIGHT, TABLE_4)


def ozone_day(means: Sequence[Decimal], on: date, grade: int = 2) -> Validity:
    """The highest 8-hour mean of a day: 14 means, or fewer if the highest is above the limit anyway."""
    most = limit("O3", "8h", grade, on)
    exceeds = bool(means) and most is not None and max(means) > most
    return Validity(exceeds or len(means) >= MEANS_A_DAY, len(means), MEANS_A_DAY, OZONE)


def month(days: int, number: int) -> Validity:
    """A monthly mean: 27 daily values, 25 in February."""
    return _least(days, DAYS_A_FEBRUARY if number == 2 else DAYS_A_MONTH, TABLE_4)


def year(days: int) -> Validity:
    """A yearly mean or percentile: 324 daily values (and each month by its own rule)."""
    return _least(days, DAYS_A_YEAR, TABLE_4)


def _least(have: int, need: int, source: str) -> Validity:
    return Validity(have >= need, have, need, source)


def moving_means(hours: Sequence[Decimal | None]) -> list[Decimal]:
    """The valid 8-hour means of a day, its hours in order: the first ends at 8 o'clock (HJ 663)."""
    found = []
    for end in range(8, len(hours) + 1):
        values = [value for value in hours[end - 8 : end] if value is not None]
        if eight_hours(len(values)).valid:
            found.append(sum(values, Decimal(0)) / len(values))
    return found
