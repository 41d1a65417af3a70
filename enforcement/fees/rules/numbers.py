"""Figures of a question: whole, finite, not below nought, of a sensible length; exact as fractions."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from envportal.questions import QuestionError

if TYPE_CHECKING:
    from envportal.questions import Question

PLAIN: Final = re.compile(r"\d{1,12}(\.\d{1,12})?", re.ASCII)
MOST, PAIR = 10**12, 2


def figure(value: object, key: str) -> Fraction:
    """A number from 0 up to 1,000,000,000,000, as JSON or as text. Raises QuestionError."""
    found = _read(value)
    if found is None or found > MOST:
        raise QuestionError(f"{key} must be a number from 0 to 1000000000000 with at most 12 places.")
    return found


def _read(value: object) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    if isinstance(value, int) and not 0 <= value <= MOST:
        return None
    text = value.strip() if isinstance(value, str) else f"{Decimal(repr(value)):f}" if _finite(value) else ""
    return Fraction(text) if PLAIN.fullmatch(text) else None


def _finite(value: float) -> bool:
    return value == value and 0 <= value <= MOST  # noqa: PLR0124  NaN is not itself


def whole_number(value: object, key: str, most: int) -> int:
    found = figure(value, key)
    if found.denominator != 1 or found > most:
        raise QuestionError(f"{key} must be a whole number from 0 to {most}.")
    return int(found)


def truth(question: Question, key: str) -> bool:
    found = question.get(key, False)
    if not isinstance(found, bool):
        raise QuestionError(f"{key} must be true or false.")
    return found
