"""信访件办理结果一览表: the nine columns go to the board; another person publishes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.board import board
from enforcement.petitions import queries, rules
from enforcement.petitions.actions.common import locked, note
from enforcement.petitions.actions.intake import CHINESE
from enforcement.petitions.actions.wording import nameless
from enforcement.petitions.guards import NotPossible
from enforcement.petitions.states import Finding
from envportal.audit import log

if TYPE_CHECKING:
    from datetime import datetime

    from enforcement.petitions.models import Petition
    from envportal.accounts.models import User

# The board is Chinese whoever hands in.
FOUND = {
    Finding.TRUE: "属实", Finding.MOSTLY: "基本属实", Finding.PARTLY: "部分属实", Finding.NOT: "不属实",
}  # fmt: skip


@transaction.atomic
def submit_result(
    pk: int, *, problem: str, found: str, done: str, responsible: str, by: User, at: datetime, key: str = ""
) -> Petition:  # fmt: skip
    """送公示: 序号 is the place in the list; a merged one names the other, and the other it."""
    petition, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return petition
    rules.require("submit_result", by, petition, on)
    texts = (problem, found, done, responsible, petition.division)
    problem, found, done, responsible, division = nameless(petition, *texts, by=by, at=at)
    answer = queries.last_answer(petition)
    if answer is None:
        raise NotPossible(_("答复以后才能公开办理结果。"))
    facts = {
        "受理编号": petition.case.number or "", "交办问题基本情况": problem, "行政区域": division,
        "污染类型": "、".join(CHINESE[one] for one in petition.pollutions), "调查核实情况": found,
        "是否属实": FOUND[Finding(answer.finding)], "处理和整改情况": done, "责任人被处理情况": responsible,
        "与哪件重复": repeats(petition),
    }  # fmt: skip
    title = f"信访件 {petition.case.number} 办理结果"
    board.submit(
        petition.case, board.Kind.PETITION_RESULT, title=title, facts=facts, document_kind="", by=by, at=at
    )  # fmt: skip
    note(petition, "result_submitted", by=by, at=at, key=key)
    return petition


def repeats(petition: Petition) -> str:
    """与哪件重复: seen from either side."""
    others = [petition.merged_into] if petition.merged_into else queries.merged_with(petition)
    numbers = "、".join(other.case.number or "" for other in others)
    return f"与{numbers}重复，一并办理" if numbers else ""
