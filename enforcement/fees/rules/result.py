"""What a computation gives: a sum in fen and its whole working."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

HALF = Fraction(1, 2)


def fen(yuan: Fraction) -> int:
    """Whole fen, a half up: the texts do not say how to round, published examples do it so, once, at the end."""
    return int(yuan * 100 + HALF) if yuan >= 0 else -int(-yuan * 100 + HALF)


def yuan(amount: int) -> str:
    """Fen as yuan: 12345 is 123.45."""
    sign, rest = ("-" if amount < 0 else ""), abs(amount)
    return f"{sign}{rest // 100}.{rest % 100:02d}"


def rounded(value: Fraction, digits: int) -> Fraction:
    scale = 10**digits
    return Fraction(fen(value * scale / 100), scale)


def decimal(value: Fraction, digits: int = 6) -> str:
    """A figure of the working, as many digits as it needs, at most `digits`."""
    found = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{found:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Line:
    """One pollutant, kind of waste, or time of day."""

    name: str
    quantity: Fraction
    unit: str
    equivalent: Decimal | None = None
    equivalents: Fraction | None = None
    rank: int = 0
    counted: bool = True
    rate: Fraction = Fraction(0)
    rate_source: str = ""
    multiplier: Fraction = Fraction(1)
    why: tuple[str, ...] = ()

    @property
    def amount(self) -> Fraction:
        """Unrounded yuan."""
        base = self.quantity if self.equivalents is None else self.equivalents
        return base * self.rate * self.multiplier if self.counted else Fraction(0)


@dataclass(frozen=True)
class Result:
    """A fee or a tax of one outlet, heap or boundary in one month."""

    regime: str
    medium: str
    period: str
    lines: tuple[Line, ...]
    version: str
    notes: tuple[str, ...] = field(default=())

    @property
    def fen(self) -> int:
        return fen(sum((line.amount for line in self.lines), Fraction(0)))
