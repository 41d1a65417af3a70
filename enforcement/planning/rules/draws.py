"""双随机: which objects are drawn and who inspects each, from the frozen lists and the seed alone.

The seed is SHA-256(hash of the lists:digits of the public number named when the lists were frozen).

The order of the objects of a class is that of SHA-256(seed:code); the first share of them is drawn. For a drawn object
the order of the inspectors without a tie to it is that of SHA-256(seed:object:inspector); the first two go.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from envportal.lots import shuffled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PAIR: Final = 2
# A number with fewer digits could be tried out.
SHORTEST: Final = 4


@dataclass(frozen=True)
class Lists:
    """What is frozen and published: object → class, inspectors, who is tied to which object, percent of each class."""

    objects: Mapping[str, str]
    inspectors: tuple[str, ...]
    ties: frozenset[tuple[str, str]]
    shares: Mapping[str, int]

    def text(self) -> str:
        """The lists as the file everybody reads; its SHA-256 is published with it."""
        lines = [f"share,{risk},{percent}" for risk, percent in sorted(self.shares.items())]
        lines += [f"object,{code},{risk}" for code, risk in sorted(self.objects.items())]
        lines += [f"inspector,{code}," for code in sorted(self.inspectors)]
        lines += [f"tie,{of},{inspector}" for of, inspector in sorted(self.ties)]
        return "\n".join(lines) + "\n"

    def digest(self) -> str:
        return sha256(self.text().encode()).hexdigest()

    def free(self, code: str) -> list[str]:
        """The inspectors that may be drawn for an object."""
        return [one for one in self.inspectors if (code, one) not in self.ties]


@dataclass(frozen=True)
class Lot:
    """One object as drawn or not: its place in the order of its class, and who inspects it."""

    code: str
    place: int
    is_drawn: bool
    pair: tuple[str, ...]


def read(lines: Iterable[str]) -> Lists:
    """The lists from their file. Raises ValueError for a line that is none of its."""
    objects: dict[str, str] = {}
    shares: dict[str, int] = {}
    inspectors: list[str] = []
    ties: set[tuple[str, str]] = set()
    for line in filter(None, map(str.strip, lines)):
        kind, first, second = line.split(",")
        if kind == "share":
            shares[first] = int(second)
        elif kind == "object":
            objects[first] = second
        elif kind == "inspector":
            inspectors.append(first)
        elif kind == "tie":
            ties.add((first, second))
        else:
            raise ValueError(line)
    return Lists(objects, tuple(inspectors), frozenset(ties), shares)


def many(listed: int, percent: int) -> int:
    """A share of a class, rounded up: where anything is to be drawn, one is."""
    return -(-listed * percent // 100)


def draw(lists: Lists, seed: str) -> list[Lot]:
    """Every object with its place; the first of each class with the two who go there."""
    lots = []
    for risk, percent in sorted(lists.shares.items()):
        order = shuffled((code for code, its in lists.objects.items() if its == risk), seed)
        for place, code in enumerate(order, 1):
            is_drawn = place <= many(len(order), percent)
            pair = shuffled(lists.free(code), f"{seed}:{code}")[:PAIR] if is_drawn else []
            lots.append(Lot(code, place, is_drawn, tuple(pair)))
    return lots


def digits(number: str) -> str:
    """Of a number only its digits count, in whatever way it was typed."""
    return "".join(one for one in normalize("NFKC", number) if one in "0123456789")


def seed_of(list_hash: str, number: str) -> str:
    """The seed: fixed by the frozen lists and a number nobody knew then."""
    return sha256(f"{list_hash}:{digits(number)}".encode()).hexdigest()
