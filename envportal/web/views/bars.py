"""Bars of a chart as attributes of SVG: widths and heights are no inline style."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

WIDTH = 560.0
ONE_AXIS, ONE_HEIGHT = 164.0, 134.0
TWO_AXIS, TWO_HEIGHT = 174.0, 142.0
GAP = 2.0


def bars(values: Sequence[float], part: float = 0.68) -> list[dict[str, str]]:
    """A bar a value, side by side over the whole width; the largest fills the height."""
    most, step = max(values, default=0) or 1, WIDTH / max(len(values), 1)
    return [
        place(at, step, part) | {
            "height": px(ONE_HEIGHT * value / most), "y": px(ONE_AXIS - ONE_HEIGHT * value / most),
            "above": px(ONE_AXIS - ONE_HEIGHT * value / most - 6),
        }
        for at, value in enumerate(values)
    ]  # fmt: skip


def kept_and_missed(months: Sequence[tuple[date, int, int]]) -> list[dict[str, Any]]:
    """A bar a month: kept below, missed on top of it; `month` is its first day."""
    most, step = max((kept + missed for _m, kept, missed in months), default=0) or 1, WIDTH / max(len(months), 1)
    drawn = []
    for at, (month, kept, missed) in enumerate(months):
        tall, small = TWO_HEIGHT * kept / most, TWO_HEIGHT * missed / most
        top = TWO_AXIS - tall - GAP - small
        drawn.append({
            "month": month, "label": month_label(month), "kept": kept, "missed": missed, **place(at, step, 0.6),
            "kept_height": px(tall), "kept_y": px(TWO_AXIS - tall), "missed_height": px(small),
            "missed_y": px(top), "above": px(top - 5), "share": share(kept, missed),
        })  # fmt: skip
    return drawn


def share(kept: int, missed: int) -> str:
    """How many of a hundred were in time; of nothing there is no share."""
    return f"{100 * kept / (kept + missed):.1f}%" if kept + missed else "—"


def month_label(month: date) -> str:
    return date_format(month, "M") if get_language() == "en" else f"{month.month}月"


def place(at: int, step: float, part: float) -> dict[str, str]:
    """Where the bar number `at` stands in steps of `step`, taking `part` of its step."""
    x = step * at + step * (1 - part) / 2
    return {"x": px(x), "width": px(step * part), "middle": px(x + step * part / 2)}


def px(value: float) -> str:
    return f"{value:.1f}"
