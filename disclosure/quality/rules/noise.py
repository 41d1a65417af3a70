"""Ambient noise: limits of GB 3096-2008 by zone, levels of HJ 640-2012 by mean, energy means. All dB(A).

Of the limits zone 4b was seen in no source, the levels were seen in one public repository: `data/SOURCES.md`.
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
    from collections.abc import Iterable

PERIODS = ("day", "night")
KINDS = ("area", "road")
MOST = Decimal(200)
# GB 3096-2008: the day is 06:00 to 22:00, the night eight hours.
DAY_HOURS, NIGHT_HOURS = 16, 8
GRADES = ("一级", "二级", "三级", "四级", "五级")
# HJ 640-2012: words for an area, and for the roads of a town.
WORDS = ("好", "较好", "一般", "较差", "差")


@dataclass(frozen=True)
class Noise:
    """A level beside the limit of its zone; `over` is in dB, none where it keeps the limit."""

    level: Decimal
    limit: Decimal
    within: bool
    over: Decimal | None


@dataclass(frozen=True)
class Grade:
    """Grade 1 to 5 of a town's mean, in the words of HJ 640."""

    number: int
    name: str
    word: str


def limit(zone: str, period: str) -> Decimal:
    """The limit of a functional zone (0, 1, 2, 3, 4a, 4b) by day or night: GB 3096-2008, table 1."""
    _period(period)
    for row in tables.rows("noise_zones"):
        if row["zone"] == zone.strip().lower().removesuffix("类"):
            return Decimal(row[period])
    raise Refused(_("声环境功能区只有 0、1、2、3、4a、4b 类"))


def compare(level: Decimal, zone: str, period: str) -> Noise:
    """A measured level against its limit, both to 0.1 dB (the digits are to be verified)."""
    most, given = limit(zone, period), half_even(figure(level, _("噪声"), MOST), 1)
    return Noise(given, most, given <= most, given - most if given > most else None)


def grade(mean: Decimal, kind: str = "area", period: str = "day") -> Grade:
    """The grade of a town's mean: HJ 640-2012, `area` by grid points, `road` by road length; compared at 0.1 dB."""
    if kind not in KINDS:
        raise Refused(_("只有区域（area）和道路交通（road）两种"))
    _period(period)
    given = half_even(figure(mean, _("噪声"), MOST), 1)
    row = next(row for row in tables.rows("noise_grades") if (row["kind"], row["period"]) == (kind, period))
    kept = (number for number in range(1, 5) if given <= Decimal(row[f"grade_{number}"]))
    number = next(kept, 5)
    return Grade(number, GRADES[number - 1], WORDS[number - 1])


def energy_mean(levels: Iterable[Decimal], weights: Iterable[Decimal] | None = None) -> Decimal | None:
    """Leq = 10 lg(Σ w·10^(0.1 L) / Σ w) to 0.1 dB; the weights are durations or road lengths. None of nothing."""
    listed = [figure(level, _("噪声"), MOST) for level in levels]
    shares = [Decimal(1)] * len(listed) if weights is None else [figure(one, _("权重"), MOST**4) for one in weights]
    if len(shares) != len(listed):
        raise Refused(_("每个声级要有一个权重"))
    whole = sum(shares, Decimal(0))
    if not whole:
        return None
    energy = sum((share * Decimal(10) ** (level / 10) for level, share in zip(listed, shares, strict=True)), Decimal(0))
    return half_even(10 * (energy / whole).log10(), 1)


def day_and_night(day: Decimal, night: Decimal) -> Decimal:
    """Ldn of the whole day: sixteen hours of the day, eight of the night with 10 dB added (GB 3096-2008, 3.)."""
    found = energy_mean([day, night + 10], [Decimal(DAY_HOURS), Decimal(NIGHT_HOURS)])
    return found if found is not None else Decimal(0)


def _period(period: str) -> None:
    if period not in PERIODS:
        raise Refused(_("只有昼间（day）和夜间（night）"))
