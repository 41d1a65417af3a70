"""An approval whose end is proposed and decided, for tests."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from approvals.applications import actions
from tests.builders import moment, one_time_code

if TYPE_CHECKING:
    from datetime import datetime

    from approvals.applications.models import Application, Revocation
    from tests.world import World

FACTS = "报告表所附的监测报告系伪造，监测单位已书面确认。"
# Proposed on Thursday 5 November 2026 and served in the portal at once: five working days end on the 12th.
BEGUN, LAST, AFTER = moment("2026-11-05"), date(2026, 11, 12), moment("2026-11-13")


def propose(of: World, approved: Application, ground: str = "deceit", at: datetime = BEGUN, **told: Any) -> Revocation:
    told = {"facts": FACTS, "rests_on": "", **told}
    actions.propose_revocation(approved.pk, ground=ground, by=of.officer, at=at, **told)
    return approved.revocations.latest("pk")


def end(of: World, approved: Application, at: datetime = AFTER, reason: str = "", **more: Any) -> Application:
    by = more.pop("by", of.leader)
    return actions.end_approval(approved.pk, code=one_time_code(at), reason=reason, by=by, at=at, **more)
