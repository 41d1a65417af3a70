"""On which day and by whom each visit is made: first one after the other, then week by week with CP-SAT."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from enforcement.planning.rules.desk import FEWEST
from enforcement.planning.rules.wants import Planned

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from enforcement.planning.rules.desk import Desk
    from enforcement.planning.rules.wants import Group

EFFORT, LITTLE = 0.1, 0.01
# A week with more visits is planned anew only for what found no place: there is little to gain in it.
SMALL = 12
# Days tried for one visit, spread over its window.
TRIED = 12
LEAVE, SENT, OUT, JOURNEY = 1_000_000, 200, 70, 10


def place(desk: Desk, groups: Sequence[Group]) -> tuple[list[Planned], list[Group]]:
    """One after the other, those with the least choice first, where the fewest more people have to go out."""
    made: list[Planned] = []
    failed: list[Group] = []
    for group in sorted(groups, key=lambda one: (len(desk.days(one)), one.latest, one.wants[0].id)):
        found = _best_day(desk, group)
        if found is None:
            failed.append(group)
        else:
            desk.book(found)
            made.append(found)
    return made, failed


def _best_day(desk: Desk, group: Group) -> Planned | None:
    days = desk.days(group)
    found = _best_of(desk, group, days[:: max(1, len(days) // TRIED)])
    return found or _best_of(desk, group, days)


def _best_of(desk: Desk, group: Group, days: Sequence[date]) -> Planned | None:
    best: tuple[tuple[int, int, int], Planned] | None = None
    for day in days:
        people = desk.team(group, day)
        if people is None:
            continue
        cost = len(people), sum(not desk.load[person, day] for person in people), _journeys(desk, group, day, people)
        if best is None or cost < best[0]:
            best = cost, Planned(group, day, people)
        if cost == (max(FEWEST, len(group.must)), 0, 0):
            break
    return None if best is None else best[1]


def _journeys(desk: Desk, group: Group, day: date, people: Sequence[int]) -> int:
    """For how many of them the township is a way of its own that day; nothing where nobody knows the township."""
    return sum(not desk.is_there(person, day, group) for person in people) if desk.township(group) else 0


def improve(
    desk: Desk, made: list[Planned], failed: list[Group], tell: Callable[[int, int], None]
) -> tuple[list[Planned], list[Group]]:
    """Plan each week anew with what is in it and what found no place; a week that gets no better stays as it is."""
    weeks = sorted({day.isocalendar()[:2] for day in desk.question.days})
    by_week: dict[tuple[int, int], list[Planned]] = defaultdict(list)
    for visit in made:
        by_week[visit.day.isocalendar()[:2]].append(visit)
    for at, week in enumerate(weeks):
        days = [day for day in desk.question.days if day.isocalendar()[:2] == week]
        waiting = [group for group in failed if any(day in days for day in desk.days(group))]
        now = by_week[week]
        if now and (waiting or len(now) <= SMALL):
            by_week[week] = _week(desk, days, now, waiting)
            placed = {visit.group for visit in by_week[week]}
            failed = [group for group in failed if group not in placed]
        tell(at + 1, len(weeks))
    return [visit for week in weeks for visit in by_week[week]], failed


def _cost(desk: Desk, visits: Sequence[Planned]) -> tuple[int, int]:
    sent = sum(len(visit.people) for visit in visits)
    out = {(person, visit.day) for visit in visits for person in visit.people}
    journeys = {(person, visit.day, desk.township(visit.group)) for visit in visits for person in visit.people}
    known = sum(bool(township) for _person, _day, township in journeys)
    return -sum(len(visit.group.wants) for visit in visits), SENT * sent + OUT * len(out) + JOURNEY * known


def _week(desk: Desk, days: list[date], now: list[Planned], waiting: list[Group]) -> list[Planned]:
    for visit in now:
        desk.book(visit, -1)
    found = _Week(desk, days, now, waiting).solved()
    better = found if found and _cost(desk, found) < _cost(desk, now) else now
    for visit in better:
        desk.book(visit)
    return better


class _Week:
    """The visits of one week as a model: group g on day d, person p goes to g on d, is out on d, and in township t."""

    def __init__(self, desk: Desk, days: list[date], now: list[Planned], waiting: list[Group]) -> None:
        self.desk, self.days, self.now = desk, days, {visit.group: visit for visit in now}
        self.groups = [*self.now, *waiting]
        self.model = cp_model.CpModel()
        self.on: dict[tuple[int, date], cp_model.IntVar] = {}
        self.goes: dict[tuple[int, int, date], cp_model.IntVar] = {}
        self.out: dict[tuple[int, date], cp_model.IntVar] = {}
        self.there: dict[tuple[int, date, str], cp_model.IntVar] = {}

    def _build(self) -> None:
        for g, group in enumerate(self.groups):
            for day in self.days:
                if group.earliest <= day <= group.latest:
                    self._on_a_day(g, group, day)
            choices = [var for (at, _day), var in self.on.items() if at == g]
            if group in self.now:
                self.model.add_exactly_one(choices)
            else:
                self.model.add_at_most_one(choices)
        self._within_each_day()
        left = sum(len(self.groups[g].wants) * var for (g, _day), var in self.on.items())
        going = SENT * sum(self.goes.values()) + OUT * sum(self.out.values()) + JOURNEY * sum(self.there.values())
        self.model.minimize(going - LEAVE * left)

    def _on_a_day(self, g: int, group: Group, day: date) -> None:
        pool = self.desk.pool(group, day)
        skills = frozenset().union(*(person.skills for person in pool))
        if len(pool) < FEWEST or not group.skills <= skills or not group.must <= {person.id for person in pool}:
            return
        here = self.on[g, day] = self.model.new_bool_var(f"on_{g}_{day}")
        self._hint(here, is_so=group in self.now and self.now[group].day == day)
        for person in pool:
            goes = self.goes[g, person.id, day] = self.model.new_bool_var(f"goes_{g}_{person.id}_{day}")
            self.model.add_implication(goes, here)
            self._hint(goes, is_so=group in self.now and self._goes_now(group, person.id, day))
            if person.id in group.must:
                self.model.add_implication(here, goes)
        self.model.add(sum(self.goes[g, person.id, day] for person in pool) >= FEWEST * here)
        for skill in sorted(group.skills):
            able = [self.goes[g, person.id, day] for person in pool if skill in person.skills]
            self.model.add_bool_or([*able, here.negated()])

    def _goes_now(self, group: Group, person: int, day: date) -> bool:
        return self.now[group].day == day and person in self.now[group].people

    def _hint(self, variable: cp_model.IntVar, *, is_so: bool) -> None:
        self.model.add_hint(variable, is_so)

    def _within_each_day(self) -> None:
        taken: dict[tuple[int, date], list[tuple[int, cp_model.IntVar]]] = defaultdict(list)
        for (g, person, day), goes in self.goes.items():
            taken[person, day].append((self.desk.takes(self.groups[g], is_there=bool(self._of(g))), goes))
        for (person, day, township), there in self._journeys().items():
            roads = self.desk.question.roads
            # The way there and back once, but for the step from door to door a first visit has none of.
            taken[person, day].append((roads.there_and_back(township) - roads.within(township), there))
        for (person, day), parts in taken.items():
            out = self.out[person, day] = self.model.new_bool_var(f"out_{person}_{day}")
            room = self.desk.question.minutes - self.desk.load[person, day]
            self.model.add(sum(minutes * goes for minutes, goes in parts) <= room * out)
            self._hint(out, is_so=any(v.day == day and person in v.people for v in self.now.values()))

    def _of(self, g: int) -> str:
        return self.desk.township(self.groups[g])

    def _journeys(self) -> dict[tuple[int, date, str], cp_model.IntVar]:
        for (g, person, day), goes in self.goes.items():
            if township := self._of(g):
                key = person, day, township
                if key not in self.there:
                    self.there[key] = self.model.new_bool_var(f"there_{person}_{day}_{len(self.there)}")
                    self._hint(self.there[key], is_so=self._is_there_now(*key))
                self.model.add_implication(goes, self.there[key])
        return self.there

    def _is_there_now(self, person: int, day: date, township: str) -> bool:
        visits = self.now.values()
        return any(v.day == day and person in v.people and self.desk.township(v.group) == township for v in visits)

    def solved(self) -> list[Planned]:
        self._build()
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        # Where everything has a place, only days out can be saved, and little by little.
        solver.parameters.max_deterministic_time = EFFORT if len(self.groups) > len(self.now) else LITTLE
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return []
        chosen = [(g, day) for (g, day), here in self.on.items() if solver.boolean_value(here)]
        people: dict[tuple[int, date], tuple[int, ...]] = dict.fromkeys(chosen, ())
        for (g, person, day), goes in self.goes.items():
            if (g, day) in people and solver.boolean_value(goes):
                people[g, day] += (person,)
        return [Planned(self.groups[g], day, who) for (g, day), who in people.items()]
