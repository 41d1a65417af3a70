"""Where many cases stand: what is happening, who has each and since when; of one it says what its own page does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.board.queries.course import courses
from disclosure.board.queries.hands import hands
from disclosure.board.queries.progress import phase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from disclosure.board.queries.course import Course
    from envportal.cases.models import Case


@dataclass(frozen=True)
class Standing:
    """A phase of `progress.phase`; `hand` is window, bureau, applicant, third or public."""

    phase: str
    hand: str
    name: str
    since: date | None


def standings(cases: Iterable[Case], today: date) -> dict[int, Standing]:
    """Of applications and pre-application reviews, by their keys."""
    return {pk: _standing(its, today) for pk, its in courses(cases).items()}


def _standing(its: Course, today: date) -> Standing:
    now = phase(its, today)
    if its.is_pre_review:
        return _of_pre_review(its, now)
    found = hands(its, today)
    if found is None:
        return Standing(now, "window", _("窗口"), its.received)
    last = found.bar[-1]
    return Standing(now, last.key, last.name, last.since)


def _of_pre_review(its: Course, now: str) -> Standing:
    since = its.told[-1].on if its.told else its.received
    if now == "pre_more":
        return Standing(now, "applicant", _("提出单位"), since)
    section = its.case.section
    return Standing(now, "bureau", section.name if section else _("审批科室"), since)
