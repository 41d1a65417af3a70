"""The plan: the fewest visits, then the fewest people, never worse than the simple one, with the bound beside it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from enforcement.planning.enums import Why
from enforcement.planning.rules import days, greedy, merging
from enforcement.planning.rules.desk import Desk
from enforcement.planning.rules.wants import Answer, Bound, Group, Solved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from enforcement.planning.rules.wants import Planned, Question, Want

# Of the whole way, in percent: merging, and then the weeks.
HALF, WHOLE = 40, 100
# Work units for merging, all enterprises together: when they are spent, the rest is grouped by hand.
EFFORT = 40.0


def _silent(_percent: int) -> None:
    """Nobody listens."""


def solve(question: Question, tell: Callable[[int], None] = _silent) -> Solved:
    """The better of the careful and the solved plan; `tell` hears how far it is, in percent."""
    simple = greedy.plan(question)
    desk: Desk = Desk(question)
    left: dict[int, Why] = {}
    wanted = greedy.by_enterprise(question, left, desk)
    never = len(left)
    groups, bounds = _merged(desk, wanted, left, tell)
    made, failed = days.place(desk, groups)
    made, failed = days.improve(desk, made, failed, lambda at, of: tell(HALF + (WHOLE - HALF) * at // of))
    made += _one_by_one(desk, made, failed, left)
    found = Answer(tuple(sorted(made, key=_order)), left)
    plans = [found, simple] if is_sound(question, found) else [simple]
    best = min(plans, key=lambda answer: (*answer.cost, answer.journeys(question.roads)))
    bound = Bound(
        never + sum(one.left for one in bounds),
        sum(one.visits for one in bounds),
        sum(one.attendances for one in bounds),
    )
    return Solved(best, simple, bound)


def is_sound(question: Question, answer: Answer) -> bool:
    """Whether each want is there once, placed or left, and no cap is broken."""
    placed = [want.id for visit in answer.visits for want in visit.group.wants]
    counted = Counter(visit.group.enterprise for visit in answer.visits if visit.group.counts)
    are_all = sorted([*placed, *answer.left]) == sorted(want.id for want in question.wants)
    return are_all and all(visits <= question.caps.get(of, visits) for of, visits in counted.items())


def _order(visit: Planned) -> tuple[object, ...]:
    return visit.day, visit.group.enterprise, visit.group.wants[0].id


def _merged(
    desk: Desk, wanted: dict[int, list[Want]], left: dict[int, Why], tell: Callable[[int], None]
) -> tuple[list[Group], list[Bound]]:
    groups: list[Group] = []
    bounds: list[Bound] = []
    effort = EFFORT
    for at, (enterprise, wants) in enumerate(sorted(wanted.items())):
        merged = merging.merge(desk, wants, desk.question.caps.get(enterprise), effort)
        effort -= merged.effort
        groups += merged.groups
        bounds.append(merged.bound)
        left |= {want.id: Why.CAP for want in merged.over}
        tell(HALF * (at + 1) // len(wanted))
    return groups, bounds


def _one_by_one(desk: Desk, made: Sequence[Planned], failed: list[Group], left: dict[int, Why]) -> list[Planned]:
    """What found no day together may find one apart, as far as the cap lets it."""
    counted: dict[int, int] = {}
    for visit in made:
        counted[visit.group.enterprise] = counted.get(visit.group.enterprise, 0) + visit.group.counts
    found: list[Planned] = []
    for group in failed:
        for want in group.wants:
            left[want.id] = Why.PEOPLE
            cap, alone = desk.question.caps.get(want.enterprise), Group((want,))
            is_full = want.counts and cap is not None and counted.get(want.enterprise, 0) >= cap
            placed = [] if is_full or len(group.wants) == 1 else days.place(desk, [alone])[0]
            if placed:
                found += placed
                counted[want.enterprise] = counted.get(want.enterprise, 0) + want.counts
                del left[want.id]
    return found
