"""The classes of surface water in words: Ⅰ to Ⅴ and 劣Ⅴ, however a bulletin prints them."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

from envportal.refusals import Refused

# Six classes, the last one worse than the standard has a name for.
ROMAN = ("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣Ⅴ")
WORSE = 6
# 环办〔2011〕22号, table of qualitative words for a section.
STATES = ("优", "优", "良好", "轻度污染", "中度污染", "重度污染")
NUMBERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "劣V": WORSE, "劣5": WORSE}
NUMBERS |= {str(number): number for number in range(1, 6)}
CHINESE = str.maketrans("一二三四五", "12345")
NOTHING = re.compile(r"[/\\\-—–_*.。无]*")


def words(name: str) -> str:
    """A name without what printers vary: width, case, spaces, brackets and signs."""
    narrow = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in narrow if letter.isalnum())


def class_number(text: str) -> int | None:
    """1 to 6 for II, Ⅱ, Ⅱ类, ２类, 二类, 劣Ⅴ, 劣V类; none where nothing is printed. Raises Refused for other words."""
    narrow = "".join(unicodedata.normalize("NFKC", text).upper().split())
    if NOTHING.fullmatch(narrow):
        return None
    found = NUMBERS.get(narrow.removeprefix("第").removesuffix("类").translate(CHINESE))
    if found is None:
        raise Refused(_("“%(text)s”不是水质类别，写Ⅰ、Ⅱ、Ⅲ、Ⅳ、Ⅴ或劣Ⅴ") % {"text": text[:20]})
    return found


def roman(number: int) -> str:
    """The class as it is printed."""
    return ROMAN[number - 1]
