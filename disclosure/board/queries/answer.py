"""The answer a notice's page begins with: may I say something now, until when, and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from disclosure.board.enums import Kind
from disclosure.board.queries.course import DECIDED
from envportal.documents.queries.remedies import remedy_of
from envportal.workdays import shipped

if TYPE_CHECKING:
    from disclosure.board.models import Notice
    from disclosure.board.queries.course import Course
    from disclosure.board.queries.listed import Listed
    from envportal.documents.models import Remedy


@dataclass(frozen=True)
class Answer:
    """`word` is open, decided, undone, ended, between or closed; `notice` is the one it speaks of."""

    word: str
    notice: Notice | None = None
    left: int = 0
    hearing: bool = False
    remedy: Remedy | None = None

    @property
    def is_open(self) -> bool:
        return self.word == "open"


def answer(course: Course, today: date) -> Answer:
    """From the notices of a case that stand, whichever of their pages is read."""
    decision, proposed = course.notices.get(Kind.DECISION), course.notices.get(Kind.PROPOSED_DECISION)
    undone = course.notices.get(Kind.REVOCATION)
    if undone:
        return Answer("undone", undone, remedy=_remedy(undone, today))
    if decision:
        return Answer("decided", decision, remedy=_remedy(decision, today))
    if course.end and course.end.name not in DECIDED:
        return Answer("ended")
    open_ones = [notice for notice in course.notices.values() if may_comment(notice, today)]
    if open_ones:
        last = max(open_ones, key=lambda notice: notice.closes_on or date.min)
        return Answer("open", last, left=working_days_left(last, today), hearing=last.kind == Kind.PROPOSED_DECISION)
    if proposed:
        return Answer("closed", proposed)
    return Answer("between", course.notices.get(Kind.ACCEPTANCE))


def _remedy(decision: Notice, today: date) -> Remedy | None:
    return remedy_of(decision.bureau, decision.opens_on or today) if decision.bureau else None


def may_comment(notice: Notice, today: date) -> bool:
    """From publication to the end of the last day; of a notice that stands."""
    return notice.closes_on is not None and today <= notice.closes_on


def working_days_left(notice: Notice | Listed, today: date) -> int:
    """Working days a reader still has, today among them."""
    if notice.closes_on is None or today > notice.closes_on:
        return 0
    return shipped().between(today - timedelta(days=1), notice.closes_on)
