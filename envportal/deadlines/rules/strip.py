"""The strip: weeks of days, a lane a clock, every day counted or not and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from envportal.deadlines.enums import Unit
from envportal.deadlines.rules import words
from envportal.web.templatetags.laws import named
from envportal.workdays import explain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from envportal.deadlines.models import TermRule
    from envportal.deadlines.rules.faces import Face
    from envportal.deadlines.rules.fold import Reading
    from envportal.workdays import Calendar

MOST_WEEKS = 10
COUNTING = frozenset({"counted", "future", "makeup", "due", "start"})


@dataclass(frozen=True)
class Cell:
    """One day of one lane; `kind` is the modifier of its class."""

    date: date
    kind: str
    mark: str
    ordinal: int
    lane: str
    lane_mark: str
    reason: str
    notice: str
    is_later: bool = False

    @property
    def sentence(self) -> str:
        """For those who cannot see the cell: 法定：计入，第1天。"""
        return _("%(lane)s：%(reason)s。") % {"lane": self.lane, "reason": self.reason} if self.reason else ""


@dataclass(frozen=True)
class Day:
    """One day of the strip with a cell for each lane; `is_out` days only fill the week."""

    date: date
    label: str
    is_today: bool
    is_due: bool
    is_out: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Week:
    """Monday to Sunday, or, with `folded`, so many whole weeks in which no day counts."""

    days: tuple[Day, ...]
    folded: int = 0
    text: str = ""


def cells(rule: TermRule, reading: Reading, calendar: Calendar, today: date, matter: str) -> tuple[Cell, ...]:
    """The lane of one clock, from its start day to its due day; hours have no days to show."""
    if rule.unit == Unit.HOUR:
        return ()
    days = explain.strip(calendar, reading.start, reading.total, rule.unit, reading.spans)
    return tuple(_cell(day, today, matter, reading.total, _paused(day, reading)) for day in days)


def window_cells(
    calendar: Calendar, start: date, amount: int, unit: str, *, first_day_counted: bool
) -> tuple[Cell, ...]:
    """The lane of a window: it ends with its last counted day, wherever that lies."""
    days = explain.window_strip(calendar, start, amount, unit, first_day_counted=first_day_counted)
    return tuple(_cell(day, date.max, "", amount, "") for day in days)


def _cell(day: explain.StripDay, today: date, matter: str, total: int, paused: str) -> Cell:
    return Cell(
        date=day.date,
        kind=_kind(day, today),
        mark=words.mark(day),
        ordinal=day.ordinal,
        lane=words.lane_name(matter),
        lane_mark=words.lane_mark(matter),
        reason=words.reason(day, total=total, paused=paused),
        notice=words.notice(day),
    )


def _kind(day: explain.StripDay, today: date) -> str:
    if day.is_due:
        return "due"
    if day.kind == explain.COUNTED:
        return "future" if day.date > today else "counted"
    return "weekend" if day.kind == explain.CLOSED else day.kind


def _paused(day: explain.StripDay, reading: Reading) -> str:
    if day.pause is None:
        return ""
    pause = reading.pauses[day.pause - 1]
    words_of = {"ground": words.ground(pause.ground), "article": named(pause.article)}
    return _("%(ground)s（%(article)s）") % words_of if pause.article else words_of["ground"]


def weeks(faces: Sequence[Face], today: date) -> list[Week]:
    """The weeks from the first start to the last due day; long strips fold whole weeks in which nothing counts."""
    faces = [face for face in faces if face.cells]
    if not faces:
        return []
    lanes = [_lane(face) for face in faces]
    first, last = min(min(lane) for lane in lanes), max(max(lane) for lane in lanes)
    monday = first - timedelta(first.weekday())
    all_weeks = [
        Week(tuple(_day(begins + timedelta(n), lanes, faces, (first, last), today) for n in range(7)))
        for begins in _steps(monday, last)
    ]
    return all_weeks if len(all_weeks) <= MOST_WEEKS else _fold(all_weeks)


def _steps(monday: date, last: date) -> list[date]:
    return [monday + timedelta(7 * n) for n in range((last - monday).days // 7 + 1)]


def _lane(face: Face) -> dict[date, Cell]:
    return {cell.date: replace(cell, is_later=cell.kind == "due" and not face.binds) for cell in face.cells}


def _day(day: date, lanes: list[dict[date, Cell]], faces: Sequence[Face], ends: tuple[date, date], today: date) -> Day:
    is_out = not ends[0] <= day <= ends[1]
    row = () if is_out else tuple(lane.get(day) or _none(day, face) for lane, face in zip(lanes, faces, strict=True))
    return Day(
        date=day,
        label=f"{day.month}/{day.day}" if day == ends[0] or day.day == 1 else str(day.day),
        is_today=day == today and not is_out,
        is_due=any(cell.kind == "due" and not cell.is_later for cell in row),
        is_out=is_out,
        cells=row,
    )


def _none(day: date, face: Face) -> Cell:
    return Cell(day, "none", "·", 0, face.lane, face.lane_mark, "", "")


def _fold(all_weeks: list[Week]) -> list[Week]:
    folded: list[Week] = []
    for week in all_weeks:
        if _counts(week) or any(day.is_today for day in week.days):
            folded.append(week)
        elif folded and folded[-1].folded:
            folded[-1] = _folded((*folded[-1].days, *week.days))
        else:
            folded.append(_folded(week.days))
    return folded


def _counts(week: Week) -> bool:
    return any(cell.kind in COUNTING for day in week.days for cell in day.cells)


def _folded(days: tuple[Day, ...]) -> Week:
    number = len(days) // 7
    text = _("%(span)s，%(n)d 周都不计入") % {"span": words.span(days[0].date, days[-1].date), "n": number}
    return Week(days, number, text)


def day_list(faces: Sequence[Face]) -> list[tuple[date, tuple[Cell, ...]]]:
    """The same days one below the other, to be copied and printed."""
    return [(day.date, day.cells) for week in weeks_unfolded(faces) for day in week.days if not day.is_out]


def weeks_unfolded(faces: Sequence[Face]) -> list[Week]:
    """Every week, however long the strip is."""
    found = []
    for week in weeks(faces, date.min):
        found += [Week(week.days[n : n + 7]) for n in range(0, len(week.days), 7)]
    return found
