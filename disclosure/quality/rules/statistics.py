"""Months and years of air: percentiles, the composite index, good days, comparison with the year before, ranking.

HJ 663-2013, Appendix A, from general knowledge; HJ 663-2026 from one public repository: see `data/SOURCES.md`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.quality.rules import tables
from disclosure.quality.rules.air import GOOD_UP_TO, POLLUTANTS, level_of, levels
from disclosure.quality.rules.limits import MOST, assessed_limit
from disclosure.quality.rules.numbers import figure, half_even, mean
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

# HJ 663: the percentile of the daily values that a year is judged by.
PERCENTILES = {"SO2": 98, "NO2": 98, "PM10": 95, "PM2.5": 95, "CO": 95, "O3": 90}


@dataclass(frozen=True)
class Share:
    """C over S of one pollutant, and what it weighs in the weighted index."""

    pollutant: str
    value: Decimal
    limit: Decimal
    index: Decimal
    weight: int


@dataclass(frozen=True)
class Composite:
    """The composite index to 0.01. `weighted` is that of HJ 663-2026 (single source), none before March 2026."""

    value: Decimal
    weighted: Decimal | None
    primary: tuple[str, ...]
    parts: tuple[Share, ...]


@dataclass(frozen=True)
class Days:
    """Days of a period: with an index, good ones (100 or less), the share to 0.1 per cent, days of each level."""

    valid: int
    good: int
    percent: Decimal | None
    by_level: dict[int, int]


@dataclass(frozen=True)
class Change:
    """A figure beside that of the year before; the share to 0.1 per cent, none where there was nothing."""

    now: Decimal
    before: Decimal
    difference: Decimal
    percent: Decimal | None


@dataclass(frozen=True)
class Place:
    """A place in a ranking. Equal figures share it; what has no figure has none and stands last."""

    rank: int | None
    name: str
    value: Decimal | None


def percentile(values: Iterable[Decimal], percent: int) -> Decimal:
    """The percentile: place k = 1 + (n - 1)·p of the values in rising order, between two neighbours by share."""
    ordered = sorted(figure(value, _("浓度"), MOST) for value in values)
    if not ordered:
        raise Refused(_("没有有效的日均值，不能计算百分位数"))
    if not 0 <= percent <= 100:
        raise Refused(_("百分位数应在 0 到 100 之间"))
    place = Decimal(len(ordered) - 1) * percent / 100
    below = int(place.to_integral_value(rounding=ROUND_FLOOR))
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def assessed(pollutant: str, days: Iterable[Decimal]) -> Decimal:
    """What a month or year of daily values comes to: CO and O3 their percentile, the others their mean.

    Rounded as it is printed: whole µg/m³, CO 0.1 mg/m³.
    """
    listed = [figure(value, pollutant, MOST) for value in days]
    found = percentile(listed, PERCENTILES[pollutant]) if pollutant in ("CO", "O3") else mean(listed)
    if found is None:
        raise Refused(_("没有有效的日均值，不能计算"))
    return half_even(found, 1 if pollutant == "CO" else 0)


def composite(values: Mapping[str, Decimal], on: date) -> Composite:
    """环境空气质量综合指数: the sum of C/S of all six, S of grade 2 on the last day of the period.

    C is the mean of SO2, NO2, PM10, PM2.5, the 95th percentile of CO, the 90th of O3. Each share is rounded to 0.001
    before (seen in one public repository). The pollutant with the highest share is the primary one.
    """
    missing = [name for name in POLLUTANTS if name not in values]
    if missing:
        raise Refused(_("综合指数要有全部六项，缺%(names)s") % {"names": "、".join(missing)})
    standard = _weights(on)
    parts = tuple(_share(name, values[name], on, int(standard[name])) for name in POLLUTANTS)
    highest = max(one.index for one in parts)
    equal = len({one.weight for one in parts}) == 1
    return Composite(
        half_even(sum((one.index for one in parts), Decimal(0)), 2),
        None if equal else half_even(sum((one.index * one.weight for one in parts), Decimal(0)), 2),
        tuple(one.pollutant for one in parts if one.index == highest > 0),
        parts,
    )


def good_days(indices: Iterable[int]) -> Days:
    """优良天数比例 over the days that have an index, and how many days each level had."""
    listed = list(indices)
    good = sum(1 for index in listed if index <= GOOD_UP_TO)
    counted = Counter(level_of(index).number for index in listed)
    percent = half_even(Decimal(good * 100) / len(listed), 1) if listed else None
    return Days(len(listed), good, percent, {level.number: counted[level.number] for level in levels()})


def change(now: Decimal, before: Decimal) -> Change:
    """Against the same period of the year before; a figure that rose has a positive difference."""
    return Change(now, before, now - before, half_even((now - before) * 100 / before, 1) if before else None)


def ranked(figures: Mapping[str, Decimal | None], *, least_first: bool = True) -> list[Place]:
    """Places 1, 2, 2, 4: equal figures share a place, in the order of their names; without a figure last."""
    known = [(name, value) for name, value in figures.items() if value is not None]
    known.sort(key=lambda one: (one[1] if least_first else -one[1], one[0]))
    places: list[Place] = []
    for position, (name, value) in enumerate(known, 1):
        shared = places[-1].rank if places and places[-1].value == value else position
        places.append(Place(shared, name, value))
    return places + [Place(None, name, None) for name, value in sorted(figures.items()) if value is None]


def _weights(on: date) -> dict[str, str]:
    for row in tables.rows("composite_weights"):
        if tables.in_force(row, on):
            return row
    raise Refused(_("2013 年 10 月以前没有综合指数的算法，不能计算"))


def _share(pollutant: str, value: Decimal, on: date, weight: int) -> Share:
    given, most = figure(value, pollutant, MOST), assessed_limit(pollutant, on)
    return Share(pollutant, given, most, half_even(given / most, 3), weight)
