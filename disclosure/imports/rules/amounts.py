"""Sums and spans of months as tables have them: mended where there is one reading, else the row is refused."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from disclosure.imports.rules.rows import No

if TYPE_CHECKING:
    from disclosure.imports.rules.kinds import OfKind

PLAIN = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+)(\.\d{1,4})?(元|万元)?")
UNITS = ("元", "万元")
MONTH = r"(\d{4})[.年/-](\d{1,2})月?(?:份)?"
SPAN = re.compile(rf"{MONTH}(?:-|—|–|~|至|到){MONTH}")
ONE = re.compile(MONTH)
FIRST_YEAR, LAST_YEAR = 1979, 2017


def money(row: OfKind, name: str, unit: str) -> str:
    """53145.00 元; "" for an empty cell. Raises No where the sum or its unit is not certain."""
    printed = row.was(name)
    if not printed:
        return ""
    label = row.table.label(name)
    found = PLAIN.fullmatch("".join(unicodedata.normalize("NFKC", printed).split()))
    if not found:
        raise No("amount_unreadable", label, printed[:60])
    whole, part, own = found.groups(default="")
    if own and unit and own != unit:
        raise No("two_units", label, printed[:60], unit)
    said = own or unit
    if said not in UNITS:
        raise No("no_unit", label, printed[:60])
    plain = f"{int(whole.replace(',', ''))}{part}"
    if plain + own != printed:
        row.say("amount", label, printed, f"{plain} {said}")
    return f"{plain} {said}"


def period(row: OfKind, name: str) -> str:
    """2014年11月至2015年3月 of 2014.11-2015.3; months named one by one stay so."""
    printed = row.was(name)
    label = row.table.label(name)
    if not printed:
        raise No("no_period", label)
    plain = "".join(unicodedata.normalize("NFKC", printed).split())
    if span := SPAN.fullmatch(plain):
        first, last = _month(span[1], span[2], label, printed), _month(span[3], span[4], label, printed)
        if (int(span[3]), int(span[4])) < (int(span[1]), int(span[2])):
            raise No("period_backwards", label, printed[:60])
        told = f"{first}至{last}"
    else:
        parts = [ONE.fullmatch(part) for part in re.split("[、,，]", plain)]
        if not all(parts):
            raise No("period_unreadable", label, printed[:60])
        told = "、".join(_month(part[1], part[2], label, printed) for part in parts if part)
    if told != printed:
        row.say("period", label, printed, told)
    return told


def _month(year: str, month: str, label: str, printed: str) -> str:
    """A month in which the fee was charged: the tax took its place in 2018."""
    if not 1 <= int(month) <= 12:
        raise No("period_unreadable", label, printed[:60])
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise No("no_fee_then", label, printed[:60])
    return f"{year}年{int(month)}月"
