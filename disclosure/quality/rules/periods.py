"""Days, hours, months and other periods as bulletins print them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from disclosure.quality.enums import Span
from disclosure.quality.rules.cells import narrow

EARLIEST = 1974  # the year the first environmental monitoring stations were set up
SIGN = r"[年月/.\-–—]"
DAY = re.compile(rf"(\d{{4}}){SIGN}(\d{{1,2}}){SIGN}(\d{{1,2}})日?")
PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
CLOCK = re.compile(r"^(.*?\d日?)[T,， ]*?(\d{1,2})(?:[:时](?:\d{1,2})?分?(?::\d{1,2}(?:\.\d+)?)?)$")
MONTH = re.compile(r"(\d{4})[年/.\-](\d{1,2})月?|(\d{4})(0[1-9]|1[0-2])")
MONTHS = re.compile(r"(\d{4})[年/.](\d{1,2})月?[-~至—–](\d{1,2})月")
YEAR = re.compile(r"(\d{4})年?(?:全年|度)?")
QUARTER = re.compile(r"(\d{4})年?第?([一二三四1-4])季度")
HALF = re.compile(r"(\d{4})年([上下])半年")
NOTE = re.compile(r"\(.*?\)")
HAN = {"一": 1, "二": 2, "三": 3, "四": 4}
UNCERTAIN = re.compile(r"\d{7}|\d{5}")
NO_YEAR = re.compile(r"(?:第?[一二三四1-4]季度|\d{1,2}(?:-\d{1,2})?月|[上下]半年).*")


@dataclass(frozen=True)
class Period:
    """From a day to a day; none and a `code`: it was printed, but cannot be told."""

    first: date | None = None
    last: date | None = None
    code: str = ""

    @property
    def is_day(self) -> bool:
        return self.first is not None and self.first == self.last

    @property
    def is_month(self) -> bool:
        return self.first is not None and self == month(self.first.year, self.first.month)

    @property
    def is_year(self) -> bool:
        return self.first is not None and self == months(self.first.year, 1, 12)


def month(year: int, number: int) -> Period:
    return months(year, number, number)


def months(year: int, first: int, last: int) -> Period:
    if not 1 <= first <= last <= 12:
        return Period(code="no_such_period")
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def read(text: str, *, today: date) -> Period:
    """What a period means, in any of the ways it is printed."""
    plain = NOTE.sub("", narrow(text))
    if not plain:
        return Period(code="no_period")
    found = _days(plain) or _months(plain) or _long(plain)
    if found is None:
        return Period(code=_why_not(plain))
    if found.first is not None and not EARLIEST <= found.first.year <= today.year:
        return Period(code="out_of_range")
    return found


def day_and_hour(text: str) -> tuple[str, int | None]:
    """2026-11-20 08:00 → the day, and 8; a midnight 24:00 stays the last hour of its day, told as 0 of the next."""
    plain = " ".join(text.split())
    found = CLOCK.fullmatch(plain)
    return (found[1], int(found[2])) if found else (plain, None)


def hour(text: str) -> int | None:
    found = re.fullmatch(r"(\d{1,2})(?:时|:00|:00:00)?", narrow(text))
    return int(found[1]) if found and int(found[1]) <= 24 else None


def of_span(on: date, span: str) -> tuple[date, date]:
    """The month or the year a day lies in."""
    whole = months(on.year, 1, 12) if span == Span.YEAR else month(on.year, on.month)
    assert whole.first is not None  # noqa: S101  both have their days
    assert whole.last is not None  # noqa: S101
    return whole.first, whole.last


def _days(plain: str) -> Period | None:
    parts = re.split(r"至|到|~|——", plain)
    if len(parts) == 2 and DAY.fullmatch(parts[0]):
        first, last = _day(parts[0]), _day(parts[1])
        if first is None or last is None or last < first:
            return Period(code="no_such_period")
        return Period(first, last)
    if DAY.fullmatch(plain) or PACKED.fullmatch(plain):
        found = _day(plain)
        return Period(found, found) if found else Period(code="no_such_day")
    return None


def _day(text: str) -> date | None:
    found = DAY.fullmatch(text) or PACKED.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _months(plain: str) -> Period | None:
    if found := MONTHS.fullmatch(plain):
        return months(int(found[1]), int(found[2]), int(found[3]))
    if found := MONTH.fullmatch(plain):
        return month(int(found[1] or found[3]), int(found[2] or found[4]))
    return None


def _long(plain: str) -> Period | None:
    if found := QUARTER.fullmatch(plain):
        last = 3 * (HAN.get(found[2]) or int(found[2]))
        return months(int(found[1]), last - 2, last)
    if found := HALF.fullmatch(plain):
        return months(int(found[1]), *((1, 6) if found[2] == "上" else (7, 12)))
    if found := YEAR.fullmatch(plain):
        return months(int(found[1]), 1, 12)
    return None


def _why_not(plain: str) -> str:
    if UNCERTAIN.fullmatch(plain):
        return "ambiguous"
    return "no_year" if NO_YEAR.fullmatch(plain) else "unreadable"
