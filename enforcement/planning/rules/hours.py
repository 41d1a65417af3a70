"""When in a day each visit begins: nobody at two places, none over noon, everybody back before the evening."""

from __future__ import annotations

from collections import defaultdict
from datetime import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from enforcement.planning.rules.wants import Planned, Question

    Busy = dict[tuple[int, date], list[tuple[int, int]]]

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
            _take(found, visit, minute(visit.begins), question.travel)
    return found


def is_free(visit: Planned, begins: int, taken: Busy, travel: int) -> bool:
    """Whether all who go are back by the evening and nowhere else meanwhile."""
    ends = begins + visit.group.minutes + travel
    spans = [span for person in visit.people for span in taken.get((person, visit.day), ())]
    return ends <= EVENING and all(ends <= first or last <= begins for first, last in spans)


def hours(question: Question, visits: Sequence[Planned]) -> list[time]:
    """The first hour each visit can begin, the long ones placed before; nine where none is left, for the planner."""
    taken = busy(question, [])
    found = [time(9, 0)] * len(visits)
    for n, visit in sorted(enumerate(visits), key=lambda one: (one[1].day, -one[1].group.minutes, one[0])):
        starts = [*range(MORNING, NOON, STEP), *range(AFTERNOON, EVENING, STEP)]
        begins = next((at for at in starts if is_free(visit, at, taken, question.travel)), MORNING)
        _take(taken, visit, begins, question.travel)
        found[n] = time(begins // 60, begins % 60)
    return found


def _take(taken: Busy, visit: Planned, begins: int, travel: int) -> None:
    for person in visit.people:
        taken[person, visit.day].append((begins, begins + visit.group.minutes + travel))
