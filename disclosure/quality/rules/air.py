"""The air quality index: HJ 633-2012 to the end of February 2026, HJ 633-2026 since.

Concentrations are µg/m³, CO alone mg/m³. The tables are `data/aqi_breakpoints.csv` and `data/aqi_levels.csv`; how far
they were compared with the standards is told in `data/SOURCES.md`. What is no concentration raises Refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from disclosure.quality.rules import tables
from disclosure.quality.rules.numbers import figure, half_even, plain
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

# In the order of the standard's table; several primary pollutants are named in this order.
POLLUTANTS = ("SO2", "NO2", "PM10", "PM2.5", "CO", "O3")
PARTICLES = ("PM10", "PM2.5")
INDICES = (0, 50, 100, 150, 200, 300, 400, 500)
MOST = 500
# HJ 633: a pollutant is primary only above 50 and exceeds above 100.
NONE_PRIMARY_UP_TO, GOOD_UP_TO = 50, 100
FIRST_2026 = "HJ 633-2026"
# Beyond any measured hour: a slip of unit or of the decimal point.
SENSIBLE = {"CO": Decimal(1000)}
SENSIBLE_ELSE = Decimal(100_000)
KINDS = ("daily", "hourly")


@dataclass(frozen=True)
class Iaqi:
    """The index of one pollutant; none where the standard has none, and `note` says why."""

    value: int | None
    note: str = ""


@dataclass(frozen=True)
class Part:
    """One pollutant's way to its index: what was given, what was looked up, between which points of the table."""

    pollutant: str
    averaging: str
    given: Decimal
    rounded: Decimal
    unit: str
    iaqi: int | None
    low: tuple[Decimal, int] | None
    high: tuple[Decimal, int] | None
    note: str


@dataclass(frozen=True)
class Level:
    """A level of the index: number 1 to 6, its word, its category, its colour."""

    number: int
    name: str
    category: str
    colour_name: str
    colour: str
    least: int


@dataclass(frozen=True)
class Aqi:
    """The index of a day or an hour. Without a value there is no level either, and `note` says why."""

    value: int | None
    level: int | None
    category: str
    colour: str
    primary: tuple[str, ...]
    exceeding: tuple[str, ...]
    parts: tuple[Part, ...]
    note: str
    standard: str
    missing: tuple[str, ...]


class Points(NamedTuple):
    """The points of one row of the table, and the index above the last of them (none: not computed)."""

    found: list[tuple[Decimal, int]]
    unit: str
    above: int | None


@lru_cache(maxsize=4096)
def standard_on(day: date) -> str:
    """The standard in force on a day. Raises Refused before 2016, when HJ 633 was not yet in force everywhere."""
    for row in tables.rows("aqi_breakpoints"):
        if tables.in_force(row, day):
            return row["standard"]
    raise Refused(_("2016 年 1 月 1 日以前没有全国统一施行的空气质量指数标准，不能计算"))


def rounded(pollutant: str, value: Decimal) -> Decimal:
    """To whole µg/m³, CO to 0.1 mg/m³, a half to the even neighbour (HJ 633-2026, 4.2; GB/T 8170)."""
    return half_even(value, 1 if pollutant == "CO" else 0)


def iaqi(pollutant: str, averaging: str, value: Decimal, on: date) -> Iaqi:
    """The index of one pollutant, its concentration rounded first, the index rounded up (HJ 633, 4.3)."""
    found = part(pollutant, averaging, value, on)
    return Iaqi(found.iaqi, found.note)


def part(pollutant: str, averaging: str, value: Decimal, on: date) -> Part:
    """The same with its working. `averaging` is 24h, 8h or 1h, as the mean was taken."""
    points = _points(pollutant, averaging, on)
    given = concentration(pollutant, value)
    looked_up = rounded(pollutant, given)
    top, top_index = points.found[-1]
    if looked_up > top:
        note = _above(plain(top), points.above, on)
        return Part(pollutant, averaging, given, looked_up, points.unit, points.above, (top, top_index), None, note)
    low, high = _between(points.found, looked_up)
    exact = (high[1] - low[1]) * (looked_up - low[0]) / (high[0] - low[0]) + low[1]
    index = int(exact.to_integral_value(rounding=ROUND_CEILING))
    return Part(pollutant, averaging, given, looked_up, points.unit, index, low, high, "")


def averaging_of(pollutant: str, kind: str, on: date) -> str:
    """The mean a report stands on: daily O3 is the highest 8-hour mean; hourly particles were 24-hour means to 2026."""
    if kind == "daily":
        return "8h" if pollutant == "O3" else "24h"
    return "24h" if pollutant in PARTICLES and standard_on(on) < FIRST_2026 else "1h"


def aqi(values: Mapping[str, Decimal], on: date, kind: str = "daily", *, partial: bool = False) -> Aqi:
    """The index of the pollutants given: the highest of theirs.

    HJ 633-2026, 5.3.1 (known from one public test, to be verified): with pollutants missing, an index of 100 or less
    is not available. `partial` gives it all the same.
    """
    standard = standard_on(on)
    _check(values, kind)
    missing = tuple(name for name in POLLUTANTS if name not in values)
    given = [name for name in POLLUTANTS if name in values]
    parts = tuple(part(name, averaging_of(name, kind, on), values[name], on) for name in given)
    value, note = _whole(parts, missing if standard >= FIRST_2026 and not partial else ())
    level = level_of(value) if value is not None else None
    return Aqi(
        value=value,
        level=level.number if level else None,
        category=level.category if level else "",
        colour=level.colour if level else "",
        primary=_primary(parts, value),
        exceeding=tuple(one.pollutant for one in parts if one.iaqi is None or one.iaqi > GOOD_UP_TO),
        parts=parts,
        note=note,
        standard=standard,
        missing=missing,
    )


@lru_cache
def levels() -> tuple[Level, ...]:
    """The six levels, best first."""
    return tuple(
        Level(
            int(row["level_no"]), row["level"], row["category"], row["colour"], row["hex"], int(row["aqi_from"])
        )
        for row in tables.rows("aqi_levels")
    )  # fmt: skip


def level_of(value: int) -> Level:
    """The level of an index."""
    return next(level for level in reversed(levels()) if value >= level.least)


def level_words() -> dict[int, str]:
    """What each level is called in the language in force."""
    return {int(row["level_no"]): tables.word(row, "category") for row in tables.rows("aqi_levels")}


def working(one: Part) -> str:
    """The interpolation written out, as it is checked by hand; its result is rounded up."""
    if not one.low or not one.high:
        return ""
    (low, low_index), (high, high_index) = one.low, one.high
    return (
        f"({high_index} - {low_index}) / ({plain(high)} - {plain(low)})"
        f" × ({plain(one.rounded)} - {plain(low)}) + {low_index}"
    )


def concentration(pollutant: str, value: object) -> Decimal:
    """A concentration as handed in. Raises Refused for what is none."""
    return figure(value, pollutant, SENSIBLE.get(pollutant, SENSIBLE_ELSE))


def _check(values: Mapping[str, Decimal], kind: str) -> None:
    if kind not in KINDS:
        raise Refused(_("只有日报（daily）和实时报（hourly）两种"))
    unknown = sorted(set(values) - set(POLLUTANTS))
    if unknown:
        raise Refused(_("%(name)s不参加空气质量指数") % {"name": "、".join(unknown)})
    if not values:
        raise Refused(_("至少写一项污染物的浓度"))


def _points(pollutant: str, averaging: str, on: date) -> Points:
    standard = standard_on(on)
    # HJ 633-2026: an hour of particles is looked up in the table of 24 hours; there is none of one hour.
    looked_up = "24h" if pollutant in PARTICLES and averaging == "1h" and standard >= FIRST_2026 else averaging
    found = _table().get((standard, pollutant, looked_up))
    if found is None:
        raise Refused(
            _("%(standard)s没有%(name)s的%(averaging)s平均分指数")
            % {"standard": standard, "name": pollutant, "averaging": averaging}
        )
    return found


@lru_cache
def _table() -> dict[tuple[str, str, str], Points]:
    return {(row["standard"], row["pollutant"], row["averaging"]): _row(row) for row in tables.rows("aqi_breakpoints")}


def _row(row: dict[str, str]) -> Points:
    found = [(Decimal(row[f"iaqi_{index}"]), index) for index in INDICES if row[f"iaqi_{index}"]]
    return Points(found, row["unit"], _index_above(row["standard"], found[-1][1]))


def _index_above(standard: str, last: int) -> int | None:
    """The table's last index counts on; the standard of 2012 had none for SO2 and O3 where the table stops short."""
    return last if last == MOST or standard >= FIRST_2026 else None


def _above(top: str, index: int | None, on: date) -> str:
    if index is None:
        return _("浓度高于 %(top)s，%(standard)s不计算这项分指数") % {"top": top, "standard": standard_on(on)}
    return _("浓度高于 %(top)s，分指数按 %(index)d 计") % {"top": top, "index": index}


def _between(points: list[tuple[Decimal, int]], value: Decimal) -> tuple[tuple[Decimal, int], tuple[Decimal, int]]:
    upper = next(place for place, (top, _index) in enumerate(points) if place and value <= top)
    return points[upper - 1], points[upper]


def _whole(parts: tuple[Part, ...], missing: tuple[str, ...]) -> tuple[int | None, str]:
    found = [one.iaqi for one in parts if one.iaqi is not None]
    # A pollutant beyond its table weighs at least the table's last index: a lower maximum would hide it.
    beyond = [one for one in parts if one.iaqi is None and one.low]
    highest = max(found, default=0)
    if any(one.low and one.low[1] > highest for one in beyond):
        return None, beyond[0].note
    if missing and highest <= GOOD_UP_TO:
        return None, _("缺%(names)s，指数不高于 100 时不发布（HJ 633-2026 第 5.3.1 条）") % {
            "names": "、".join(missing)
        }
    return highest, ""


def _primary(parts: tuple[Part, ...], value: int | None) -> tuple[str, ...]:
    if value is None or value <= NONE_PRIMARY_UP_TO:
        return ()
    return tuple(one.pollutant for one in parts if one.iaqi == value)
