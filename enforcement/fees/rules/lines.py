"""A line of a declaration as people type it, turned into a question to the calculator."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _

from enforcement.fees.guards import NotComputable
from envportal.web.forms.text import narrow

LEAST = 4
MEDIA: Final = {
    "水": "water", "废水": "water", "water": "water", "气": "air", "废气": "air", "air": "air", "固废": "solid",
    "solid": "solid", "噪声": "noise", "noise": "noise", "烟": "smoke", "smoke": "smoke",
}  # fmt: skip
LIST_OF: Final = {"water": "pollutants", "air": "pollutants", "solid": "wastes"}
# Words of a line → keys of the question.
KEYS: Final = {
    "超标": "over", "超总量": "over_total", "浓度": "concentration", "标准": "standard", "本底": "background",
    "pH值": "ph", "PH": "ph", "pH": "ph", "倍数": "times", "单价": "rate", "省": "province", "昼间": "day",
    "夜间": "night", "峰值": "peak", "天数": "days", "两处": "two_points", "取整": "rounding", "级": "grade",
    "燃料": "fuel",
}  # fmt: skip
MONTH: Final = re.compile(r"(\d{4})[-年./](\d{1,2})月?")


def question_of_line(line: str) -> tuple[str, dict[str, object]]:
    """The place and the question. Raises NotComputable where the line is too short."""
    words = line.split()
    month = MONTH.fullmatch(narrow(words[1])) if len(words) >= LEAST else None
    if month is None or words[2] not in MEDIA:
        raise NotComputable(_("写排放口、月份（2016-01）、要素（水、气、固废、噪声、烟）和项目，中间空一格"))
    medium = MEDIA[words[2]]
    question: dict[str, object] = {"medium": medium, "period": f"{month[1]}-{int(month[2]):02d}"}
    entries = [_entry(word) for word in words[3:] if "/" in word]
    for word in words[3:]:
        if "/" not in word:
            key, _sign, value = word.partition("=")
            question[KEYS.get(key, key)] = value or True
    if entries:
        question[LIST_OF.get(medium, "pollutants")] = entries
    return words[0][:100], question


def _entry(word: str) -> str:
    name, *rest = word.split("/")
    return "/".join([name, *(_translated(part) for part in rest)])


def _translated(part: str) -> str:
    key, sign, value = part.partition("=")
    return f"{KEYS.get(key, key)}{sign}{value}"
