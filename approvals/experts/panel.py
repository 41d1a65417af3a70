"""The door of this room: whom the last draw seated on a case, and what they say together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from approvals.experts import queries
from approvals.experts.enums import SITTING

if TYPE_CHECKING:
    from envportal.cases.models import Case

__all__ = ["joint_opinion", "names"]


def names(case: Case) -> str:
    """Who sits on the panel, as the letter on the expert review names them; empty where nobody was drawn."""
    drawn = queries.latest(case)
    seats = drawn.seats.all() if drawn else []
    return "、".join(seat.expert.name for seat in seats if seat.state in SITTING)


def joint_opinion(case: Case) -> str:
    drawn = queries.latest(case)
    return drawn.joint_opinion if drawn else ""
