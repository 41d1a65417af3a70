"""Who can go where on which day, and the days people have taken up so far."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from enforcement.planning.enums import Why
from enforcement.planning.rules.wants import Group, Planned

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
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
    if not rest <= frozenset().union(*(person.skills for person in others)):
        return None
    for more in range(max(0, FEWEST - len(chosen)), MOST + 1 - len(chosen)):
        for added in _added(rest, others, more):
            return chosen + added
    return None


def _added(rest: frozenset[str], others: list[Person], more: int) -> Iterable[tuple[Person, ...]]:
    useful = others if more <= FEWEST else [person for person in others if person.skills & rest]
    return (
        added for added in combinations(useful, more) if rest <= frozenset().union(*(person.skills for person in added))
    )


class Desk:
    """A question with the days that are taken already; one plan is built on it."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.load: dict[tuple[int, date], int] = defaultdict(int, question.booked)

    @cached_property
    def present(self) -> dict[date, list[Person]]:
        """Who is certified and not away, by day."""
        return {
            day: [
                person
                for person in self.question.people
                if person.certified_from <= day <= person.certified_to and day not in person.off
            ]
            for day in self.question.days
        }

    def days(self, group: Group) -> list[date]:
        """The working days all wants of a group agree on."""
        return [day for day in self.question.days if group.earliest <= day <= group.latest]

    def takes(self, group: Group) -> int:
        return group.minutes + self.question.travel

    def fits_a_day(self, group: Group) -> bool:
        return self.takes(group) <= self.question.minutes

    def pool(self, group: Group, day: date, *, free: bool = True) -> list[Person]:
        """Who may go: of the asking sections first, who is out that day before who is not; with time left if `free`."""
        sections = {want.section for want in group.wants}
        left = self.question.minutes - self.takes(group)
        found = [
            person
            for person in self.present[day]
            if group.enterprise not in person.ties and (not free or self.load[person.id, day] <= left)
        ]
        if free:
            found.sort(key=lambda one: (not self.load[one.id, day], one.section not in sections, one.id))
        return found

    def team(self, group: Group, day: date) -> tuple[int, ...] | None:
        found = smallest(group.skills, group.must, self.pool(group, day))
        return None if found is None else tuple(person.id for person in found)

    def could(self, group: Group) -> bool:
        """Whether somebody could see it, were everybody free."""
        return self.fits_a_day(group) and any(
            smallest(group.skills, group.must, self.pool(group, day, free=False)) for day in self.days(group)
        )

    def book(self, visit: Planned, sign: int = 1) -> None:
        for person in visit.people:
            self.load[person, visit.day] += sign * self.takes(visit.group)

    def why_never(self, want: Want) -> Why | None:
        """Why a want can be seen by no plan at all."""
        alone = Group((want,))
        if not self.days(alone):
            return Why.DAYS
        if not self.fits_a_day(alone):
            return Why.LONG
        return None if self.could(alone) else Why.SKILL
