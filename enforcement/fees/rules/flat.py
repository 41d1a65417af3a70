"""What has no equivalents: solid waste, blackness of smoke, noise; and the late fee."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from enforcement.fees.guards import NotComputable
from enforcement.fees.rules import regimes, tables
from enforcement.fees.rules.regimes import FEE, TAX
from enforcement.fees.rules.result import Line, Result, decimal, fen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

GRADES, HALF_BELOW, NOISIEST = 5, 15, 16
SOLID_NAMES: Final = {
    "slag": "冶炼渣", "fly_ash": "粉煤灰", "cinder": "炉渣", "gangue": "煤矸石", "tailings": "尾矿",
    "hazardous": "危险废物", "other": "其他",
}  # fmt: skip
ROUNDINGS: Final = ("half_up", "up", "down")


def _base(on: date) -> str:
    return TAX if regimes.regime_on(on) == TAX else FEE


def _result(medium: str, on: date, lines: Sequence[Line], *notes: str) -> Result:
    return Result(_base(on), medium, f"{on:%Y-%m}", tuple(lines), tables.version(), notes)


# SOLID WASTE --------------------------------------------------------------------------
def solid(wastes: Sequence[tuple[str, Fraction]], on: date) -> Result:
    """What has no proper place to be kept or treated, once, by the tonne."""
    return _result("solid", on, [_waste(name, tonnes, on) for name, tonnes in wastes])


def _waste(name: str, tonnes: Fraction, on: date) -> Line:
    asked = SOLID_NAMES.get(name.lower(), re.sub(r"[（(].*?[）)]", "", name))
    for rate in tables.rates(_base(on), "solid", on):
        words = re.sub(r"[（(].*?[）)]", "", rate.item).split("、")
        if any(asked == word or (asked[:2] == word[:2] == "其他") for word in words):
            return Line(rate.item, tonnes, "吨", rate=Fraction(rate.least), rate_source=rate.source)
    raise NotComputable(_("附表里没有“%(name)s”。") % {"name": name[:40]})


# SMOKE --------------------------------------------------------------------------------
def smoke(grade: int, fuel: Fraction, on: date) -> Result:
    """烟尘 that can hardly be measured, by the blackness (林格曼) of the smoke and the tonnes of fuel."""
    if _base(on) == TAX:
        raise NotComputable(_("环境保护税没有按林格曼黑度计征的项目。"))
    if not 1 <= grade <= GRADES:
        raise NotComputable(_("林格曼黑度写 1 到 5 级。"))
    rate = next(one for one in tables.rates(FEE, "smoke", on) if one.item == f"林格曼黑度{grade}级")
    return _result("smoke", on, [Line(rate.item, fuel, "吨燃料", rate=Fraction(rate.least), rate_source=rate.source)])


# NOISE --------------------------------------------------------------------------------
@dataclass(frozen=True)
class Noise:
    """Decibels over the limit in a month at one place of work; `peak`: sudden noise by night."""

    day: Fraction = Fraction(0)
    night: Fraction = Fraction(0)
    peak: Fraction = Fraction(0)
    days: int = 31
    two_points: bool = False
    rounding: str = "half_up"


def noise(told: Noise, on: date) -> Result:
    """Day and night each by itself and added; the higher of the two measures of the night."""
    if told.rounding not in ROUNDINGS:
        raise NotComputable(_("取整方式写 half_up、up 或 down。"))
    night = max(told.night, told.peak)
    peak = (tables.text_of(TAX, "noise_peak"),) if told.peak > told.night else ()
    lines = [_loud(_("昼间"), told.day, told, on, ()), _loud(_("夜间"), night, told, on, peak)]
    return _result("noise", on, [line for line in lines if line.quantity], tables.text_of("both", "noise_rounding"))


def whole(decibels: Fraction, rounding: str) -> int:
    """The texts do not say how to round; a published example counts 12.6 as 13."""
    below = decibels.numerator // decibels.denominator
    if rounding == "down" or decibels == below:
        return below
    return below + 1 if rounding == "up" or decibels - below >= Fraction(1, 2) else below


def _loud(time: str, decibels: Fraction, told: Noise, on: date, why: tuple[str, ...]) -> Line:
    step = whole(decibels, told.rounding)
    rate, source = _step(step, on) if step else (Fraction(0), "")
    multiplier, said = (
        Fraction(1),
        [*why, _("超标 %(db)s 分贝，按 %(step)s 分贝") % {"db": decimal(decibels), "step": step}],
    )
    if told.days < HALF_BELOW:
        multiplier /= 2
        said.append(tables.text_of(TAX, "noise_half"))
    if told.two_points:
        multiplier *= 2
        said.append(tables.text_of(TAX, "noise_multi") if _base(on) == TAX else tables.text_of(FEE, "noise_multi"))
    # One month is charged; a time of day that is not over at all is no line.
    return Line(
        time, Fraction(1 if step else 0), "月", rate=rate, rate_source=source, multiplier=multiplier, why=tuple(said)
    )


def _step(decibels: int, on: date) -> tuple[Fraction, str]:
    """The row that holds so many decibels; 16 and more have one."""
    asked = min(decibels, NOISIEST)
    for rate in tables.rates(_base(on), "noise", on):
        first, *rest = map(int, re.findall(r"\d+", rate.item))
        if first <= asked <= (rest[0] if rest else first):
            return Fraction(rate.least), rate.source
    raise NotComputable(_("附表里没有这个分贝数。"))


# LATE FEE -----------------------------------------------------------------------------
LATE_RATE: Final = Fraction(2, 1000)
CAPPED_SINCE: Final = "2012-01-01"


def days_late(due_on: date, paid_on: date) -> int:
    """From the day after the due day to the day of payment, both counted."""
    return max((paid_on - due_on).days, 0)


def late_fee(amount: int, since: date, paid_on: date, *, room: int | None = None) -> int:
    """滞纳金 in fen: 0.2 % a day of what is not paid, from the day after `since`.

    行政强制法 art. 45 [M], since 2012-01-01: all of it together does not pass the fee; `room` is what is left of it.
    """
    found = fen(Fraction(amount, 100) * LATE_RATE * days_late(since, paid_on))
    most = amount if room is None else room
    return min(found, max(most, 0)) if paid_on.isoformat() >= CAPPED_SINCE else found
