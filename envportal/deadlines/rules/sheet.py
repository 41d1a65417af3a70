"""The strip on paper: what a letter is handed to print why its dates are these, in words and nothing else."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from envportal.deadlines.enums import Unit
from envportal.deadlines.rules import words
from envportal.deadlines.rules.strip import weeks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from envportal.deadlines.rules.faces import Face
    from envportal.deadlines.rules.hands import Hands
    from envportal.deadlines.rules.strip import Cell, Day

    Printed = dict[str, list[list[list[str]]] | list[str]]

# What a reader cannot tell from the weekday alone.
SAID = frozenset({"holiday", "makeup", "paused"})


def sheet(faces: Sequence[Face], hands: Hands | None) -> Printed:
    """`weeks` of seven cells, each the lines in it (a week of one cell stands for whole weeks); `notes` below them."""
    rows = [[[week.text]] if week.folded else [_cell(day) for day in week.days] for week in weeks(faces, date.min)]
    return {"weeks": rows, "notes": [*_sums(faces), *_reasons(faces), *_in_hands(hands), _legend(faces)]}


def _cell(day: Day) -> list[str]:
    return [] if day.is_out else [day.label, *(_lane(cell) for cell in day.cells)]


def _lane(cell: Cell) -> str:
    return f"{cell.lane_mark} {cell.mark}" if cell.sentence else ""


def _sums(faces: Sequence[Face]) -> Iterator[str]:
    """法定：30 日。收件后经过 37 天，专家评审不计（9月24日—30日）− 7 天，10月21日 计满 30 天。"""
    for face in faces:
        lines = _("，").join(f"{line.label} {line.text}" for line in face.sums)
        yield _("%(title)s。%(lines)s。依据：%(basis)s。") % {"title": face.title, "lines": lines, "basis": face.basis}


def _reasons(faces: Sequence[Face]) -> Iterator[str]:
    """Each run of days once, with the clocks it holds for; then the notices they stand on."""
    lanes: dict[str, list[str]] = {}
    for face in faces:
        for told in _runs(face):
            lanes.setdefault(told, []).append(face.lane)
    runs = [_("%(told)s（%(lanes)s）") % {"told": told, "lanes": _("、").join(lanes[told])} for told in lanes]
    if runs:
        yield _("%(runs)s。") % {"runs": _("；").join(runs)}
    notices = dict.fromkeys(notice for face in faces for notice in face.notices)
    if notices:
        yield _("节假日和调休上班依据：%(notices)s。") % {"notices": _("、").join(notices)}


def _runs(face: Face) -> Iterator[str]:
    for _why, run in groupby(face.cells, key=lambda cell: (cell.kind in SAID, cell.reason)):
        days = list(run)
        if days[0].kind in SAID:
            told = {"span": words.span(days[0].date, days[-1].date), "reason": _bare(days[0])}
            yield _("%(span)s：%(reason)s") % told


def _bare(cell: Cell) -> str:
    """A make-up day has another number in each lane; its number stands in the table."""
    return _("调休上班，计入") if cell.kind == "makeup" else cell.reason


def _in_hands(hands: Hands | None) -> list[str]:
    if hands is None:
        return []
    parties = _("，").join(f"{party.name} {words.days(party.days, Unit.CALENDAR_DAY)}" for party in hands.parties)
    gone = words.days(hands.days, Unit.CALENDAR_DAY)
    return [_("到成文日，收件以来 %(days)s：%(parties)s。") % {"days": gone, "parties": parties}]


def _legend(faces: Sequence[Face]) -> str:
    lanes = _("；").join(_("%(mark)s：%(lane)s") % {"mark": face.lane_mark, "lane": face.name} for face in faces)
    signs = _("数字为计入的第几天；起：起算当日；休：周末；假：法定节假日；班：调休上班；停：暂停；满：届满日")
    return _("%(lanes)s。%(signs)s。") % {"lanes": lanes, "signs": signs}
