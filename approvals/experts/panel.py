"""The door of this room: whom the last draw seated on a case, and what they say together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from approvals.experts import queries
from approvals.experts.actions import close
from approvals.experts.enums import SITTING
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.cases.models import Case

__all__ = ["PanelStillWrites", "close", "finished", "joint_opinion", "names"]


class PanelStillWrites(Refused):
    """A panel was drawn and has not said yet what it thinks together."""


def names(case: Case) -> str:
    """Who sits on the panel, as the letter on the expert review names them; empty where no panel is at work."""
    drawn = queries.latest(case)
    seats = drawn.seats.all() if drawn and drawn.is_open else []
    return "、".join(seat.expert.name for seat in seats if seat.state in SITTING)


def joint_opinion(case: Case, *, since: datetime | None = None) -> str:
    """What the panel wrote together; of a review asked for later than that it is not the answer."""
    drawn = queries.latest(case)
    if drawn is None or drawn.joint_at is None or (since is not None and drawn.joint_at < since):
        return ""
    return drawn.joint_opinion


def finished(case: Case) -> None:
    """Raise while a panel that was drawn has no joint opinion; nobody waits for one whose review was called off."""
    drawn = queries.latest(case)
    if drawn is not None and drawn.is_open:
        raise PanelStillWrites(_("抽取的专家组还没有提交专家组意见；不再需要的，由科室负责人取消专家评审。"))
