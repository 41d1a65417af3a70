"""Comments of the public as a piece of a notice's page: the board knows no more of them than this tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from disclosure.board.enums import WITH_WINDOW, Kind
from disclosure.participation.queries.public import heard

if TYPE_CHECKING:
    from disclosure.board.models import Notice

register = template.Library()
TOLD_ON = {*WITH_WINDOW, Kind.DECISION}


@register.inclusion_tag("participation/voices.html")
def voices(notice: Notice) -> dict[str, Any]:
    """How many commented, what may be read of it, and what became of each; 0 is said too."""
    if notice.case is None or notice.kind not in TOLD_ON:
        return {}
    return {"heard": heard(notice.case), "notice": notice}


@register.filter
def tone(disposition: str) -> str:
    return {"adopted": "done", "partly": "soon"}.get(disposition, "idle")
