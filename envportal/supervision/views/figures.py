"""Bars of the two charts, as attributes of SVG: widths and heights are no inline style."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from envportal.supervision.queries.figures import end_of
from envportal.web.templatetags.days import weekday_mark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from envportal.supervision.queries.pauses import Share

WIDTH = 560.0
DUE_AXIS, DUE_HEIGHT = 164.0, 134.0
ENDED_AXIS, ENDED_HEIGHT = 174.0, 142.0
GAP = 2.0
BAR_WIDTH, BAR_STEP = 560.0, 52.0


def due_bars(days: Sequence[tuple[date, date, int]], today: date) -> list[dict[str, Any]]:
    """A bar a day; today's stands out."""
    most, step = max((n for _begin, _day, n in days), default=0) or 1, WIDTH / max(len(days), 1)
    return [
        {
            "begin": begin.isoformat(), "end": day.isoformat(), "label": _day_label(day, today), "n": n,
            "tone": "soon" if day == today else "run",
            **_place(at, step, 0.68), "height": _px(DUE_HEIGHT * n / most), "y": _px(DUE_AXIS - DUE_HEIGHT * n / most),
            "above": _px(DUE_AXIS - DUE_HEIGHT * n / most - 6),
        }
        for at, (begin, day, n) in enumerate(days)
    ]  # fmt: skip


def ended_bars(months: Sequence[tuple[date, int, int]]) -> list[dict[str, Any]]:
    """A bar a month: kept below, missed on top of it."""
    most, step = max((kept + missed for _m, kept, missed in months), default=0) or 1, WIDTH / max(len(months), 1)
    bars = []
    for at, (month, kept, missed) in enumerate(months):
        tall, small = ENDED_HEIGHT * kept / most, ENDED_HEIGHT * missed / most
        top = ENDED_AXIS - tall - GAP - small
        bars.append({
            "begin": month.isoformat(), "end": end_of(month).isoformat(),
            "label": _month_label(month), "kept": kept, "missed": missed, **_place(at, step, 0.6),
            "kept_height": _px(tall), "kept_y": _px(ENDED_AXIS - tall), "missed_height": _px(small),
            "missed_y": _px(top), "above": _px(top - 5), "share": share(kept, missed),
        })  # fmt: skip
    return bars


def stacked(rows: Sequence[Share], most: int = 8) -> dict[str, Any]:
    """A bar a section: counted days, then those the clock stood still; the longest fill the width."""
    shown = [row for row in rows if row.raw][:most]
    longest = max((row.raw for row in shown), default=0) or 1
    bars = []
    for at, row in enumerate(shown):
        net, still = BAR_WIDTH * row.net / longest, BAR_WIDTH * row.paused / longest
        top = BAR_STEP * at
        bars.append({
            "row": row, "text": _px(top + 18), "y": _px(top + 24), "net": _px(net), "still": _px(still),
            "from": _px(net), "below": _px(top + 38),
        })  # fmt: skip
    return {"rows": bars, "height": _px(BAR_STEP * len(bars) or BAR_STEP)}


def share(kept: int, missed: int) -> str:
    """How many of a hundred were in time; of nothing there is no share."""
    return f"{100 * kept / (kept + missed):.1f}%" if kept + missed else "—"


def _month_label(month: date) -> str:
    return date_format(month, "M") if get_language() == "en" else f"{month.month}月"


def _place(at: int, step: float, part: float) -> dict[str, str]:
    x = step * at + step * (1 - part) / 2
    return {"x": _px(x), "width": _px(step * part), "middle": _px(x + step * part / 2)}


def _day_label(day: date, today: date) -> str:
    if day == today:
        return _("今天")
    return f"{day.day} {weekday_mark(day)}"


def _px(value: float) -> str:
    return f"{value:.1f}"
