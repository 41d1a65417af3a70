"""Sources of drinking water: whether one keeps its standard, and the rates a bulletin prints.

Surface water must keep class Ⅲ of GB 3838-2002, table 1 (without total nitrogen, faecal coliforms and water
temperature), and the five items of table 2. The items of table 3 are not in the shipped data: an answer names what it
covers. Ground water is classed by GB/T 14848-2017, of which no table is shipped: its result is taken over as the
monitoring report states it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.quality.rules import tables
from disclosure.quality.rules.classes import words
from disclosure.quality.rules.numbers import figure, half_even
from disclosure.quality.rules.water import LEFT_OUT, measured, water_class
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KINDS = ("surface", "ground")
CLASS = 3
# In 万吨: no source gives more.
MOST = Decimal(10) ** 9


@dataclass(frozen=True)
class Exceeding:
    """An item over its limit; `times_over` to 0.01, none where the item has none (pH, dissolved oxygen)."""

    name: str
    value: Decimal
    limit: Decimal | None
    times_over: Decimal | None


@dataclass(frozen=True)
class Compliance:
    """Whether a source keeps its standard; `stated` if the result was taken over; `covers` says what was looked at."""

    compliant: bool
    exceeding: tuple[Exceeding, ...]
    stated: bool
    covers: str


@dataclass(frozen=True)
class Rate:
    """A share in per cent to 0.1; none of nothing."""

    kept: Decimal
    whole: Decimal
    percent: Decimal | None


def compliance(
    values: Mapping[str, Decimal | str], *, kind: str = "surface", lake: bool = False, stated: bool | None = None
) -> Compliance:
    """Whether a source keeps its standard. What is measured decides; without measurements what the report states."""
    if kind not in KINDS:
        raise Refused(_("水源只有地表水（surface）和地下水（ground）两种"))
    if kind == "ground" or not values:
        return _taken_over(kind, stated)
    second = {row["code"]: row for row in tables.rows("drinking_supplement")}
    split = {name: _supplement(name) for name in values}
    basic = {name: values[name] for name, code in split.items() if code is None}
    over = _basic(basic, lake) if basic else ()
    over += tuple(
        one for name, code in split.items() if code and (one := _second(second[code], values[name])) is not None
    )
    return Compliance(not over, over, stated=False, covers=_covers(len(basic), len(values) - len(basic)))


def by_quantity(sources: Iterable[tuple[Decimal, bool]]) -> Rate:
    """取水水质达标率: quantity of the sources that keep their standard over all that was drawn (万吨)."""
    listed = [(figure(quantity, _("取水量"), MOST), kept) for quantity, kept in sources]
    return _rate(
        sum((quantity for quantity, kept in listed if kept), Decimal(0)),
        sum((quantity for quantity, _kept in listed), Decimal(0)),
    )


def by_count(kept: Iterable[bool]) -> Rate:
    """水源达标率: sources that keep their standard over all sources monitored."""
    listed = list(kept)
    return _rate(Decimal(sum(listed)), Decimal(len(listed)))


def _rate(kept: Decimal, whole: Decimal) -> Rate:
    return Rate(kept, whole, half_even(kept * 100 / whole, 1) if whole else None)


def _taken_over(kind: str, stated: bool | None) -> Compliance:
    if stated is None and kind == "ground":
        raise Refused(_("地下水按 GB/T 14848-2017 评价，本系统没有它的限值，请按监测报告写达标或不达标"))
    if stated is None:
        raise Refused(_("写各项监测值，或者按监测报告写达标或不达标"))
    return Compliance(stated, (), stated=True, covers=_("按监测报告所载结论，未重新计算"))


def _basic(values: Mapping[str, Decimal | str], lake: bool) -> tuple[Exceeding, ...]:
    found = water_class(values, lake=lake, target=CLASS)
    return tuple(
        Exceeding(one.name, one.value, one.limits[CLASS - 1] if one.limits else None, one.times_over)
        for one in found.items
        if (one.number or 0) > CLASS and one.code not in LEFT_OUT
    )


def _supplement(name: str) -> str | None:
    """The code of an item of table 2; none for one of table 1."""
    for row in tables.rows("drinking_supplement"):
        if words(name) in (words(row["code"]), words(row["name"]), words(row["english"])):
            return row["code"]
    return None


def _second(row: dict[str, str], typed: Decimal | str) -> Exceeding | None:
    value, below = measured(typed, row["name"])
    most = Decimal(row["limit"])
    if below or value <= most:
        return None
    return Exceeding(row["name"], value, most, half_even((value - most) / most, 2))


def _covers(basic: int, second: int) -> str:
    return _("GB 3838-2002 表 1 的 %(basic)d 项、表 2 的 %(second)d 项；不含表 3") % {"basic": basic, "second": second}
