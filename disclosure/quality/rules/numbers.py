"""Figures as they are handed in: what is no sensible figure is refused with one sentence that names it."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal

from django.utils.translation import gettext as _

from envportal.refusals import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

PLAIN = re.compile(r"\d{1,12}(\.\d{1,12})?", re.ASCII)
FINEST = 12


def figure(value: object, name: str, most: Decimal) -> Decimal:
    """The figure as a decimal, from 0 to `most`. Raises Refused for letters, signs, NaN, infinity and too much."""
    found = _decimal(value)
    if found is None:
        raise Refused(_("%(name)s 要写成数字，例如 35 或 0.82") % {"name": name})
    if not 0 <= found <= most:
        raise Refused(_("%(name)s 应在 0 到 %(most)s 之间，请核对数字和单位") % {"name": name, "most": f"{most:f}"})
    # Finer than any instrument, and the sum of fewer digits than a decimal holds; -0 becomes 0.
    return found + 0 if _digits(found) <= FINEST else half_even(found, FINEST)


def _digits(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _decimal(value: object) -> Decimal | None:
    """None for what is no finite number. A truth value is no number either."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
        return None
    if isinstance(value, str):
        return Decimal(value.strip()) if PLAIN.fullmatch(value.strip()) else None
    # repr() of a float is the shortest text that reads as the same number.
    found = value if isinstance(value, Decimal) else _of_number(value)
    return found if found is not None and found.is_finite() else None


def _of_number(value: float) -> Decimal | None:
    # A whole number of thousands of digits cannot even be printed.
    if isinstance(value, int) and value.bit_length() > 64:
        return Decimal("Infinity")
    return Decimal(repr(value))


def half_even(value: Decimal, digits: int) -> Decimal:
    """GB/T 8170: to so many digits after the point, a half goes to the even neighbour."""
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN)


def mean(values: Iterable[Decimal]) -> Decimal | None:
    """The arithmetic mean, None of nothing."""
    listed = list(values)
    return sum(listed, Decimal(0)) / len(listed) if listed else None


def plain(value: Decimal) -> str:
    """A figure without exponent and without zeros that say nothing: 0.05, 500, 1.2."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
