"""Waters as a whole: the trophic state of a lake, and what the sections of an area come to.

The trophic index is that of 《湖泊（水库）富营养化评价方法及分级技术规定》(总站生字〔2001〕090号), taken over by
环办〔2011〕22号: both seen as copies on public pages. The words of an area are those of its table 3, from general
knowledge: to be verified.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from disclosure.quality.rules.numbers import half_even

if TYPE_CHECKING:
    from collections.abc import Mapping

# TLI(j) = 10 (a + b ln C): chlorophyll a in mg/m³, transparency in m, the others in mg/L; r² with chlorophyll a.
TERMS = {
    "chla": (Decimal("2.5"), Decimal("1.086"), Decimal(1)),
    "TP": (Decimal("9.436"), Decimal("1.624"), Decimal("0.7056")),
    "TN": (Decimal("5.453"), Decimal("1.694"), Decimal("0.6724")),
    "SD": (Decimal("5.118"), Decimal("-1.94"), Decimal("0.6889")),
    "CODMn": (Decimal("0.109"), Decimal("2.661"), Decimal("0.6889")),
}
# Below 30 oligotrophic; to 50 mesotrophic; to 60, to 70 and above: eutrophic, lightly, moderately, heavily.
STATES = (Decimal(50), Decimal(60), Decimal(70))
FEWEST = 5


@dataclass(frozen=True)
class Trophic:
    """The index to 0.1, and its state 1 to 5."""

    value: Decimal
    state: int


def tli(values: Mapping[str, Decimal]) -> Trophic | None:
    """综合营养状态指数; none unless all five are there and above nothing."""
    if not set(TERMS) <= set(values) or min(values[name] for name in TERMS) <= 0:
        return None
    weights = sum((weight for _a, _b, weight in TERMS.values()), Decimal(0))
    parts = (weight * 10 * (a + b * values[name].ln()) for name, (a, b, weight) in TERMS.items())
    value = half_even(sum(parts, Decimal(0)) / weights, 1)
    return Trophic(value, 1 if value < 30 else 2 + sum(value > most for most in STATES))


def state(count: int, good: int, worst: int) -> int | None:
    """优 2, 良好 3, 轻度 4, 中度 5, 重度污染 6, by the shares of Ⅰ—Ⅲ and of worse than Ⅴ; none under five sections.

    The numbers are those of `water.state_words`. Between the rows of the table (Ⅰ—Ⅲ 60 % to 75 %, two fifths worse
    than Ⅴ) the milder word is taken.
    """
    if count < FEWEST:
        return None
    if 100 * good >= 75 * count:
        return 2 if 100 * good >= 90 * count else 3
    if 100 * worst < 20 * count:
        return 4
    return 6 if 100 * worst >= 40 * count and 100 * good < 60 * count else 5
