"""A clock's card and the strip that proves its day; built in, so that a template need not load this library."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from envportal.deadlines import clocks, queries
from envportal.deadlines.enums import Unit
from envportal.deadlines.rules import words
from envportal.web.templatetags import days as in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

register = template.Library()
SATURDAY = 5
# A day of the bar of hands, and what is left free at each side of a hand.
# The bar of hands is as wide as its column, whatever the days; between two hands is a little air.
WIDTH, GAP = 1000, 3
A_WEEK = [date(2024, 1, day) for day in range(1, 8)]


@register.inclusion_tag("components/clock.html")
def clock(face: clocks.Face) -> dict[str, Any]:
    """The card of a clock."""
    # No limit ends on a rest day: a due day at a weekend is a make-up working day, and the reader is told so.
    note = _("调休上班") if face.due_on.weekday() >= SATURDAY else ""
    return {"face": face, "left": words.days(face.left, face.unit).partition(" "), "note": note}


@register.inclusion_tag("components/calendar_alarm.html", takes_context=True)
def calendar_alarm(context: template.Context) -> dict[str, Any]:
    """To those who bring in holidays, from 10 December: next year's are not there yet."""
    may = context["request"].may
    concerned = may("calendar.confirm") or may("calendar.import_official")
    return {"year": queries.year_missing(timezone.localdate()) if concerned else None}


@register.inclusion_tag("components/strip.html")
def strip(faces: Sequence[clocks.Face], today: date | None = None, *, printed: bool = False) -> dict[str, Any]:
    """Why this date: the weeks, the legend, the arithmetic and the list of days of one or two clocks."""
    faces = list(faces)
    return {
        "faces": faces,
        "weeks": clocks.strip(faces, today or timezone.localdate()),
        "days": clocks.day_list(faces),
        "two": len(faces) > 1,
        "printed": printed,
        "notices": list(dict.fromkeys(notice for face in faces for notice in face.notices)),
        "weekdays": [(in_words.weekday_name(day), in_words.weekday_mark(day)) for day in A_WEEK],
    }


@register.inclusion_tag("components/hands.html")
def hands(found: clocks.Hands, faces: Sequence[clocks.Face] = ()) -> dict[str, Any]:
    """Who had the case, in order of time, the sums of the parties, and beside them what of it the clocks counted."""
    bars, x = [], 0
    for hand in found.bar:
        bars.append({"hand": hand, "when": words.span(hand.since, hand.until), **_place(x, hand.days, found.days)})
        x += hand.days
    spoken = [f"{hand.name} {words.days(hand.days, Unit.CALENDAR_DAY)}" for hand in found.bar]
    return {"bars": bars, "width": WIDTH, "spoken": _("，").join(spoken), "hands": found, "faces": faces}


def _place(x: int, days: int, of: int) -> dict[str, str]:
    unit = WIDTH / of
    return {"x": f"{unit * x:.1f}", "width": f"{max(unit * days - GAP, GAP):.1f}"}
