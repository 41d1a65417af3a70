"""Bars of the two charts, as attributes of SVG: widths and heights are no inline style."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from envportal.supervision.queries.figures import end_of
from envportal.web.templatetags.days import weekday_mark
from envportal.web.views import bars

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from envportal.supervision.queries.pauses import Share

BAR_WIDTH, BAR_STEP = 560.0, 52.0


def due_bars(days: Sequence[tuple[date, date, int]], today: date) -> list[dict[str, Any]]:
    """A bar a day; today's stands out."""
    drawn = bars.bars([n for _begin, _day, n in days])
    return [
        bar | {
            "begin": begin.isoformat(), "end": day.isoformat(), "label": _day_label(day, today), "n": n,
            "tone": "soon" if day == today else "run",
        }
        for bar, (begin, day, n) in zip(drawn, days, strict=True)
    ]  # fmt: skip


def ended_bars(months: Sequence[tuple[date, int, int]]) -> list[dict[str, Any]]:
    """A bar a month: kept below, missed on top of it, each with the days its list is read for."""
    drawn = bars.kept_and_missed(months)
    return [bar | {"begin": bar["month"].isoformat(), "end": end_of(bar["month"]).isoformat()} for bar in drawn]


def stacked(rows: Sequence[Share], most: int = 8) -> dict[str, Any]:
    """A bar a section: counted days, then those the clock stood still; the longest fill the width."""
    shown = [row for row in rows if row.raw][:most]
    longest = max((row.raw for row in shown), default=0) or 1
    lines = []
    for at, row in enumerate(shown):
        net, still = BAR_WIDTH * row.net / longest, BAR_WIDTH * row.paused / longest
        top = BAR_STEP * at
        lines.append({
            "row": row, "text": bars.px(top + 18), "y": bars.px(top + 24), "net": bars.px(net), "still": bars.px(still),
            "from": bars.px(net), "below": bars.px(top + 38),
        })  # fmt: skip
    return {"rows": lines, "height": bars.px(BAR_STEP * len(lines) or BAR_STEP)}


def _day_label(day: date, today: date) -> str:
    if day == today:
        return _("今天")
    return f"{day.day} {weekday_mark(day)}"
