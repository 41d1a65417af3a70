"""The plan a careful person would make by hand: enterprise by enterprise, the want that ends first leads."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from enforcement.planning.enums import Why
from enforcement.planning.rules.desk import FEWEST, Desk
from enforcement.planning.rules.wants import Answer, Bound, Group, Planned, Solved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from enforcement.planning.rules.wants import Question, Want


def by_enterprise(question: Question, left: dict[int, Why], desk: Desk) -> dict[int, list[Want]]:
    """The wants that can be seen at all, those that end first before; the others are written to `left`."""
    found: dict[int, list[Want]] = defaultdict(list)
    for want in sorted(question.wants, key=lambda one: (one.latest, one.earliest, one.id)):
        never = desk.why_never(want)
        if never is None:
            found[want.enterprise].append(want)
        else:
            left[want.id] = never
    return found


def plan(question: Question) -> Answer:
    desk = Desk(question)
    left: dict[int, Why] = {}
    visits: list[Planned] = []
    for enterprise, wants in sorted(by_enterprise(question, left, desk).items()):
        visits += _of_one(desk, wants, question.caps.get(enterprise), left)
    return Answer(tuple(visits), left)


def _of_one(desk: Desk, wants: list[Want], cap: int | None, left: dict[int, Why]) -> list[Planned]:
    made: list[Planned] = []
    counted, open_ = 0, list(wants)
    while open_:
        first, is_full = open_[0], cap is not None and counted >= cap
        others = [want for want in open_ if not (want.counts and is_full)]
        visit = _led_by(first, others, desk) if first in others else None
        if visit is None:
            left[first.id] = Why.PEOPLE if first in others else Why.CAP
            open_.remove(first)
            continue
        desk.book(visit)
        made.append(visit)
        counted += visit.group.counts
        open_ = [want for want in open_ if want not in visit.group.wants]
    return made


def _led_by(first: Want, others: list[Want], desk: Desk) -> Planned | None:
    """A visit on the last day the leading want can be seen, with all that can be seen then too."""
    for day in reversed(desk.days(Group((first,)))):
        people = desk.team(Group((first,)), day)
        if people is None:
            continue
        group = Group((first,))
        for want in others:
            wider = Group((*group.wants, want))
            if want is first or not goes_with(group, want) or not want.earliest <= day <= want.latest:
                continue
            team = desk.team(wider, day) if desk.fits_a_day(wider) else None
            if team is not None:
                group, people = wider, team
        return Planned(group, day, people)
    return None


def goes_with(group: Group, want: Want) -> bool:
    """Announced with announced; what is to be seen apart with nothing; a visit without notice stays without it."""
    return not want.apart and all(not other.apart and other.unannounced == want.unannounced for other in group.wants)


def solve(question: Question, tell: Callable[[int], None]) -> Solved:
    """The plan by hand with a bound that needs no solver: for a demonstration, not for a bureau."""
    answer, desk, left = plan(question), Desk(question), dict[int, Why]()
    kinds = by_enterprise(question, left, desk).values()
    # Where everything has a place the cap binds nobody, and what shares no day needs a visit each.
    least = (least_visits(wants, desk.longest(wants[0].enterprise)) for wants in kinds)
    visits = sum(least) if len(answer.left) == len(left) else 0
    tell(100)
    return Solved(answer, answer, Bound(len(left), visits, FEWEST * visits))


def least_visits(wants: Sequence[Want], minutes: int) -> int:
    """Wants no two of which share a day need a visit each, and a visit is no longer than so many minutes.

    Those not announced, and each apart, by themselves.
    """
    kinds: dict[object, list[Want]] = defaultdict(list)
    for want in wants:
        kinds[("apart", want.id) if want.apart else want.unannounced].append(want)
    return sum(max(_piercing(kind), -(-sum(want.minutes for want in kind) // minutes)) for kind in kinds.values())


def _piercing(wants: list[Want]) -> int:
    found, last = 0, None
    for want in sorted(wants, key=lambda one: one.latest):
        if last is None or want.earliest > last:
            found, last = found + 1, want.latest
    return found
