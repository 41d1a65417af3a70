"""What a visit tells in a letter, and what everybody reads of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from enforcement.inspections.states import Outcome, Purpose, Result, Signed

if TYPE_CHECKING:
    from enforcement.inspections.models import Visit

# Words of the board's own list of fields (disclosure/board/data/fields.csv).
FOUND = {
    Outcome.CLEAN: "未发现问题",
    Outcome.ADVISED: "发现问题",
    Outcome.ORDERED: "发现问题",
    Outcome.GONE: "尚未检查",
}
KINDS = {Purpose.RANDOM: "双随机一公开", Purpose.CAMPAIGN: "专项检查"}


def people(visit: Visit) -> list[str]:
    rows = visit.people.select_related("user")
    return [f"{one.user.name}（执法证号 {one.certificate}）" for one in rows]


def feedback(visit: Visit) -> dict[str, object]:
    """The fields of the feedback letter."""
    bad = visit.findings.filter(result=Result.NOT).select_related("item").order_by("item__check_list", "item__number")
    advice = [
        {"text": one.text, "owner": one.owner, "due_on": f"{one.due_on.year}年{one.due_on.month}月{one.due_on.day}日"}
        for one in visit.advice.order_by("number")
    ]
    return {
        "visited": visit.case.enterprise.name if visit.case.enterprise else "", "visit_on": visit.day,
        "inspectors": people(visit), "seen": visit.seen, "pointed_out": visit.pointed_out,
        "not_met": [f"{one.item.text}：{one.words}" for one in bad], "advice": advice, "signed": _signed(visit),
        "delayed": _late(visit),
    }  # fmt: skip


def _signed(visit: Visit) -> str:
    if visit.signed == Signed.REFUSED:
        return f"企业在场人员拒绝签字，由检查人员{visit.witnesses}注明"
    if visit.signed == Signed.NOBODY:
        return f"现场无人在场，由检查人员{visit.witnesses}注明"
    return f"企业在场人员{visit.signer}已签字"


def _late(visit: Visit) -> str:
    if not visit.feedback_is_late or visit.left_at is None:
        return ""
    left = timezone.localtime(visit.left_at)
    return f"检查人员于{left.month}月{left.day}日 {left:%H:%M} 离开现场，本反馈晚于检查当日作出"


def public_facts(visit: Visit) -> dict[str, str]:
    """What is published of the result: no names of persons, of neither side."""
    purposes = list(dict.fromkeys(one.purpose for one in visit.demands.order_by("pk")))
    kinds = [KINDS[Purpose(one)] for one in purposes if Purpose(one) in KINDS]
    enterprise = visit.case.enterprise
    joined = "部门联合检查" if len({one.section_id for one in visit.demands.all()}) > 1 else "日常检查"
    advised = visit.advice.count()
    return {
        "任务名称": visit.case.title, "检查类别": kinds[0] if kinds else joined,
        "抽查事项": "；".join(dict.fromkeys(str(Purpose(one).label) for one in purposes)),
        "检查对象": enterprise.name if enterprise else "", "统一社会信用代码": enterprise.uscc if enterprise else "",
        "方式": "现场", "检查部门": visit.case.bureau.name, "检查日期": visit.day.isoformat(),
        "检查结果": FOUND[Outcome(visit.outcome)], "问题记录": visit.pointed_out,
        "后续处理": f"提出建议 {advised} 条，逐条跟踪" if advised else "",
    }  # fmt: skip
