"""Which wants of one enterprise are seen together: the fewest visits, then the fewest people, proved by CP-SAT.

Only what makes plans imports this module: the solver is large and the pages do without it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from enforcement.planning.rules.desk import FEWEST, smallest
from enforcement.planning.rules.greedy import apart_in_time, goes_with
from enforcement.planning.rules.wants import Bound, Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enforcement.planning.rules.desk import Desk
    from enforcement.planning.rules.wants import Want

# Work units of the solver, not seconds: the same on every machine, so that the same question gets the same plan.
EFFORT = 1.0
# Groups weighed for one enterprise; where there are more, those with fewer wants are, and the bound is a weaker one.
MOST_GROUPS = 20_000
LEAVE, VISIT = 10_000, 100


@dataclass(frozen=True)
class Merged:
    """Groups of one enterprise, the wants over its cap, and the bound where every day had room."""

    groups: tuple[Group, ...]
    over: tuple[Want, ...]
    bound: Bound


def merge(desk: Desk, wants: Sequence[Want], cap: int | None) -> Merged:
    """The best grouping, as if everybody were free on every day; `wants` can each be seen alone."""
    simple = by_hand(desk, wants)
    if cap is None or sum(group.counts for group in simple) <= cap:
        fewest = apart_in_time(wants)
        if len(simple) == fewest and sum(fewest_people(desk, group) for group in simple) == FEWEST * fewest:
            return Merged(tuple(simple), (), Bound(0, fewest, FEWEST * fewest))
    groups = _groups(desk, wants)
    is_whole = len(groups) < MOST_GROUPS
    return _chosen(desk, wants, groups if is_whole else [*groups, *simple], cap, is_whole=is_whole)


def by_hand(desk: Desk, wants: Sequence[Want]) -> list[Group]:
    """Each want joins the first visit it can; those that end first before."""
    groups: list[Group] = []
    for want in sorted(wants, key=lambda one: (one.latest, one.earliest, one.id)):
        for at, group in enumerate(groups):
            wider = Group((*group.wants, want))
            if goes_with(group, want) and wider.earliest <= wider.latest and desk.could(wider):
                groups[at] = wider
                break
        else:
            groups.append(Group((want,)))
    return groups


def fewest_people(desk: Desk, group: Group) -> int:
    """The smallest team for a group, were everybody free on its best day."""
    least, best = max(FEWEST, len(group.must)), 0
    for day in desk.days(group):
        team = smallest(group.skills, group.must, desk.pool(group, day, free=False))
        if team is not None:
            best = min(best or len(team), len(team))
            if best == least:
                break
    return best


def _groups(desk: Desk, wants: Sequence[Want]) -> list[Group]:
    """Every set of wants that can be seen in one visit: each grows from one that can, by a want behind its last."""
    ordered = list(wants)
    found = [Group((want,)) for want in ordered]
    last = dict(enumerate(range(len(ordered))))
    at = 0
    while at < len(found) < MOST_GROUPS:
        for w in range(last[at] + 1, len(ordered)):
            group, want = found[at], ordered[w]
            if _share_a_day(group, want) and desk.could(wider := Group((*group.wants, want))):
                last[len(found)] = w
                found.append(wider)
        at += 1
    return found


def _share_a_day(group: Group, want: Want) -> bool:
    return goes_with(group, want) and max(group.earliest, want.earliest) <= min(group.latest, want.latest)


def _chosen(desk: Desk, wants: Sequence[Want], groups: list[Group], cap: int | None, *, is_whole: bool) -> Merged:
    """Each want in one group at most, as few left as the cap lets, then the fewest groups, then the fewest people."""
    model = cp_model.CpModel()
    taken = [model.new_bool_var(f"group_{g}") for g in range(len(groups))]
    of_want: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for group, variable in zip(groups, taken, strict=True):
        for want in group.wants:
            of_want[want.id].append(variable)
    for choices in of_want.values():
        model.add_at_most_one(choices)
    if cap is not None:
        model.add(sum(one for group, one in zip(groups, taken, strict=True) if group.counts) <= cap)
    costs = [VISIT + fewest_people(desk, group) - LEAVE * len(group.wants) for group in groups]
    model.minimize(sum(cost * one for cost, one in zip(costs, taken, strict=True)) + LEAVE * len(wants))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, 1
    solver.parameters.max_deterministic_time = EFFORT
    # No want in no group is always an answer, so there is one.
    solver.solve(model)
    chosen = tuple(group for group, one in zip(groups, taken, strict=True) if solver.boolean_value(one))
    placed = {want.id for group in chosen for want in group.wants}
    over = tuple(want for want in wants if want.id not in placed)
    fewest = Bound(0, 0, 0) if cap is not None else Bound(0, apart_in_time(wants), FEWEST * apart_in_time(wants))
    return Merged(chosen, over, _bound(solver.best_objective_bound) if is_whole else fewest)


def _bound(objective: float) -> Bound:
    """The bound of the three sums from that of their weighted sum, which is whole."""
    whole = max(0, -int(-objective // 1))
    left, rest = divmod(whole, LEAVE)
    visits, people = divmod(rest, VISIT)
    return Bound(left, visits, people)
