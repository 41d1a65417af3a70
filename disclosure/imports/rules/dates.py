"""Days as tables have them: what is certain is mended, what is not stays empty, and both say why."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

EARLIEST = 1979
# A notice window that is told by its last day alone ends soon after it began.
SOON = timedelta(days=60)
CLOCK = re.compile(r"(?<=\d)[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
SIGN = r"[年月/.\-\u2010-\u2015。、·]"
WHOLE = re.compile(rf"(\d{{4}}){SIGN}(\d{{1,2}}){SIGN}(\d{{1,2}})([日号]?)")
TOGETHER = re.compile(r"(\d{4})年?(\d{2,4})[日号]?")
LAST_DAY = re.compile(r"(\d{1,2})[日号]")
NO_YEAR = re.compile(r"(\d{1,2})[月/.\-](\d{1,2})[日号]?")
DAMAGED = (
    ("no_month", re.compile(r"\d{4}[年\-/.][月\-/.]?\d{0,2}[日号]|\d{4}[年/.\-]月?[\-/.]\d{1,2}")),
    ("no_day", re.compile(r"\d{4}[年\-/.]\d{1,2}(?:月|月日|[\-/.])?")),
    ("year_damaged", re.compile(r"\d{1,3}年.*|\d{1,3}[\-/.]\d{1,2}[\-/.]\d{1,2}[日号]?|年\d{1,2}月.*")),
)
HAN = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True)) | {"○": "0", "Ｏ": "0"}
HAN_NUMBER = re.compile(r"[〇○Ｏ零一二三四五六七八九十]+")


@dataclass(frozen=True)
class Read:
    """A day and how it was read; no day and a `why`: it was printed, but is not certain."""

    day: date | None = None
    why: str = ""


def read(text: str, *, today: date, after: date | None = None) -> Read:
    """The day a cell means; `after` is the first day of a window whose last day it is."""
    plain = _plain(text)
    if not plain:
        return Read()
    told, was_han = _arabic(plain)
    found = _certain(told, after) or _uncertain(told)
    if found.day is not None and not EARLIEST <= found.day.year <= today.year + 1:
        return Read(None, "out_of_range")
    return Read(found.day, found.why or ("han_digits" if was_han and found.day else ""))


def window(text: str) -> tuple[str, str]:
    """The two days of a window printed in one cell; what cannot be parted is its first."""
    plain = re.sub(r"[(（][^)）]*[)）]", "", unicodedata.normalize("NFKC", text)).strip()
    for sign in ("至", "到", "~", "\u2014\u2014", "--", "\u2014", "\u2013"):
        first, found, last = plain.partition(sign)
        if found and sign not in last:
            return first.strip("从自 "), last.strip("止 ")
    parted = re.fullmatch(r"(\d{4}-\d{1,2}-\d{1,2})\s*-\s*(.+)", plain) or re.fullmatch(
        r"([^-]*[年./][^-]*)-(.+)", plain
    )
    return (parted[1], parted[2]) if parted else (plain, "")


def _plain(text: str) -> str:
    narrow = " ".join(unicodedata.normalize("NFKC", text).split())
    return CLOCK.sub("", narrow).replace(" ", "")


def _arabic(text: str) -> tuple[str, bool]:
    """二〇二四年一月八日 in figures."""
    told = HAN_NUMBER.sub(lambda found: _figures(found.group()), text) if "年" in text or "月" in text else text
    return told, told != text


def _figures(han: str) -> str:
    tens, has_ten, ones = han.partition("十")
    if not has_ten:
        return "".join(HAN[sign] for sign in han)
    return f"{HAN.get(tens, '1')}{HAN.get(ones, '0')}"


def _certain(told: str, after: date | None) -> Read | None:
    if whole := WHOLE.fullmatch(told):
        why = "no_last_sign" if "月" in told and not whole[4] else ""
        return _day(int(whole[1]), int(whole[2]), int(whole[3]), why)
    if together := TOGETHER.fullmatch(told):
        return _parted(int(together[1]), together[2], told)
    return _from_start(told, after) if after is not None else None


def _parted(year: int, tail: str, told: str) -> Read | None:
    """2022年928 has one reading; 2020121 has two, 21 January and 1 December."""
    cuts = [2] if len(tail) == 4 else range(1, len(tail))
    readings = [_day(year, int(tail[:cut]), int(tail[cut:]), "run_together") for cut in cuts]
    days = [reading for reading in readings if reading.day is not None]
    is_month = len(tail) == 2 and 1 <= int(tail) <= 12
    if is_month:
        return Read(None, "no_day") if "年" in told else Read(None, "ambiguous")
    if len(days) > 1:
        return Read(None, "ambiguous")
    return days[0] if days else Read(None, "no_such_day")


def _from_start(told: str, after: date) -> Read | None:
    if last := LAST_DAY.fullmatch(told):
        found = _day(after.year, after.month, int(last[1]), "last_day_only")
        return found if found.day is None or found.day >= after else Read(None, "before_start")
    if no_year := NO_YEAR.fullmatch(told):
        years = (after.year, after.year + 1)
        readings = [_day(year, int(no_year[1]), int(no_year[2]), "year_from_start") for year in years]
        near = [one for one in readings if one.day is not None and after <= one.day <= after + SOON]
        return near[0] if near else Read(None, "no_year")
    return None


def _uncertain(told: str) -> Read:
    if NO_YEAR.fullmatch(told) or LAST_DAY.fullmatch(told):
        return Read(None, "no_year")
    codes = [code for code, pattern in DAMAGED if pattern.fullmatch(told)]
    return Read(None, codes[0] if codes else "unreadable")


def _day(year: int, month: int, day: int, why: str) -> Read:
    try:
        return Read(date(year, month, day), why)
    except ValueError:
        return Read(None, "no_such_day")


def figures_at_start(text: str) -> str:
    """The number a cell begins with: 5 of “5个工作日”."""
    return "".join(takewhile(str.isdecimal, _plain(text)))
