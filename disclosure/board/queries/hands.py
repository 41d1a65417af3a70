"""In whose hands a case was, day by day since it was received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.board.enums import Kind
from disclosure.board.queries.course import WAITS

if TYPE_CHECKING:
    from disclosure.board.queries.course import Course

UNIT = 10


@dataclass(frozen=True)
class Hand:
    """Somebody had the case for some days in a row; `start` counts the days before."""

    key: str
    name: str
    start: int
    days: int

    @property
    def x(self) -> str:
        return f"{self.start * UNIT + 0.6:.1f}"

    @property
    def width(self) -> str:
        return f"{self.days * UNIT - 1.2:.1f}"


@dataclass(frozen=True)
class Hands:
    """The bar in order of time, and the sum of each hand; both add up to the days gone by."""

    bar: list[Hand]
    days: int

    @property
    def span(self) -> int:
        return self.days * UNIT

    @property
    def sums(self) -> list[Hand]:
        names = dict.fromkeys((hand.key, hand.name) for hand in self.bar)
        return [Hand(key, name, 0, self._of(key, name)) for key, name in names]

    def _of(self, key: str, name: str) -> int:
        return sum(hand.days for hand in self.bar if (hand.key, hand.name) == (key, name))


def hands(course: Course, today: date) -> Hands | None:
    """The days after receipt up to today or the end of the case; None while there is none."""
    received, end = course.received, course.end
    last = min(today, end.on) if end else today
    if received is None or last <= received:
        return None
    days = [received + timedelta(days=n) for n in range(1, (last - received).days + 1)]
    bar, start = [], 0
    for (key, name), group in groupby(days, key=lambda day: _holder(course, day)):
        length = len(list(group))
        bar.append(Hand(key, name, start, length))
        start += length
    return Hands(bar, start)


def _holder(course: Course, day: date) -> tuple[str, str]:
    """Who had the case on a day: the key of the bar and a name."""
    wait = course.waiting(day)
    if wait is not None:
        key, name = WAITS[wait.ground]
        return key, str(name)
    if any(span.holds(day) for span in course.corrections()):
        return "applicant", _("申请人补正")
    notice = course.notices.get(Kind.PROPOSED_DECISION)
    if notice and notice.opens_on and notice.closes_on and notice.opens_on <= day <= notice.closes_on:
        return "public", _("公众（公示）")
    if course.is_filing:
        return _holder_of_filing(course, day)
    accepted = course.day("accepted")
    if accepted is None or day <= accepted:
        return "window", _("窗口")
    return "bureau", course.case.section.name if course.case.section else _("审批科室")


def _holder_of_filing(course: Course, day: date) -> tuple[str, str]:
    filed = course.day("filed")
    if filed is None or day <= filed:
        return "applicant", _("建设单位去备案")
    return "bureau", course.case.section.name if course.case.section else _("审批科室")
