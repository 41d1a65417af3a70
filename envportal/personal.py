"""Numbers of persons in a text: identity cards and bank cards, also where they are written in groups."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SEPARATORS = r"[\s\-\u2010-\u2015\u200b-\u200d\ufeff]{0,3}"
RUN = re.compile(rf"\d(?:{SEPARATORS}\d)*(?:{SEPARATORS}[Xx](?![A-Za-z]))?")
CHUNK = re.compile(r"[\dXx]+")
# The code a construction project has on the national platform: parts of it look like a card's number one time in ten.
PROJECT_CODE = re.compile(r"(?<![\d-])\d{4}-\d{6}-\d{2}-\d{2}-\d{6}(?![\d-])")
CARD = re.compile(r"(?:4|5[0-9]|6[0-9]|3[4-7]|9[0-9])\d{13,17}")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def blocks(text: str) -> bool:
    """Whether an identity or bank number stands in a text."""
    return any(is_identity_number(number) or is_bank_number(number) for number in numbers(plain(text)))


def is_identity_number(number: str) -> bool:
    """GB 11643: 17 digits with a birthday, and a check character by ISO 7064 MOD 11-2."""
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", number):
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number[:17], strict=True))
    return "10X98765432"[total % 11] == number[17]


def is_bank_number(number: str) -> bool:
    """A card of 15 to 19 digits with a right Luhn digit."""
    if not CARD.fullmatch(number):
        return False
    digits = [int(digit) for digit in reversed(number)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def plain(text: str) -> str:
    """The text with every digit of whatever script as one of ours."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in narrow(text))


def narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def numbers(text: str) -> Iterator[str]:
    """Every number in a plain text, also when it was written in groups: "3201 2319 …"."""
    for run in RUN.findall(PROJECT_CODE.sub("（项目代码）", text)):
        chunks = CHUNK.findall(run.upper())
        for first in range(len(chunks)):
            yield from _joined(chunks[first:])


def _joined(chunks: list[str]) -> Iterator[str]:
    number = ""
    for chunk in chunks:
        number += chunk
        if len(number) > 19:
            return
        if len(number) >= 10:
            yield number
