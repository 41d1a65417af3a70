"""Who can go where on which day, and the days people have taken up so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from enforcement.planning.enums import Why
from enforcement.planning.rules.wants import Group, Planned

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from enforcement.planning.rules.wants import Person, Question, Want

# 生态环境行政处罚办法, 行政处罚法第42条: never fewer than two with certificates.
FEWEST = 2
# Nobody sends more to one visit; where that is not enough the wants are not seen together.
MOST = 6


def smallest(need: frozenset[str], must: frozenset[int], pool: Sequence[Person]) -> tuple[Person, ...] | None:
    """The smallest team with every skill needed and everybody drawn, of two at least; the first in the pool's order."""
    chosen = tuple(person for person in pool if person.id in must)
    if len(chosen) < len(must):
        return None
    rest = need.difference(*(person.skills for person in chosen))
    others = [person for person in pool if person.id not in must]
    most = MOST - len(chosen)
    if len(rest) > most * max((len(person.skills & rest) for person in others), default=0):
        return None
    for more in range(max(0, FEWEST - len(chosen)), min(FEWEST, most) + 1):
        for added in combinations(others, more):
            if rest <= frozenset().union(*(person.skills for person in added)):
                return chosen + added
    found = _cover(rest, others, most) if rest else None
    # One person who knows it all is no team: nobody else is there, or a pair would have been found.
    return None if found is None or len(chosen + found) < FEWEST else chosen + found


def _cover(rest: frozenset[str], others: Sequence[Person], most: int) -> tuple[Person, ...] | None:
    """The fewest who have all these skills among them: as many steps as there are sets of skills, not as teams."""
    useful: dict[frozenset[str], Person] = {}
    for person in others:
        useful.setdefault(person.skills & rest, person)
    reached: dict[frozenset[str], tuple[Person, ...]] = {frozenset(): ()}
    for _more in range(most):
        steps = [(has | adds, (*team, useful[adds])) for has, team in reached.items() for adds in useful]
        for has, team in steps:
            reached.setdefault(has, team)
        if rest in reached:
            break
    return reached.get(rest)


class Desk:
    """A question with the days that are taken already; one plan is built on it."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.load: dict[tuple[int, date], int] = defaultdict(int, question.booked)
        # Visits of a person in a township on a day: the way there and back counts once.
        self.there: dict[tuple[int, date, str], int] = defaultdict(int)
        self._present: dict[date, list[Person]] = {}
        # Who is there and not tied, once for all days with the same people; and how many of them a group needs.
        self._pools: list[tuple[Person, ...]] = []
        self._numbers: dict[tuple[int, ...], int] = {}
        self._on: dict[tuple[int, date], int] = {}
        self._sizes: dict[tuple[frozenset[str], frozenset[int], int], int] = {}

    def present(self, day: date) -> list[Person]:
        """Who is certified and not away."""
        if day not in self._present:
            self._present[day] = [one for one in self.question.people if one.is_there(day)]
        return self._present[day]

    def days(self, group: Group) -> tuple[date, ...]:
        """The working days all wants of a group agree on."""
        days = self.question.days
        return days[bisect_left(days, group.earliest) : bisect_right(days, group.latest)]

    def _untied(self, enterprise: int, day: date) -> int:
        """The number of the pool of a day: who may go, were everybody free."""
        if (enterprise, day) not in self._on:
            found = tuple(one for one in self.present(day) if not one.is_tied(enterprise, day))
            number = self._numbers.setdefault(tuple(one.id for one in found), len(self._pools))
            if number == len(self._pools):
                self._pools.append(found)
            self._on[enterprise, day] = number
        return self._on[enterprise, day]

    def _size(self, group: Group, number: int) -> int:
        key = group.skills, group.must, number
        if key not in self._sizes:
            self._sizes[key] = len(smallest(group.skills, group.must, self._pools[number]) or ())
        return self._sizes[key]

    def _asked(self, group: Group) -> list[int]:
        if not self.fits_a_day(group):
            return []
        return list(dict.fromkeys(self._untied(group.enterprise, day) for day in self.days(group)))

    def could(self, group: Group) -> bool:
        """Whether somebody could see it, were everybody free."""
        return any(self._size(group, number) for number in self._asked(group))

    def fewest(self, group: Group) -> int:
        """The smallest team for a group, were everybody free on its best day; 0 where nobody could."""
        return min(filter(None, (self._size(group, number) for number in self._asked(group))), default=0)

    def longest(self, enterprise: int) -> int:
        """The minutes of the longest visit of a day there."""
        return max(1, self.question.minutes - self._way(enterprise))

    def _way(self, enterprise: int) -> int:
        return self.question.roads.there_and_back(self.question.roads.township(enterprise))

    def township(self, group: Group) -> str:
        return self.question.roads.township(group.enterprise)

    def takes(self, group: Group, *, is_there: bool = False) -> int:
        """The minutes of a visit with the way; for who is in the township that day already, the way within it."""
        roads, township = self.question.roads, self.township(group)
        return group.minutes + (roads.within(township) if is_there else roads.there_and_back(township))

    def is_there(self, person: int, day: date, group: Group) -> bool:
        """Whether a person has a visit in the township of the group that day."""
        township = self.township(group)
        return bool(township) and self.there.get((person, day, township), 0) > 0

    def fits_a_day(self, group: Group) -> bool:
        return self.takes(group) <= self.question.minutes

    def pool(self, group: Group, day: date) -> list[Person]:
        """Who has time: who is in the township that day before who is elsewhere, who is out before who is not.

        Of the asking sections first.
        """
        sections = {want.section for want in group.wants}
        far, near = self.takes(group), self.takes(group, is_there=True)
        found = []
        for one in self._pools[self._untied(group.enterprise, day)]:
            is_there, load = self.is_there(one.id, day, group), self.load[one.id, day]
            if load + (near if is_there else far) <= self.question.minutes:
                found.append((not is_there, not load, one.section not in sections, one.id, one))
        return [one for *_rank, one in sorted(found, key=lambda row: row[:4])]

    def team(self, group: Group, day: date) -> tuple[int, ...] | None:
        found = smallest(group.skills, group.must, self.pool(group, day))
        return None if found is None else tuple(person.id for person in found)

    def book(self, visit: Planned, sign: int = 1) -> None:
        """Take the time of a visit, or give it back; whichever visit of a township came first makes no difference."""
        township = self.township(visit.group)
        for person in visit.people:
            key = person, visit.day, township
            others = self.there[key] + min(sign, 0)
            self.load[person, visit.day] += sign * self.takes(visit.group, is_there=bool(township) and others > 0)
            self.there[key] += sign

    def why_never(self, want: Want) -> Why | None:
        """Why a want can be seen by no plan at all."""
        alone = Group((want,))
        if not self.days(alone):
            return Why.DAYS
        if not self.fits_a_day(alone):
            return Why.LONG
        return None if self.could(alone) else Why.SKILL
