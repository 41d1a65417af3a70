"""The arithmetic beside the strip: so many days passed, so many not counted, so many left over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from envportal.deadlines.enums import Unit
from envportal.deadlines.rules import words
from envportal.deadlines.rules.holidays import holiday
from envportal.workdays import explain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from envportal.deadlines.models import TermRule
    from envportal.deadlines.rules.fold import Reading
    from envportal.deadlines.rules.strip import Cell
    from envportal.workdays import Calendar


@dataclass(frozen=True)
class Excluded:
    """Days a ground took out of the term, each day under the first pause that holds it."""

    ground: str
    label: str
    days: int
    first: date
    last: date
    article: str
    is_open: bool = False


@dataclass(frozen=True)
class Sum:
    """One line of the arithmetic: what, how many (negative if taken off), and as it is written."""

    label: str
    number: int
    text: str


def excluded(reading: Reading) -> tuple[Excluded, ...]:
    """The pauses that hold at least one day of the term."""
    found = []
    taken: set[date] = set()
    for pause, (first, last) in sorted(zip(reading.pauses, reading.spans, strict=True), key=lambda pair: pair[1]):
        days = {
            day
            for day in _days(max(first, reading.start + timedelta(1)), min(last, reading.due_on))
            if day not in taken
        }
        taken |= days
        if days:
            found.append(
                Excluded(
                    pause.ground, words.ground(pause.ground), len(days), min(days), max(days), pause.article,
                    is_open=pause.last is None,
                )
            )  # fmt: skip
    return tuple(found)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def sums(rule: TermRule, reading: Reading, calendar: Calendar) -> tuple[Sum, ...]:
    """From the days that passed to the days of the term; hours are no sum of days."""
    if rule.unit == Unit.HOUR:
        return ()
    elapsed = (reading.due_on - reading.start).days
    lines = [_line(_("%(anchor)s后经过") % {"anchor": words.anchor(rule)}, elapsed, Unit.CALENDAR_DAY)]
    for pause in excluded(reading):
        label = _("%(ground)s不计（%(span)s）") % {"ground": pause.label, "span": words.span(pause.first, pause.last)}
        lines.append(_line(label, -pause.days, Unit.CALENDAR_DAY))
    if rule.unit in (Unit.WORKING_DAY, Unit.CALENDAR_DAY):
        rest = sum(line.number for line in lines) - reading.total
        if rest:
            lines.append(_line(_rest_label(rule, reading, calendar), -rest, Unit.CALENDAR_DAY))
    lines.append(_line(_("%(day)s 计满") % {"day": words.short_day(reading.due_on)}, reading.total, rule.unit))
    return tuple(lines)


def _line(label: str, number: int, unit: str) -> Sum:
    text = words.days(abs(number), unit)
    return Sum(label, number, f"− {text}" if number < 0 else text)


def _rest_label(rule: TermRule, reading: Reading, calendar: Calendar) -> str:
    if rule.unit == Unit.CALENDAR_DAY:
        return _("最后一天逢休息日顺延")
    held = explain.strip(calendar, reading.start, reading.total, rule.unit, reading.spans)
    holidays = dict.fromkeys(holiday(cell.name.removesuffix("节")) for cell in held if cell.kind == explain.HOLIDAY)
    names = _("、").join([_("周末"), *(_("%(name)s假期") % {"name": name} for name in holidays)])
    return _("其余%(names)s") % {"names": names} if reading.pauses else names


def notices(days: Sequence[Cell]) -> tuple[str, ...]:
    """The notices the strip stands on, each once."""
    return tuple(dict.fromkeys(cell.notice for cell in days if cell.notice))
