"""The door of this room: whom the last draw seated on a case, and what they say together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from approvals.experts import queries
from approvals.experts.enums import SITTING
from envportal.refusals import Refused

if TYPE_CHECKING:
    from envportal.cases.models import Case

__all__ = ["PanelStillWrites", "finished", "joint_opinion", "names"]


class PanelStillWrites(Refused):
    """A panel was drawn and has not said yet what it thinks together."""


def names(case: Case) -> str:
    """Who sits on the panel, as the letter on the expert review names them; empty where nobody was drawn."""
    drawn = queries.latest(case)
    seats = drawn.seats.all() if drawn else []
    return "、".join(seat.expert.name for seat in seats if seat.state in SITTING)


def joint_opinion(case: Case) -> str:
    drawn = queries.latest(case)
    return drawn.joint_opinion if drawn else ""


def finished(case: Case) -> None:
    """Raise while a panel that was drawn has no joint opinion; a case nobody drew for waits for none."""
    drawn = queries.latest(case)
    if drawn is not None and drawn.joint_at is None:
        raise PanelStillWrites(_("抽取的专家组还没有提交专家组意见；不再需要的，由科室负责人取消专家评审。"))
