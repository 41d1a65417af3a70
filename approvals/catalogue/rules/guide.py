"""The guided check of one item: what is still to be asked, and what the answers come to. Plain computation.

Answers are by question id (q1, q2, … in the order of the item's criteria): True, False, a number, a nature, or None
for "not sure". What is not sure is tried both ways, so that an answer is only as sharp as what was said.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from approvals.catalogue.enums import STRICTNESS, Ask, Nature, Tier
from approvals.catalogue.queries.table import COLUMNS
from approvals.catalogue.rules.when import Asked, Join, Leaf, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from approvals.catalogue.queries.table import Criterion, Item
    from approvals.catalogue.rules.when import Known, Value

OUTSIDE = "outside"
# More ways than these of being unsure are not tried one by one; the answer is then no sharper than it has to be.
MOST_WAYS = 512


@dataclass(frozen=True)
class Question:
    """One question of an item."""

    id: str
    asked: Asked

    @property
    def kind(self) -> Ask:
        return self.asked.kind


@dataclass(frozen=True)
class Verdict:
    """What the answers to one item come to: every document they leave possible, the strictest first."""

    possible: tuple[Tier, ...]
    # The criterion that decided, where one did; none where nothing of the item applies.
    criterion: Criterion | None
    is_outside: bool
    unsure: tuple[Question, ...]
    waiting: tuple[Question, ...]

    @property
    def tier(self) -> Tier | None:
        """The document, once it is certain."""
        return self.possible[0] if len(self.possible) == 1 and not self.waiting else None


@cache
def questions(item_key: tuple[str, ...]) -> tuple[Question, ...]:
    """Every question these criteria may ask, each once, in their order."""
    asked = {leaf.asked: None for when in item_key for leaf in read(when).leaves()}
    return tuple(Question(f"q{number}", one) for number, one in enumerate(asked, start=1))


def questions_of(item: Item) -> tuple[Question, ...]:
    return questions(tuple(one.when for one in item.criteria))


def judge(item: Item, answers: Mapping[str, Value]) -> Verdict:
    """The verdict on one item; `waiting` are the questions that decide next, none once nothing more would."""
    its = {one.asked.key: one for one in questions_of(item)}
    known: dict[str, Value] = {key: answers[one.id] for key, one in its.items() if one.id in answers}
    waiting = [its[one.key] for one in dict.fromkeys(_next(item, known))]
    doubtful = [its[key] for key, said in known.items() if said is None]
    outcomes = _outcomes(item, known, doubtful)
    tiers = {Tier.NONE if one == OUTSIDE else Tier(one) for one in outcomes}
    possible = tuple(sorted(tiers, key=lambda tier: -STRICTNESS[tier]))
    # An answer that is not sure and changes nothing is not told as a doubt.
    unsure = tuple(doubtful) if len(possible) > 1 else ()
    return Verdict(possible, _decided(item, known), outcomes == {OUTSIDE}, unsure, tuple(waiting))


def _scope(item: Item) -> Join:
    return Join(tuple(read(one.when) for one in item.scope), is_and=True)


def _tier(item: Item, tier: str) -> Join:
    return Join(tuple(read(one.when) for one in item.of(tier)), is_and=False)


def _next(item: Item, known: Known) -> list[Asked]:
    """What the first part of the item that nobody can tell yet waits for: whether it applies, then tier by tier."""
    scope = _scope(item)
    applies = scope.value(known)
    waiting = [] if applies is not None else list(scope.waits_for(known))
    if applies is False or waiting:
        return waiting
    for tier in COLUMNS:
        node = _tier(item, tier)
        holds = node.value(known)
        waiting = [] if holds is not None else list(node.waits_for(known))
        if holds is True or waiting:
            return waiting
    return []


def _outcomes(item: Item, known: Known, doubtful: Sequence[Question]) -> set[str]:
    """Every outcome that what is not sure leaves possible."""
    ways = [list(_ways(item, one)) for one in doubtful]
    if prod(len(one) for one in ways) > MOST_WAYS:
        return _open(item, known)
    keys = [one.asked.key for one in doubtful]
    found: set[str] = set()
    for chosen in product(*ways):
        found |= _open(item, {**known, **dict(zip(keys, chosen, strict=True))})
    return found


def _ways(item: Item, question: Question) -> Iterable[Value]:
    """The answers that could make a difference."""
    if question.kind == Ask.NATURE:
        return tuple(Nature.values)
    if question.kind != Ask.NUMBER:
        return (True, False)
    bounds = sorted({leaf.bound for leaf in _leaves(item) if leaf.asked == question.asked})
    between = [low + (high - low) / 2 for low, high in zip([Decimal(0), *bounds], bounds, strict=False)]
    return [Decimal(0), *between, *bounds, bounds[-1] + 1]


def _leaves(item: Item) -> Iterator[Leaf]:
    for one in item.criteria:
        yield from read(one.when).leaves()


def _open(item: Item, known: Known) -> set[str]:
    """The outcomes left, each criterion taken by itself."""
    found: set[str] = set()
    scope = _scope(item).value(known)
    if scope is not True:
        found.add(OUTSIDE)
    if scope is False:
        return found
    for tier in COLUMNS:
        value = _tier(item, tier).value(known)
        if value is not False:
            found.add(tier)
        if value is True:
            return found
    return found | {Tier.NONE}


def _decided(item: Item, known: Known) -> Criterion | None:
    """The first criterion that holds, the strictest tier first; none where the item itself may not apply."""
    if _scope(item).value(known) is not True:
        return None
    every = (one for tier in COLUMNS for one in item.of(tier))
    return next((one for one in every if read(one.when).value(known) is True), None)


def strictest_of(entries: Sequence[Mapping[str, Any]]) -> tuple[Tier, ...]:
    """What several items come to together: the strictest of them (名录第四条); a doubt below it is none."""
    each = [[Tier(tier) for tier in one["possible"]] for one in entries]
    least = max((min(STRICTNESS[tier] for tier in tiers) for tiers in each), default=0)
    left = {tier for tiers in each for tier in tiers if STRICTNESS[tier] >= least}
    return tuple(sorted(left, key=lambda tier: -STRICTNESS[tier])) or (Tier.NONE,)
