"""Letters of correction on the stage: the list walked, every item answered, what is left asked once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from approvals.applications import actions, queries
from approvals.applications.models import Application
from approvals.applications.states import CorrectionOrigin, Found, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from envportal.accounts.models import User

# What is asked for first; the second of it is not cured by the answer.
ITEMS = (
    {
        "what": "报告表未附噪声现状监测报告", "rule": "《建设项目环境影响报告表编制技术指南》第4条",
        "remedy": "补交有资质机构出具的监测报告，并在报告表中引用", "point": "attached",
    },
    {
        "what": "公开本与报告表的排放量不一致", "rule": "《环境影响评价公众参与办法》第20条",
        "remedy": "核对后重新上传公开本", "point": "public",
    },
)  # fmt: skip
ANSWERS = ("已补交监测报告，见报告表附件 4。", "已按报告表更正公开本的排放量。")


def ask(pk: int, *, by: User, at: datetime) -> Application:
    """Both items, the rest of the list in order."""
    first: list[Any] = [{**item, "origin": CorrectionOrigin.FIRST, "earlier": None} for item in ITEMS]
    return actions.ask_correction(pk, items=first, checked=_walked(pk, first), by=by, at=at)


def supplement(pk: int, *, answer: str, by: User, at: datetime) -> Application:
    correction = queries.open_correction(Application.objects.get(pk=pk))
    for item, said in zip(correction.items.all() if correction else (), ANSWERS, strict=False):
        actions.answer_item(pk, item=item.pk, answer=said, by=by, at=at)
    return actions.supplement(pk, answer=answer, by=by, at=at)


def ask_again(pk: int, *, why: str, by: User, at: datetime) -> Application:
    """All cured but the last item, which is asked for once more."""
    last = queries.last_correction(Application.objects.get(pk=pk))
    items = list(last.items.all()) if last else []
    *cured, left = items
    verdicts: list[Any] = [{"verdict": Verdict.SETTLED, "why": ""} for _one in cured]
    actions.judge_correction(pk, verdicts=[*verdicts, {"verdict": Verdict.OPEN, "why": why}], by=by, at=at)
    told = {name: getattr(left, name) for name in ("what", "rule", "remedy", "point")}
    again: list[Any] = [{**told, "origin": CorrectionOrigin.UNCURED, "earlier": left.pk}]
    return actions.ask_correction(pk, items=again, checked=_walked(pk, again), by=by, at=at)


def _walked(pk: int, items: Sequence[dict[str, Any]]) -> dict[str, str]:
    bad = {item["point"] for item in items}
    lines = queries.lines_of(Application.objects.get(pk=pk))
    return {line.point: str(Found.DEFECTIVE if line.point in bad else Found.IN_ORDER) for line in lines}
