"""The class of surface water: GB 3838-2002, table 1, by its worst item (环办〔2011〕22号, 地表水环境质量评价办法).

mg/L; pH has no unit, faecal coliforms are a count per litre. Decisions that are the portal's own:

- Bulletins leave out total nitrogen, faecal coliforms and water temperature; `number` is without, `whole` with them.
- Total nitrogen and the second row of total phosphorus hold for lakes and reservoirs only.
- Dissolved oxygen of class I is 7.5 mg/L; the other way, 90 % of saturation, is not computed.
- A pH from 6 to 9 keeps every class; outside it is worse than Ⅴ, as all five classes have the same range.
- A value below detection, printed 0.05L, is classed as the limit itself, counts as half in means, and is never over.
- Water temperature limits a rise that nobody can read off one value: it has no class.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from disclosure.quality.rules import tables
from disclosure.quality.rules.classes import STATES, WORSE, roman, words
from disclosure.quality.rules.numbers import figure, half_even
from disclosure.quality.rules.numbers import mean as plain_mean
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LEFT_OUT = ("TN", "coliform", "temperature")
LAKES_ONLY = ("TN",)
NO_TIMES_OVER = ("pH", "DO", "temperature")
METALS_FIRST = ("CN", "Pb", "Cr6", "Hg", "Cd", "As")
MOST_ELSE, MOST = Decimal(100_000), {"pH": Decimal(14), "temperature": Decimal(60), "coliform": Decimal(10) ** 12}
BELOW = ("L", "Ｌ", "l")


@dataclass(frozen=True)
class Item:
    """One item: as measured, its class 1 to 6 (none: it has no class here), how far over the target."""

    code: str
    name: str
    value: Decimal
    below: bool
    number: int | None
    times_over: Decimal | None
    limits: tuple[Decimal, ...]
    unit: str
    note: str = ""


@dataclass(frozen=True)
class WaterClass:
    """The class of a section: `number` as bulletins have it, `whole` with what they leave out; 6 is 劣Ⅴ."""

    number: int
    roman: str
    state: str
    items: tuple[Item, ...]
    deciding: tuple[str, ...]
    whole: int
    target: int | None
    compliant: bool | None
    main: tuple[str, ...]


def water_class(values: Mapping[str, Decimal | str], *, lake: bool, target: int | None = None) -> WaterClass:
    """The class by the worst item. Raises Refused for items nobody knows, and for what is no figure."""
    if target is not None and target not in range(1, WORSE):
        raise Refused(_("目标类别是Ⅰ到Ⅴ类"))
    items = tuple(_item(code, value, lake, target) for code, value in _in_order(values))
    judged = [one for one in items if one.number and one.code not in LEFT_OUT]
    if not judged:
        raise Refused(_("至少写一项参加评价的指标"))
    number = max(one.number or 0 for one in judged)
    return WaterClass(
        number=number,
        roman=roman(number),
        state=STATES[number - 1],
        items=items,
        deciding=tuple(one.name for one in judged if one.number == number > 1),
        whole=max(one.number or 0 for one in items),
        target=target,
        compliant=None if target is None else number <= target,
        main=_main(judged),
    )


def code_of(name: str) -> str:
    """The code of an item by whatever name a table prints: 氨氮, NH3-N, nh3n, 总磷(以P计)（湖、库）."""
    found = _codes().get(words(name))
    if found is None:
        raise Refused(_("GB 3838-2002 表 1 没有“%(name)s”这一项") % {"name": name[:40]})
    return found


def names() -> dict[str, str]:
    """Code and name of every item in the language in force, in the order of the standard."""
    return {row["code"]: tables.word(row, "name") for row in tables.rows("water_items")}


def titled(code: str) -> str:
    """The name of an item at the head of a line; pH is written in no other way."""
    return names()[code] if code == "pH" else capfirst(names()[code])


def unit_of(code: str) -> str:
    """What an item is measured in; "" where it has no unit."""
    _limits_of, kind, unit = _limits()[code, False]
    return "" if kind == "range" else unit


def state_words() -> dict[int, str]:
    """What the water of each class is called in the language in force."""
    words_of_state = (_("优"), _("优"), _("良好"), _("轻度污染"), _("中度污染"), _("重度污染"))
    return dict(enumerate(words_of_state, 1))


def measured(value: Decimal | str, name: str, most: Decimal = MOST_ELSE) -> tuple[Decimal, bool]:
    """The figure, and whether it is a detection limit that was not reached (printed with L)."""
    text = value.strip() if isinstance(value, str) else value
    if isinstance(text, str) and text.endswith(BELOW):
        return figure(text[:-1], name, most), True
    return figure(text, name, most), False


def mean(values: Iterable[Decimal | str], name: str = "") -> Decimal | None:
    """The mean of several samples; half the detection limit stands for what was below it."""
    found = [measured(value, name) for value in values]
    return plain_mean(figure / 2 if below else figure for figure, below in found)


def limit_of(code: str, number: int, *, lake: bool) -> Decimal | None:
    """The limit of an item for a class, where it has one."""
    limits, _kind, _unit = _limits()[_row_of(code, lake)]
    return limits[number - 1] if limits else None


def _in_order(values: Mapping[str, Decimal | str]) -> list[tuple[str, Decimal | str]]:
    given: dict[str, Decimal | str] = {}
    for name, value in values.items():
        code = code_of(name)
        if code in given:
            raise Refused(_("%(name)s写了两次") % {"name": names()[code]})
        given[code] = value
    return [(code, given[code]) for code in names() if code in given]


def _item(code: str, typed: Decimal | str, lake: bool, target: int | None) -> Item:
    name = names()[code]
    value, below = measured(typed, name, MOST.get(code, MOST_ELSE))
    limits, kind, unit = _limits()[_row_of(code, lake)]
    if code in LAKES_ONLY and not lake:
        return Item(code, name, value, below, None, None, (), unit, _("只适用于湖、库"))
    number = _number(kind, limits, value)
    over = _over(code, value, limits[target - 1]) if target and limits and not below else None
    return Item(code, name, value, below, number, over, limits, unit)


def _number(kind: str, limits: tuple[Decimal, ...], value: Decimal) -> int | None:
    if kind == "range":
        return 1 if Decimal(6) <= value <= Decimal(9) else WORSE
    if not limits:
        return None
    kept = (value >= limit if kind == ">=" else value <= limit for limit in limits)
    return next((number for number, keeps in enumerate(kept, 1) if keeps), WORSE)


def _over(code: str, value: Decimal, limit: Decimal) -> Decimal | None:
    """环办〔2011〕22号: water temperature, pH and dissolved oxygen have no times over."""
    return half_even((value - limit) / limit, 2) if code not in NO_TIMES_OVER and value > limit else None


def _main(judged: list[Item]) -> tuple[str, ...]:
    """环办〔2011〕22号: worse than Ⅲ, the three worst items; of one class the one further over Ⅲ; poisons first."""
    worse = [one for one in judged if (one.number or 0) > 3]
    worse.sort(key=lambda one: (one.code not in METALS_FIRST, -(one.number or 0), -_over_three(one)))
    return tuple(one.name for one in worse[:3])


def _over_three(one: Item) -> Decimal:
    return (one.value - one.limits[2]) / one.limits[2] if one.limits and one.code not in NO_TIMES_OVER else Decimal(0)


def _row_of(code: str, lake: bool) -> tuple[str, bool]:
    return code, lake and code == "TP"


@lru_cache
def _limits() -> dict[tuple[str, bool], tuple[tuple[Decimal, ...], str, str]]:
    """By code and whether the row is the lakes' own: limits of the five classes, how to compare, unit."""
    codes = {row["no"]: row["code"] for row in tables.rows("water_items")}
    found = {}
    for row in tables.rows("surface_water_gb3838"):
        figures = [row[f"class_{number}"] for number in range(1, WORSE)]
        limits = () if row["comparison"] == "range" else tuple(Decimal(text) for text in figures if text)
        found[codes[row["no"]], "湖、库限值" in row["note"]] = (limits, row["comparison"], row["unit"])
    return found


@lru_cache
def _codes() -> dict[str, str]:
    found = {}
    for row in tables.rows("water_items"):
        for name in (row["code"], row["field"], row["name"], row["english"], *row["also"].split(";")):
            found[words(name)] = row["code"]
    codes = {row["no"]: row["code"] for row in tables.rows("water_items")}
    found |= {words(row["item"]): codes[row["no"]] for row in tables.rows("surface_water_gb3838")}
    found.pop("", None)
    return found
