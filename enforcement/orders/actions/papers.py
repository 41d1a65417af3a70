"""Forms the bureau keeps of a penalty case, numbered like letters and served on nobody: 立案审批表, 集体讨论笔录."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enforcement.orders.actions.common import name_of
from enforcement.orders.queries.words import day, yuan
from enforcement.orders.rules import limits
from enforcement.orders.states import About
from envportal.documents import letters
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from datetime import datetime

    from enforcement.orders.models import Discussion, Penalty
    from envportal.accounts.models import User
    from envportal.documents.models import Letter

# The forms are Chinese whoever fills them in.
FILED, NOT_FILED = "同意立案", "不予立案"
VIEWS = {"agree": "同意", "other": "另有意见"}
AGREED = {True: "同意", False: "不同意"}
TOO_LATE = "；形成结论时办案期限已经届满，不再延长"


def file_paper(penalty: Penalty, verdict: str, *, reasons: str = "", by: User, at: datetime) -> Letter:
    """立案审批表: what was found, who handles it, who decided whether the case is filed (行政处罚法第54条)."""
    return _keep(
        penalty, LetterKind.CASE_FILING, by=by, at=at, facts=penalty.facts, found_on=penalty.discovered_on,
        handled_by=penalty.opened_by.name, approved_by=by.name, verdict=verdict, reasons=reasons,
        limitation=_limitation(penalty),
    )  # fmt: skip


def _limitation(penalty: Penalty) -> str:
    if penalty.act_until is None:
        return "违法行为还在继续，追究时效自终了之日起计算"
    last = limits.last_day(penalty.act_until, penalty.is_harmful)
    return f"违法行为于{day(penalty.act_until)}终了，追究时效到{day(last)}"


def discussion_paper(discussion: Discussion, *, is_late: bool = False, by: User, at: datetime) -> Letter:
    """集体讨论笔录: who said what, and what the leaders came to (行政处罚法第57条第二款)."""
    penalty = discussion.penalty
    views = [
        {"name": one.leader.name, "view": VIEWS[one.view], "words": one.words}
        for one in discussion.views.select_related("leader")
    ]
    return _keep(
        penalty, LetterKind.CASE_DISCUSSION, by=by, at=at, called_on=discussion.called_on,
        met_on=discussion.concluded_on, views=views, minutes=discussion.minutes,
        verdict=AGREED[bool(discussion.agreed)] + (TOO_LATE if is_late else ""), recorded_by=by.name,
        **_discussed(discussion),
    )  # fmt: skip


def _discussed(discussion: Discussion) -> dict[str, object]:
    if discussion.about == About.LIMIT:
        what = f"继续延长办案期限 {discussion.days} 个工作日。理由：{discussion.reason}"
        return {"discussed_what": what[:200]}
    amount, penalty = yuan(discussion.amount), discussion.penalty
    return {
        "discussed_what": f"拟处罚款 {amount} 元", "facts": penalty.facts, "law": penalty.law, "amount": amount,
    }  # fmt: skip


def _keep(penalty: Penalty, kind: str, *, by: User, at: datetime, **fields: object) -> Letter:
    about = {
        "party": f"{penalty.party}（{penalty.post}）" if penalty.post else penalty.party,
        "violation": name_of(penalty.violation),
    }
    return letters.issue(penalty.case, kind, to=None, fields={**about, **fields}, by=by, at=at)
