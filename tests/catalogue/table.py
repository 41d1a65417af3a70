"""The table's own numbers and edges, read from its words and not from what was written for the portal."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any, NamedTuple

from approvals.catalogue.enums import Ask, Nature
from approvals.catalogue.queries.table import editions
from approvals.catalogue.rules import guide
from approvals.catalogue.rules.when import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from approvals.catalogue.queries.table import Criterion, Item

ITEMS = editions()["2021"].items
TIMES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(10) ** 8}
# 10吨及以上, 65吨/小时（45.5兆瓦）及以下, 30公里（不含）以上; four kinds of animals share one 及以上.
LIMIT = re.compile(
    r"(?<![\dP〕])(\d+(?:\.\d+)?)(万|亿)?(?:头|只|亩|吨级|吨/小时|吨|千升|件|立方米|平方米|千瓦|千伏|兆瓦|张|公里)"
    r"(?:（[^）]*）)?(及以上|及以下|以上|以下|(?=、))"
)
WORDS = re.compile(r"(大于|不小于)(\d+)(?:千瓦|千伏)")
QUARTER = re.compile(r"1/4(及以上)")
TEN = Decimal(10)


class Edge(NamedTuple):
    """A limit in plain units and whether itself belongs to what lies above it."""

    bound: Decimal
    is_above: bool


def edges(text: str) -> set[Edge]:
    """Every limit of a criterion: 及以上 and 以下 leave the limit itself above, 以上 and 及以下 below."""
    found = {Edge(Decimal(n) * TIMES[times], edge in ("及以上", "以下", "")) for n, times, edge in LIMIT.findall(text)}
    found |= {Edge(Decimal(n), word == "不小于") for word, n in WORDS.findall(text)}
    return found | {Edge(Decimal(25), True) for _edge in QUARTER.findall(text)}


def plain(bound: Decimal, unit: str) -> Decimal:
    return bound * TIMES.get(unit[:1], Decimal(1))


def leaves(criterion: Criterion) -> list[Any]:
    return list(read(criterion.when).leaves())


def representatives(asked: Any, criteria: list[Criterion]) -> list[Any]:
    """Answers that may differ: of numbers, each bound and what lies around it."""
    if asked.kind == Ask.NATURE:
        return list(Nature.values)
    if asked.kind != Ask.NUMBER:
        return [False, True]
    bounds = sorted({leaf.bound for one in criteria for leaf in leaves(one) if leaf.asked == asked})
    around = {Decimal(0), *bounds, bounds[-1] * 2 + 1}
    return sorted(around | {(low + high) / 2 for low, high in pairwise(bounds)})


def ways(item: Item, criteria: list[Criterion]) -> Iterator[dict[str, Any]]:
    """Every way to answer what these criteria ask, by the key of the question."""
    asked = list({leaf.asked: None for one in criteria for leaf in leaves(one)})
    for chosen in product(*(representatives(one, list(item.criteria)) for one in asked)):
        yield {one.key: value for one, value in zip(asked, chosen, strict=True)}


def by_id(item: Item, known: dict[str, Any]) -> dict[str, Any]:
    """All questions answered: those named, the others with no, nothing, or rebuilt."""
    blank = {Ask.NUMBER: Decimal(0), Ask.NATURE: Nature.REBUILD}
    return {
        one.id: known.get(one.asked.key, blank.get(one.kind, one.kind == Ask.BUILDING))
        for one in guide.questions_of(item)
    }


def said(number: int, **answers: Any) -> dict[str, Any]:
    """Answers by a piece of their question: said(66, 电镀=False)."""
    found = {}
    for one in guide.questions_of(ITEMS[number]):
        hits = [value for piece, value in answers.items() if piece in one.asked.text]
        if hits:
            value = hits[0]
            found[one.id] = Decimal(str(value)) if one.kind == Ask.NUMBER and value is not None else value
    return found
