"""Line charts drawn on the server: a gap in the data is a gap in the line."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

WIDTH, HEIGHT = 720, 280
LEFT, RIGHT, TOP, FOOT = 58, 706, 30, 236
MOST_DOTS, TICKS = 90, 5


@dataclass(frozen=True)
class Dot:
    """A point of time: what stands under it, its value, and why it has none."""

    label: str
    value: float | None
    why: str = ""
    shown: str = ""


@dataclass(frozen=True)
class Mark:
    """A word at a place of the picture."""

    x: str
    y: str
    text: str
    anchor: str = "mid"


@dataclass
class Chart:
    """A picture, and the numbers it was made of."""

    caption: str
    note: str
    dots: list[Dot]
    unit: str = ""
    limit: float | None = None
    limit_name: str = ""
    path: str = ""
    circles: list[tuple[str, str]] = field(default_factory=list)
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    limit_y: str = ""
    value_name: str = ""

    @property
    def is_empty(self) -> bool:
        return all(dot.value is None for dot in self.dots)

    @property
    def spoken(self) -> str:
        """What somebody hears who does not see the picture."""
        found = [dot.value for dot in self.dots if dot.value is not None]
        if not found:
            return _("%(caption)s，没有数据") % {"caption": self.caption}
        told = {"caption": self.caption, "least": f"{min(found):g}", "most": f"{max(found):g}"}
        return _("%(caption)s，最低 %(least)s，最高 %(most)s") % told

    @property
    def gaps(self) -> int:
        return sum(dot.value is None for dot in self.dots)

    @property
    def data(self) -> str:
        """The same numbers for a script, as an attribute."""
        return json.dumps({
            "labels": [dot.label for dot in self.dots], "values": [dot.value for dot in self.dots],
            "unit": self.unit, "limit": self.limit, "limitName": self.limit_name, "name": self.value_name,
        }, ensure_ascii=False)  # fmt: skip


def line(
    dots: Sequence[Dot],
    *,
    caption: str,
    note: str = "",
    unit: str = "",
    limit: Decimal | float | None = None,
    limit_name: str = "",
    value_name: str = "",
) -> Chart:
    """Draw a series."""
    most = None if limit is None else float(limit)
    chart = Chart(caption, note, list(dots), unit, most, limit_name, value_name=value_name or caption)
    found = [dot.value for dot in dots if dot.value is not None]
    if not found:
        return chart
    top, step = _scale(max([*found, *([most] if most else [])]))
    places = [_place(n, len(dots), dot.value, top) for n, dot in enumerate(dots)]
    chart.path = _path(places)
    alone = _alone(places)
    chart.circles = [(x, y) for n, (x, y) in enumerate(places) if y and (len(found) <= MOST_DOTS or n in alone)]
    chart.lines, chart.marks = _axes(top, step)
    chart.marks += _under(dots)
    if most is not None:
        chart.limit_y = _y(most, top)
        chart.marks.append(Mark(str(RIGHT - 2), f"{float(chart.limit_y) - 7:.1f}", limit_name, "end"))
    return chart


def _scale(highest: float) -> tuple[float, float]:
    """A round number above the highest value, in two to five round steps."""
    if highest <= 0:
        return 1, 1
    rough = highest / 4
    base = 10 ** floor(log10(rough))
    step = next(base * times for times in (1, 2, 2.5, 5, 10) if base * times >= rough)
    return step * ceil(highest / step), step


def _x(n: int, count: int) -> str:
    return f"{LEFT + (RIGHT - LEFT) * n / max(1, count - 1):.1f}"


def _y(value: float, top: float) -> str:
    return f"{FOOT - (FOOT - TOP) * value / top:.1f}"


def _place(n: int, count: int, value: float | None, top: float) -> tuple[str, str]:
    return _x(n, count), "" if value is None else _y(value, top)


def _path(places: list[tuple[str, str]]) -> str:
    told, is_down = "", False
    for x, y in places:
        if y:
            told += f"{'L' if is_down else 'M'}{x} {y}"
        is_down = bool(y)
    return told


def _alone(places: list[tuple[str, str]]) -> set[int]:
    """Points between two gaps, which no line would show."""
    has = [False, *(bool(y) for _x, y in places), False]
    return {n for n, (before, after) in enumerate(zip(has, has[2:], strict=False)) if not before and not after}


def _axes(top: float, step: float) -> tuple[list[tuple[str, str, str]], list[Mark]]:
    values = [step * n for n in range(round(top / step) + 1)]
    lines = [(str(LEFT), str(RIGHT), _y(value, top)) for value in values]
    marks = [Mark(str(LEFT - 8), f"{float(_y(value, top)) + 5:.1f}", f"{value:g}", "end dim") for value in values]
    return lines, marks


def _under(dots: Sequence[Dot]) -> list[Mark]:
    """A few labels under the axis, the first and the last among them."""
    count = len(dots)
    shown = sorted({round(n * (count - 1) / (TICKS - 1)) for n in range(TICKS)} if count > TICKS else set(range(count)))
    anchors = {0: "dim", count - 1: "end dim"} if count > 1 else {}
    return [Mark(_x(n, count), "273", dots[n].label, anchors.get(n, "mid dim")) for n in shown]
