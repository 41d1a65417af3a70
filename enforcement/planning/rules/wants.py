"""What is asked of the planner and what it answers: plain values, no rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time  # noqa: TC003  the fields are read by tools
from typing import TYPE_CHECKING

from enforcement.planning.rules.roads import Roads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from enforcement.planning.enums import Why


@dataclass(frozen=True)
class Want:
    """What one section has to see at one enterprise, and in which days. `must`: who was drawn by lot to see it."""

    id: int
    enterprise: int
    section: int
    earliest: date
    latest: date
    minutes: int = 60
    skills: frozenset[str] = frozenset()
    unannounced: bool = False
    apart: bool = False
    counts: bool = True
    must: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Person:
    """An inspector: certified from one day to another but for `gaps`, away on some days, tied to some enterprises.

    `until`: enterprises with the last day of a tie that ends.
    """

    id: int
    section: int
    certified_from: date
    certified_to: date
    skills: frozenset[str] = frozenset()
    off: frozenset[date] = frozenset()
    ties: frozenset[int] = frozenset()
    gaps: frozenset[date] = frozenset()
    until: frozenset[tuple[int, date]] = frozenset()

    def is_there(self, day: date) -> bool:
        """Certified and not away."""
        return self.certified_from <= day <= self.certified_to and day not in self.gaps and day not in self.off

    def is_tied(self, enterprise: int, day: date) -> bool:
        return enterprise in self.ties or any(of == enterprise and day <= last for of, last in self.until)


@dataclass(frozen=True)
class Question:
    """Everything a plan is made from. Days are the working days of a period within one year.

    `caps` says how many visits that count an enterprise may still get; one that is not there has no cap.
    `booked` and `spans` say how long, and from which minute to which in which township, people are out already.
    """

    wants: tuple[Want, ...]
    people: tuple[Person, ...]
    days: tuple[date, ...]
    caps: Mapping[int, int] = field(default_factory=dict)
    booked: Mapping[tuple[int, date], int] = field(default_factory=dict)
    minutes: int = 420
    spans: Mapping[tuple[int, date], tuple[tuple[int, int, str], ...]] = field(default_factory=dict)
    roads: Roads = field(default_factory=Roads)


@dataclass(frozen=True)
class Group:
    """Wants of one enterprise that are seen in one visit."""

    wants: tuple[Want, ...]

    @property
    def enterprise(self) -> int:
        return self.wants[0].enterprise

    @property
    def earliest(self) -> date:
        return max(want.earliest for want in self.wants)

    @property
    def latest(self) -> date:
        return min(want.latest for want in self.wants)

    @property
    def minutes(self) -> int:
        """Two people look at everything together, so the minutes add up."""
        return sum(want.minutes for want in self.wants)

    @property
    def skills(self) -> frozenset[str]:
        return frozenset().union(*(want.skills for want in self.wants))

    @property
    def must(self) -> frozenset[int]:
        return frozenset().union(*(want.must for want in self.wants))

    @property
    def counts(self) -> bool:
        return any(want.counts for want in self.wants)


@dataclass(frozen=True)
class Planned:
    """A visit as planned; the hour is given when all are."""

    group: Group
    day: date
    people: tuple[int, ...]
    begins: time | None = None


@dataclass(frozen=True)
class Answer:
    """A plan: its visits, what could not be placed and why."""

    visits: tuple[Planned, ...]
    left: Mapping[int, Why]

    @property
    def placed(self) -> int:
        return sum(len(visit.group.wants) for visit in self.visits)

    @property
    def attendances(self) -> int:
        """People sent, one for each visit somebody goes to."""
        return sum(len(visit.people) for visit in self.visits)

    @property
    def people_days(self) -> int:
        return len({(person, visit.day) for visit in self.visits for person in visit.people})

    def journeys(self, roads: Roads) -> int:
        """Townships people go to, each once a day however many visits there; an unknown one for each enterprise."""
        return len({
            (person, visit.day, roads.township(of) or of)
            for visit in self.visits
            for of in [visit.group.enterprise]
            for person in visit.people
        })  # fmt: skip

    @property
    def cost(self) -> tuple[int, int, int, int]:
        """What is to be small, the first first: wants left, visits, people sent, their days."""
        return len(self.left), len(self.visits), self.attendances, self.people_days


@dataclass(frozen=True)
class Bound:
    """What no plan can do better than: wants left, visits of a plan that leaves no more, people it sends."""

    left: int
    visits: int
    attendances: int


@dataclass(frozen=True)
class Solved:
    """The better of two plans, the simple one to compare it with, and the bound."""

    answer: Answer
    greedy: Answer
    bound: Bound

    @property
    def unmerged(self) -> int:
        """Visits, were each want a visit of its own."""
        return self.answer.placed

    @property
    def saved(self) -> int:
        return self.unmerged - len(self.answer.visits)

    @property
    def gap(self) -> float | None:
        """By what part the visits exceed the bound; 0 is proved to be the fewest. None where more is left than must be.

        The bound on visits is one of plans that leave no more than the bound on what is left.
        """
        if not self.bound.visits or len(self.answer.left) > self.bound.left:
            return None
        return (len(self.answer.visits) - self.bound.visits) / self.bound.visits
