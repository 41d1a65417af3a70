"""In whose hands a case was since it was received: the course of the case says who had it on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.board.enums import Kind
from envportal.deadlines import clocks

if TYPE_CHECKING:
    from datetime import date

    from disclosure.board.queries.course import Course
    from envportal.deadlines.rules.hands import Holder


def hands(course: Course, today: date) -> clocks.Hands | None:
    """The days after receipt up to today or the end of the case; None while there is none."""
    last = min(today, course.end.on) if course.end else today
    asker = _("建设单位") if course.is_filing else ""
    return clocks.hands(course.received, last, lambda day: _holder(course, day), asker)


def _holder(course: Course, day: date) -> Holder:
    """Who had the case on a day: the key of the bar and a name."""
    wait = course.waiting(day)
    if wait is not None:
        return clocks.WAITS[wait.ground]
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


def _holder_of_filing(course: Course, day: date) -> Holder:
    filed = course.day("filed")
    if filed is None or day <= filed:
        return "applicant", _("建设单位去备案")
    return "bureau", course.case.section.name if course.case.section else _("审批科室")
