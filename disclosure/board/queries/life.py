"""The way of a project in at most six steps, for outsiders and for the holder of a query code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disclosure.board.enums import Kind
from envportal.deadlines import clocks
from envportal.deadlines.enums import Ground

if TYPE_CHECKING:
    from datetime import date

    from disclosure.board.models import Notice
    from disclosure.board.queries.course import Course, Waiting

DONE, NOW, AHEAD = "done", "now", ""
THIRD = [ground for ground, (key, _name) in clocks.WAITS.items() if key == "third"]
MOST_STEPS = 6


@dataclass(frozen=True)
class Step:
    """One step: what, on which days, whether it is over; `latest` is a last day that has not come."""

    name: str
    since: date | None = None
    until: date | None = None
    latest: date | None = None
    note: str = ""
    state: str = AHEAD


def life(course: Course, today: date, latest: date | None, *, inside: bool) -> list[Step]:
    """The steps of a case; `inside` for who holds its code, otherwise only what was published."""
    if course.is_pre_review or course.is_filing:
        return _with_now(_pre_review(course, latest) if course.is_pre_review else _filing(course))
    steps = [Step(_("收件"), course.received, state=DONE), *_intake(course, inside=inside)]
    if course.end is None or course.day("accepted"):
        steps += _review(course, today)
    steps.append(_end(course, latest, inside=inside))
    undone = course.undone
    if undone and (inside or Kind.REVOCATION in course.notices):
        return _at_most([*steps, Step(str(undone.word), undone.on, state=DONE)])
    if not inside:
        steps.append(Step(_("建设、验收"), note=_("批准后")))
    return _with_now(_at_most(steps))


def _pre_review(course: Course, latest: date | None) -> list[Step]:
    """提出, 承接, 答复: all of it before there is an application."""
    taken, end = course.day("pre_review_taken"), course.end
    steps = [Step(_("提出"), course.received, state=DONE)]
    if taken or end is None:
        steps.append(Step(_("承接"), taken, state=DONE if taken else AHEAD))
    return [*steps, Step(str(end.word), end.on, state=DONE) if end else Step(_("书面答复"), latest=latest)]


def _filing(course: Course) -> list[Step]:
    """转办, 备案, 核查: a filing is complete with its number, the check comes after."""
    handed, filed, end = course.day("handed_over"), course.day("filed"), course.end
    steps = [Step(_("转办备案"), handed, state=DONE)] if handed else []
    steps.append(Step(_("备案"), filed, state=DONE if filed else AHEAD))
    if end is not None and end.name != "filing_checked":
        return [step for step in steps if step.state == DONE] + [Step(str(end.word), end.on, state=DONE)]
    return [*steps, Step(_("备案核查"), end.on if end else None, state=DONE if end else AHEAD)]


def _intake(course: Course, *, inside: bool) -> list[Step]:
    accepted, notice = course.day("accepted"), course.notices.get(Kind.ACCEPTANCE)
    waits = [] if accepted else course.corrections()
    # Waiting counts from the day after the letter; the step begins with the letter.
    steps = [
        Step(_("补正"), wait.since - timedelta(days=1), wait.until, state=DONE if wait.until else NOW)
        for wait in waits[-1:]
    ]
    if notice and not inside:
        # The public may still speak on acceptance while the review goes on: the step itself is done.
        return [*steps, Step(_("受理公示"), notice.opens_on, notice.closes_on, state=DONE)]
    if accepted:
        return [*steps, Step(_("受理"), accepted, state=DONE)]
    return [*steps, Step(_("受理"))] if not _is_over(course) else steps


def _review(course: Course, today: date) -> list[Step]:
    third = [wait for wait in course.waits if wait.ground in THIRD]
    steps = [_third(wait, today) for wait in third if wait.ground != Ground.HEARING]
    notice = course.notices.get(Kind.PROPOSED_DECISION)
    if notice:
        # A hearing is about what is proposed: it comes after that, though the window may still be open.
        hearings = [_third(wait, today) for wait in third if wait.ground == Ground.HEARING]
        return [*steps, _window(notice, today), *hearings]
    if _is_over(course):
        return steps
    reviewing = course.day("accepted") and not course.waiting(today)
    return [
        *steps,
        *([Step(_("审查"), state=NOW)] if reviewing else []),
        *([Step(_("拟审批公示"))] if course.is_noticed else []),
    ]


def _is_over(course: Course) -> bool:
    return course.end is not None or Kind.DECISION in course.notices


def _third(wait: Waiting, today: date) -> Step:
    note = ngettext("依法不计 %(n)s 天", "依法不计 %(n)s 天", wait.days) % {"n": wait.days} if wait.days else ""
    state = DONE if wait.until and wait.until < today else NOW
    return Step(str(Ground(wait.ground).label), wait.since, wait.until, note=note, state=state)


def _window(notice: Notice, today: date) -> Step:
    over = notice.closes_on is not None and notice.closes_on < today
    return Step(_("拟审批公示"), notice.opens_on, notice.closes_on, state=DONE if over else NOW)


def _end(course: Course, latest: date | None, *, inside: bool) -> Step:
    """The decision; outsiders learn of it with its notice, and of any other end at once."""
    end, notice = course.end, course.notices.get(Kind.DECISION)
    if notice and notice.get_outcome_display():
        return Step(str(notice.get_outcome_display()), course.day("approved", "refused") or notice.opens_on, state=DONE)
    if end and (inside or end.name not in {"approved", "refused"}):
        return Step(str(end.word), end.on, state=DONE)
    return Step(_("决定"), latest=latest)


def _at_most(steps: list[Step]) -> list[Step]:
    """Six at most: of several reviews by others the earlier ones give way."""
    while len(steps) > MOST_STEPS:
        del steps[2]
    return steps


def _with_now(steps: list[Step]) -> list[Step]:
    """Exactly one step is the present one, unless everything is over: the first that is not done."""
    shown, present = [], False
    for step in steps:
        state = step.state
        if state != DONE:
            state = AHEAD if present else NOW
            present = True
        shown.append(replace(step, state=state))
    return shown
