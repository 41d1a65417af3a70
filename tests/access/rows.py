"""Rules as two people make them, and a cement plant."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from approvals.access import actions
from approvals.access.models import Rule
from tests import world
from tests.builders import moment
from tests.remembered import remembered

if TYPE_CHECKING:
    from datetime import datetime

    from approvals.applications.models import Application
    from tests.world import World

ORDER: dict[str, Any] = {
    "kind": "suspension", "title": "青石镇大气污染物区域限批", "text": "暂停审批青石镇新增氮氧化物排放的建设项目",
    "source": "江原省生态环境厅关于对青石镇实施区域限批的函（江环函〔2026〕77号）", "article": "",
    "dated_on": date(2026, 9, 1),
    "ordered_by": "江原省生态环境厅", "evidence": "T", "industries": "", "area": "青石镇", "unit": "",
    "pollutants": "nox", "sensitive": "", "limit": None, "ratio": None, "outcome": "not_met", "stops": "decision",
    "ground": "1", "refusal": "", "is_retired": False,
}  # fmt: skip
CEMENT: dict[str, Any] = {"project_industry": "C3011", "emission_nox": 12}


@remembered
def rule(of: World, at: datetime | None = None, key: str = "", since: date | None = None, **told: Any) -> Rule:
    """A rule the section head proposed and the leader agreed to."""
    at = at or moment("2026-09-02")
    version = propose(of, at, key, since, **told)
    return actions.agree(version.pk, by=of.leader, at=at)


@remembered
def propose(of: World, at: datetime, key: str = "", since: date | None = None, **told: Any) -> Rule:
    since = since or date(2026, 9, 2)
    why = told.pop("why", "省厅来函")
    return actions.propose(key=key, valid_from=since, why=why, by=of.head, at=at, **{**ORDER, **told})


@remembered
def plant(of: World, **answers: Any) -> Application:
    """A cement plant that emits nitrogen oxides, accepted and taken by its officer."""
    return world.accepted(of, **{**CEMENT, **answers})
