"""The way of a pre-application review, for tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from approvals.prereview import actions
from approvals.prereview.models import PreReview
from approvals.prereview.states import Outcome
from tests.builders import moment
from tests.remembered import remembered
from tests.world import World

NAME = "年产 6000 万只食品纸容器技改项目"
POINT: actions.PointWords = {
    "what": "选址距居民区不足 50 米",
    "rule": "本市产业布局规划第12条",
    "remedy": "调整平面布置",
}


def typed(**more: str) -> dict[str, str]:
    return {
        "project_name": NAME,
        "place": "青石镇工业东路 18 号",
        "document_kind": "table",
        "question": "选址可行吗？",
        **more,
    }


@remembered
def draft(of: World, at: datetime | None = None, **more: Any) -> PreReview:
    at = at or moment("2026-08-17", "09:00")
    return actions.create_draft(of.owner, of.bureau, by=of.applicant, at=at, **typed(**more))


@remembered
def asked(of: World, at: datetime | None = None, **more: Any) -> PreReview:
    """Handed in on Monday 17 August: to be answered by Monday 31 August."""
    at = at or moment("2026-08-17", "10:00")
    return actions.ask(draft(of, at, **more).pk, by=of.applicant, at=at)


@remembered
def taken(of: World, at: datetime | None = None, **more: Any) -> PreReview:
    return actions.take(asked(of, **more).pk, by=of.officer, at=at or moment("2026-08-18"))


@remembered
def answered(of: World, at: datetime | None = None, outcome: str = Outcome.MEND_FIRST, **more: Any) -> PreReview:
    facts: dict[str, Any] = {"outcome": outcome, "opinion": "总体可行，先改三处。", "points": [POINT]}
    return actions.answer(taken(of, **more).pk, by=of.officer, at=at or moment("2026-08-27"), **facts)
