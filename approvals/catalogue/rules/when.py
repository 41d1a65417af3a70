"""What decides a criterion, written in a small language, and its value for what is known so far.

    「有电镀工艺」 或 {年用溶剂型涂料（含稀释剂）|吨}>=10 且 非 敏感区

`「…」` is asked with yes or no, `{name|unit}` as a number; 敏感区, 工业建筑, 新建, 扩建, 改建 have questions of
their own; 全部 always holds. 且 binds closer than 或. What nobody has said is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from approvals.catalogue.enums import Ask, Nature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Value = bool | Decimal | str | None
    Known = Mapping[str, Value]

MARK = re.compile(
    r"\s*(「[^」]+」|\{[^}]+\}|>=|<=|>|<|=|\d+(?:\.\d+)?|[()]|全部|敏感区|工业建筑|新建|扩建|改建|且|或|非)"
)
COMPARE = {
    ">=": Decimal.__ge__, "<=": Decimal.__le__, ">": Decimal.__gt__, "<": Decimal.__lt__, "=": Decimal.__eq__,
}  # fmt: skip
NATURES = {"新建": Nature.NEW, "扩建": Nature.EXPANSION, "改建": Nature.REBUILD}
AREA, BUILDING, NATURE = "敏感区", "工业建筑", "建设性质"


class BadWhen(ValueError):
    """A criterion nobody can read; only a mistake in the shipped table makes it."""


@dataclass(frozen=True)
class Asked:
    """A question by what it is about; `unit` of numbers only."""

    kind: Ask
    text: str
    unit: str = ""

    @property
    def key(self) -> str:
        return f"{self.text}|{self.unit}" if self.unit else self.text


@dataclass(frozen=True)
class Leaf:
    """One question with the answer that makes it hold."""

    asked: Asked
    sign: str = ""
    bound: Decimal = Decimal(0)
    word: str = ""

    def value(self, known: Known) -> bool | None:
        said = known.get(self.asked.key)
        if said is None:
            return None
        if self.asked.kind == Ask.NUMBER:
            return bool(COMPARE[self.sign](Decimal(str(said)), self.bound))
        return said == self.word if self.word else bool(said)

    def leaves(self) -> Iterator[Leaf]:
        yield self

    def waits_for(self, known: Known) -> Iterator[Asked]:
        if self.asked.key not in known:
            yield self.asked


@dataclass(frozen=True)
class Not:
    part: Node

    def value(self, known: Known) -> bool | None:
        found = self.part.value(known)
        return None if found is None else not found

    def leaves(self) -> Iterator[Leaf]:
        yield from self.part.leaves()

    def waits_for(self, known: Known) -> Iterator[Asked]:
        yield from self.part.waits_for(known)


@dataclass(frozen=True)
class Join:
    """且 or 或 over its parts; 全部 is 且 over none."""

    parts: tuple[Node, ...]
    is_and: bool

    def value(self, known: Known) -> bool | None:
        found = [part.value(known) for part in self.parts]
        if (not self.is_and) in found:
            return not self.is_and
        return None if None in found else self.is_and

    def leaves(self) -> Iterator[Leaf]:
        for part in self.parts:
            yield from part.leaves()

    def waits_for(self, known: Known) -> Iterator[Asked]:
        """Of 且 only the first part that waits: if it does not hold, the others decide nothing."""
        for part in self.parts:
            if part.value(known) is not None:
                continue
            waiting = list(part.waits_for(known))
            yield from waiting
            if waiting and self.is_and:
                return


Node = Leaf | Not | Join


@cache
def read(when: str) -> Node:
    """Raises BadWhen."""
    signs, at = [], 0
    while at < len(when.rstrip()):
        found = MARK.match(when, at)
        if found is None:
            raise BadWhen(when[at:])
        signs.append(found[1])
        at = found.end()
    node, rest = _or(signs)
    if rest:
        raise BadWhen(when)
    return node


def _or(signs: list[str]) -> tuple[Node, list[str]]:
    first, rest = _and(signs)
    parts = [first]
    while rest and rest[0] == "或":
        part, rest = _and(rest[1:])
        parts.append(part)
    return (parts[0] if len(parts) == 1 else Join(tuple(parts), is_and=False)), rest


def _and(signs: list[str]) -> tuple[Node, list[str]]:
    first, rest = _one(signs)
    parts = [first]
    while rest and rest[0] == "且":
        part, rest = _one(rest[1:])
        parts.append(part)
    return (parts[0] if len(parts) == 1 else Join(tuple(parts), is_and=True)), rest


def _one(signs: list[str]) -> tuple[Node, list[str]]:
    if not signs:
        raise BadWhen("…")
    mark, rest = signs[0], signs[1:]
    if mark == "非":
        part, rest = _one(rest)
        return Not(part), rest
    if mark == "(":
        part, rest = _or(rest)
        if rest[:1] != [")"]:
            raise BadWhen("(")
        return part, rest[1:]
    return _leaf(mark, rest)


def _leaf(mark: str, rest: list[str]) -> tuple[Node, list[str]]:
    if mark == "全部":
        return Join((), is_and=True), rest
    if mark[0] == "「":
        return Leaf(Asked(Ask.YES_NO, mark[1:-1])), rest
    if mark in NATURES:
        return Leaf(Asked(Ask.NATURE, NATURE), word=NATURES[mark]), rest
    if mark in (AREA, BUILDING):
        return Leaf(Asked(Ask.AREA if mark == AREA else Ask.BUILDING, mark)), rest
    if mark[0] == "{" and len(rest) > 1 and rest[0] in COMPARE:
        name, _bar, unit = mark[1:-1].partition("|")
        return Leaf(Asked(Ask.NUMBER, name, unit), rest[0], Decimal(rest[1])), rest[2:]
    raise BadWhen(mark)
