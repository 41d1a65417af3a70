"""What the public reads of a completed project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import override

from approvals.aftercare.queries import known
from approvals.aftercare.states import Step

if TYPE_CHECKING:
    from approvals.aftercare.models import Aftercare, Milestone, Phase


JUDGED = {None: "尚未认定", True: "重大变动", False: "不属于重大变动"}


def completion_facts(care: Aftercare, phase: Phase, published: Milestone) -> dict[str, str]:
    """竣工验收公示: as the board's own form has it; the owner's report stands at the owner's address."""
    of, project, bureau = known(phase), care.case.project, care.case.bureau
    with override("zh-hans"):
        return {
            "项目名称": project.name if project else care.case.title,
            "建设单位": care.owner.name,
            "建设地点": project.place if project else "",
            "乡镇街道": project.division if project else "",
            "原环评批复文号": care.document_number,
            "建设内容": phase.name,
            "变动情况": _changes(care),
            "验收意见": _conclusion(published),
            "竣工日期": _day(of.get(Step.COMPLETED)),
            "调试日期": _day(of.get(Step.TRIAL)),
            "公示开始": published.on.isoformat(),
            "公示截止": published.window_until.isoformat() if published.window_until else "",
            "验收报告": published.link,
            "联系人和异议方式": f"向建设单位或者{bureau.name}提出，{bureau.phone}" if bureau.phone else bureau.name,
        }


def _conclusion(published: Milestone) -> str:
    """What the owner concluded when it published: why a row was put right later is no conclusion."""
    while published.corrects is not None:
        published = published.corrects
    return published.words


def _day(milestone: Milestone | None) -> str:
    return milestone.on.isoformat() if milestone else ""


def _changes(care: Aftercare) -> str:
    return "；".join(f"{one.words}（{JUDGED[one.is_major]}）" for one in care.changes.all()) or "无变动"
