"""Which wants of one enterprise are seen together: the fewest visits, then the fewest people, proved by CP-SAT.

Only what makes plans imports this module: the solver is large and the pages do without it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from enforcement.planning.rules.desk import FEWEST
from enforcement.planning.rules.greedy import goes_with, least_visits
from enforcement.planning.rules.wants import Bound, Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enforcement.planning.rules.desk import Desk
    from enforcement.planning.rules.wants import Want

# Work units of the solver, not seconds: the same on every machine, so that the same question gets the same plan.
EFFORT = 1.0
# Groups weighed for one enterprise; where there are more, those with fewer wants are, and the bound is a weaker one.
MOST_GROUPS = 4_000
# One want left weighs more than all visits, one visit more than all people: no sum reaches into the next.
LEAVE, VISIT = 100_000_000, 10_000


@dataclass(frozen=True)
class Merged:
    """Groups of one enterprise, the wants over its cap, the bound where every day had room, and the work it took."""

    groups: tuple[Group, ...]
    over: tuple[Want, ...]
    bound: Bound
    effort: float = 0.0


def merge(desk: Desk, wants: Sequence[Want], cap: int | None, effort: float = EFFORT) -> Merged:
    """The best grouping, as if everybody were free on every day; `wants` can each be seen alone."""
    grouped = by_hand(desk, wants)
    simple = within(grouped, cap)
    fewest = least_visits(wants, desk.longest(wants[0].enterprise))
    weak = Bound(0, fewest, FEWEST * fewest)
    over = _over(wants, simple)
    is_best = not over and len(simple) == fewest and sum(map(desk.fewest, simple)) == FEWEST * fewest
    if is_best or effort <= 0:
        return Merged(tuple(simple), over, weak)
    groups = _groups(desk, wants)
    is_whole = len(groups) < MOST_GROUPS
    if not is_whole:
        known = set(groups)
        groups += [group for group in grouped if group not in known]
    return _Choice(desk, wants, groups, cap, simple).made(weak, effort, is_whole=is_whole)


def within(groups: Sequence[Group], cap: int | None) -> list[Group]:
    """As many groups as the cap lets in, those with the most wants first, and all it does not count."""
    counted = sorted((group for group in groups if group.counts), key=lambda group: -len(group.wants))[:cap]
    return [group for group in groups if not group.counts or group in counted]


def _over(wants: Sequence[Want], groups: Sequence[Group]) -> tuple[Want, ...]:
    placed = {want.id for group in groups for want in group.wants}
    return tuple(want for want in wants if want.id not in placed)


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


class _Choice:
    """Each want in one group at most, as few left as the cap lets, then the fewest groups, then the fewest people."""

    def __init__(
        self, desk: Desk, wants: Sequence[Want], groups: list[Group], cap: int | None, simple: Sequence[Group]
    ) -> None:
        self.wants, self.groups, self.cap, self.simple = wants, groups, cap, simple
        self.people = [desk.fewest(group) for group in groups]
        self.model = cp_model.CpModel()
        self.taken = [self.model.new_bool_var(f"group_{g}") for g in range(len(groups))]
        self._build()

    def _build(self) -> None:
        of_want: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        hinted = {tuple(sorted(want.id for want in group.wants)) for group in self.simple}
        for group, variable in zip(self.groups, self.taken, strict=True):
            ids = sorted(want.id for want in group.wants)
            self.model.add_hint(variable, tuple(ids) in hinted)
            for want in ids:
                of_want[want].append(variable)
        for choices in of_want.values():
            self.model.add_at_most_one(choices)
        if self.cap is not None:
            counted = [one for group, one in zip(self.groups, self.taken, strict=True) if group.counts]
            self.model.add(sum(counted) <= self.cap)
        costs = [VISIT + n - LEAVE * len(one.wants) for one, n in zip(self.groups, self.people, strict=True)]
        self.model.minimize(sum(a * b for a, b in zip(costs, self.taken, strict=True)) + LEAVE * len(self.wants))

    def made(self, weak: Bound, effort: float, *, is_whole: bool) -> Merged:
        """What the solver found in its time; the simple grouping where it found nothing."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers, solver.parameters.random_seed = 1, 1
        solver.parameters.max_deterministic_time = min(EFFORT, effort)
        status = solver.solve(self.model)
        spent = solver.response_proto.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Merged(tuple(self.simple), _over(self.wants, self.simple), weak, spent)
        chosen = [g for g, one in enumerate(self.taken) if solver.boolean_value(one)]
        groups = tuple(self.groups[g] for g in chosen)
        over = _over(self.wants, groups)
        # Only a proved optimum bounds all three sums; what was found before the time was up bounds nothing.
        is_proved = is_whole and status == cp_model.OPTIMAL
        proved = Bound(len(over), len(groups), sum(self.people[g] for g in chosen))
        return Merged(groups, over, proved if is_proved else weak, spent)
