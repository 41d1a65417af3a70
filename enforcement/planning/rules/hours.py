"""When in a day each visit begins: nobody at two places, none over noon, everybody back before the evening."""

from __future__ import annotations

from collections import defaultdict
from datetime import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from enforcement.planning.rules.wants import Planned, Question

    # From which minute to which a visit lasts, and in which township.
    Busy = dict[tuple[int, date], list[tuple[int, int, str]]]

# Minutes of the day; the evening is when the last are back.
MORNING, NOON, AFTERNOON, EVENING = 9 * 60, 12 * 60, 13 * 60 + 30, 18 * 60
STEP = 30


def minute(at: time) -> int:
    return at.hour * 60 + at.minute


def busy(question: Question, visits: Sequence[Planned]) -> Busy:
    """Person and day → from when to when they are out: visits that stand already, and these."""
    found: Busy = defaultdict(list)
    for key, spans in question.spans.items():
        found[key] += spans
    for visit in visits:
        if visit.begins is not None:
            _take(found, visit, minute(visit.begins), question)
    return found


def is_free(visit: Planned, begins: int, taken: Busy, question: Question) -> bool:
    """Whether all who go are back by the evening, and between two visits there is time for the way."""
    roads, ends = question.roads, begins + visit.group.minutes
    here = roads.township(visit.group.enterprise)
    spans = [span for person in visit.people for span in taken.get((person, visit.day), ())]
    return ends + roads.there_and_back(here) <= EVENING and all(
        ends + roads.between(here, there) <= first or last + roads.between(there, here) <= begins
        for first, last, there in spans
    )


def hours(question: Question, visits: Sequence[Planned]) -> list[time]:
    """The first hour each visit can begin, the long ones placed before; nine where none is left, for the planner."""
    taken = busy(question, [])
    found = [time(9, 0)] * len(visits)
    for n, visit in sorted(enumerate(visits), key=lambda one: (one[1].day, -one[1].group.minutes, one[0])):
        starts = [*range(MORNING, NOON, STEP), *range(AFTERNOON, EVENING, STEP)]
        begins = next((at for at in starts if is_free(visit, at, taken, question)), MORNING)
        _take(taken, visit, begins, question)
        found[n] = time(begins // 60, begins % 60)
    return found


def _take(taken: Busy, visit: Planned, begins: int, question: Question) -> None:
    township = question.roads.township(visit.group.enterprise)
    for person in visit.people:
        taken[person, visit.day].append((begins, begins + visit.group.minutes, township))
