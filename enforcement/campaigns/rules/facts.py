"""The notice of a campaign: named as the form of the board names its fields (disclosure/board/data/fields.csv)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from enforcement.campaigns.rules.kinds import kind_of
from enforcement.campaigns.states import Indicator, Pace

if TYPE_CHECKING:
    from enforcement.campaigns.models import Campaign


def facts_of(campaign: Campaign, told: dict[str, Any], digest: str) -> dict[str, str]:
    kind, reached = kind_of(campaign.kind), told["standing"]
    case = campaign.case
    facts = {
        "行动名称": case.title,
        "种类": kind.name,
        "范围": f"{kind.target} {reached['listed']} 个，涉及 {len(told['townships'])} 个乡镇街道",
        "时间": f"{campaign.from_on:%Y-%m-%d} 至 {campaign.to_on:%Y-%m-%d}",
        "依据": campaign.basis,
        "责任科室": case.section.name if case.section else "",
        "目标": _aim(campaign, kind.indicator),
        "主要措施": campaign.measures,
        "截至": told["as_of"],
        "清单": f"曾列入 {reached['listed']}，批准移出 {reached['removed']}，现有 {reached['kept']}",
        "进度": (
            f"现场核实 {reached['verified']}，待核实 {reached['reported']}，正在做 {reached['under_way']}，"
            f"未开始 {reached['not_begun']}，延期 {reached['postponed']}，不再实施 {reached['dropped']}，"
            f"逾期 {reached['late']}"
        ),
        "完成率": f"{_percent(reached['rate'])}（移出的不计），{_percent(reached['rate_ever'])}（移出的也计）",
        "对照目标": f"{Pace(reached['pace']).label}：时间过去 {reached['time']}%，均匀推进应达 {reached['planned']}%",
        "内容和结果": _result(campaign, kind.indicator, told),
        "清单和逐个进度": f"/campaigns/{campaign.pk}/",
        "本版数据的 SHA-256": digest,
    }
    return {label: text for label, text in facts.items() if text}


def _percent(text: str) -> str:
    return f"{text}%" if text else "—"


def _aim(campaign: Campaign, indicator: str) -> str:
    words = f"{Indicator(indicator).label} {campaign.target_rate.normalize():f}%"
    if campaign.reduction_aim is not None:
        of = campaign.get_pollutant_display() if campaign.pollutant else ""
        words += f"，减排{of} {campaign.reduction_aim.normalize():f} {campaign.reduction_unit}"
    return f"{words}；{campaign.aim}" if campaign.aim else words


def _result(campaign: Campaign, indicator: str, told: dict[str, Any]) -> str:
    reached, closing = told["standing"], told["closing"]
    if not closing:
        counted = f"{Indicator(indicator).label} {_percent(reached['counted'])}"
        reduced = f"，核实减排 {reached['reduction_found']} {campaign.reduction_unit}"
        return counted + (reduced if campaign.reduction_aim is not None else "")
    verdict = "达到目标" if closing["is_met"] else f"没有达到目标。原因：{closing['missed_why']}"
    onward = f" 没有完成的：{closing['onward']}" if closing["onward"] else ""
    return f"{closing['words']} {verdict}{onward}"
