"""The strip: from lanes of days to weeks of cells, Monday to Sunday."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from envportal.web.templatetags import days as words

if TYPE_CHECKING:
    from envportal.web.templatetags.faces import Day, Face

MANY_WEEKS = 10
COUNTING = {"counted", "makeup"}
# Kinds drawn as another kind.
DRAWN = {"closed": "holiday", "moved": "counted"}


@dataclass(frozen=True)
class Lane:
    """What one clock has in one cell."""

    classes: str = "ep-lane--none"
    mark: str = ""
    text: str = "·"
    sentence: str = ""


@dataclass(frozen=True)
class Cell:
    date: date
    label: str
    classes: str
    is_today: bool
    is_out: bool
    lanes: tuple[Lane, ...]
    matters: bool


@dataclass(frozen=True)
class Row:
    """A week of cells, or a sentence that stands for weeks in which nothing counts."""

    cells: tuple[Cell, ...] = ()
    folded: str = ""


def rows(faces: Sequence[Face], today: date) -> list[Row]:
    """The weeks of the strip of one or two clocks."""
    all_days = [day.date for face in faces for day in face.days]
    if not all_days:
        return []
    first, last = min(all_days), max(all_days)
    lanes = [{day.date: day for day in face.days} for face in faces]
    begin = first - timedelta(first.weekday())
    weeks = [
        tuple(_cell(begin + timedelta(7 * w + n), first, last, faces, lanes, today) for n in range(7))
        for w in range((last - begin).days // 7 + 1)
    ]
    return list(_folded(weeks)) if len(weeks) > MANY_WEEKS else [Row(cells=week) for week in weeks]


def _folded(weeks: list[tuple[Cell, ...]]) -> Iterator[Row]:
    for matters, group in groupby(weeks, key=lambda week: any(cell.matters for cell in week)):
        run = list(group)
        if matters or len(run) == 1:
            yield from (Row(cells=week) for week in run)
            continue
        dates = words.span(run[0][0].date, run[-1][-1].date)
        yield Row(folded=_("%(dates)s，%(n)s 周，都不计入") % {"dates": dates, "n": len(run)})


def _cell(  # noqa: PLR0913  a cell depends on all of the strip
    on: date, first: date, last: date, faces: Sequence[Face], lanes: Sequence[dict[date, Day]], today: date
) -> Cell:
    found = [lane.get(on) for lane in lanes]
    is_due = any(day and day.is_due and (face.binds or len(faces) == 1) for face, day in zip(faces, found, strict=True))
    is_out = on < first or on > last
    classes = " ".join(
        name for name, holds in (("is-out", is_out), ("is-due", is_due), ("is-today", on == today)) if holds
    )
    drawn = tuple(_lane(face, day, today, alone=len(faces) == 1) for face, day in zip(faces, found, strict=True))
    matters = on == today or any(day and (day.kind in COUNTING or day.kind == "start" or day.is_due) for day in found)
    return Cell(on, _label(on, first), classes, on == today, is_out, drawn, matters)


def _label(on: date, first: date) -> str:
    return f"{on.month}/{on.day}" if on.day == 1 or on == first else str(on.day)


def _lane(face: Face, day: Day | None, today: date, *, alone: bool) -> Lane:
    if day is None:
        return Lane()
    name = _("%(clock)s：%(sentence)s。") % {"clock": face.short, "sentence": day.sentence}
    return Lane(_classes(face, day, today, alone=alone), face.mark, _text(day), name)


def _classes(face: Face, day: Day, today: date, *, alone: bool) -> str:
    if day.is_due:
        return "ep-lane--due" if face.binds or alone else "ep-lane--due ep-lane--later"
    kind = DRAWN.get(day.kind, day.kind)
    if kind in COUNTING and day.date > today:
        return "ep-lane--future" if kind == "counted" else "ep-lane--future ep-lane--makeup"
    return f"ep-lane--{kind}"


def _text(day: Day) -> str:
    number = str(day.ordinal or "")
    if day.is_due:
        return number + _("满")
    marks = {
        "start": _("起"), "makeup": number + _("班"), "weekend": _("休"), "holiday": _("假"), "closed": _("假"),
        "paused": _("停"),
    }  # fmt: skip
    return marks.get(day.kind, number)


def day_list(faces: Sequence[Face]) -> list[tuple[date, list[str]]]:
    """Each day with each clock's sentence, for the table under the strip."""
    lanes = [{day.date: day.sentence for day in face.days} for face in faces]
    every = sorted({on for lane in lanes for on in lane})
    return [(on, [lane.get(on, "—") for lane in lanes]) for on in every]
