"""A correction letter as the window sends it, and its answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from approvals.applications import actions
from approvals.applications.guards import Item
from approvals.applications.models import Application
from approvals.applications.queries.checklist import lines_of
from approvals.applications.states import CorrectionOrigin, Found
from envportal.accounts.models import User

# What a correction letter asks for.
ITEM: Item = {
    "what": "缺监测报告", "rule": "报告表编制技术指南", "remedy": "补充", "point": "attached", "origin": "first",
    "earlier": None,
}  # fmt: skip


def walked(application: Application, items: list[Item]) -> dict[str, str]:
    """The check list of an application with defects where items are, all else in order."""
    bad = {item["point"] for item in items}
    return {line.point: str(Found.DEFECTIVE if line.point in bad else Found.IN_ORDER) for line in lines_of(application)}


def ask_correction(pk: int, *, items: list[Item], by: User, at: datetime, key: str = "") -> Application:
    """The list walked and the letter sent; before a further one, nothing of the last is found cured."""
    application = Application.objects.get(pk=pk)
    last = application.corrections.filter(answered_on__isnull=False).order_by("round").last()
    if last is not None and last.judged_at is None:
        verdicts: Any = [{"verdict": "open", "why": "仍然没有"} for _item in last.items.all()]
        actions.judge_correction(pk, verdicts=verdicts, by=by, at=at)
    first = last.items.first() if last else None
    items = [
        {**item, "earlier": first.pk if first and item["origin"] != CorrectionOrigin.FIRST else None} for item in items
    ]
    return actions.ask_correction(pk, items=items, checked=walked(application, items), by=by, at=at, key=key)


def answer_items(pk: int, *, by: User, at: datetime, answer: str = "已补") -> None:
    """Each item of the open letter answered."""
    correction = Application.objects.get(pk=pk).corrections.filter(answered_on=None).first()
    for item in correction.items.all() if correction else []:
        actions.answer_item(pk, item=item.pk, answer=answer, by=by, at=at)


def supplement(pk: int, *, by: User, at: datetime, answer: str = "", key: str = "") -> Application:
    answer_items(pk, by=by, at=at)
    return actions.supplement(pk, answer=answer, by=by, at=at, key=key)
