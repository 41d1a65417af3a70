"""Steps and hands in the words and shapes the components draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from envportal.web.templatetags import days

if TYPE_CHECKING:
    from datetime import date

    from disclosure.board.queries.life import Step


def told(steps: list[Step]) -> list[dict[str, str]]:
    shapes = []
    for step in steps:
        first, second = (when(step), step.note) if when(step) else (step.note, "")
        shapes.append({"name": step.name, "when": first, "note": second, "state": step.state})
    return shapes


def when(step: Step) -> str:
    """9月14日, 9月24日—30日, 最迟 10月21日."""
    if step.latest:
        return _("最迟 %(day)s") % {"day": bare(step.latest)}
    if step.since and step.until and step.since != step.until:
        return days.span(step.since, step.until)
    if step.since:
        return bare(step.since)
    return ""


def bare(day: date) -> str:
    """A day among others: without its weekday and its year."""
    return days.brief(day)
