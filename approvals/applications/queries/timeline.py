"""What happened to an application, in words for a page, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from disclosure.board.enums import Kind as NoticeKind
from envportal.audit import log
from envportal.supervision.enums import Reason as CardReason

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from approvals.applications.models import Application
    from envportal.audit.models import Event

# Event of the log → its sentence. What is not here is a detail of the sealed log and stays out of the timeline.
WORDS: dict[str, str | _StrPromise] = {
    "submitted": _("网上收件"),
    "supplemented": _("补正材料已收到，重新起算"),
    "correction_asked": _("一次性告知补正"),
    "replied_same_day": _("当天答复：不需要办理环评"),
    "same_day_unfinished": _("当天没有办完"),
    "correction_judged": _("逐项认定补正"),
    "later_material_filed": _("补交承诺后补的材料"),
    "late_defects_noted": _("受理，迟提的缺陷在审查中处理"),
    "declined": _("不予受理"),
    "accepted": _("受理，转入审查"),
    "accepted_by_silence": _("逾期未告知，视为自收件之日起受理"),
    "acceptance_completed": _("补发受理通知书和受理公示"),
    "screening_answered": _("判断准入规则"),
    "catalogue_overruled": _("改判环评文件类别"),
    "screening_facts_corrected": _("更正准入筛查的事实"),
    "meeting_item_reopened": _("会审会重新讨论"),
    "revision_asked": _("请申请人修改文件"),
    "revision_answered": _("提交修改后的文件"),
    "revision_judged": _("认定修改情况"),
    "revision_called_off": _("取消修改"),
    "experts_drawn": _("随机抽取专家"),
    "expert_opinion_taken_in": _("录入专家的书面意见"),
    "experts_joined": _("专家组意见提交"),
    "experts_fewer": _("减少专家组人数"),
    "experts_closed": _("专家组终止"),
    "departments_asked": _("征求部门意见"),
    "department_answered": _("部门答复"),
    "department_called_off": _("撤回征求意见"),
    "conditions_pushed": _("批准条件推送监管部门"),
    "conditions_received": _("监管部门签收批准条件"),
    "taken": _("审批科室接收"),
    "assigned": _("改派经办人"),
    "expert_review_commissioned": _("提出专家评审，待科室负责人确认"),
    "expert_review_started": _("特殊环节告知书发出，专家评审开始"),
    "expert_review_called_off": _("专家评审取消，时限恢复"),
    "expert_opinion_filed": _("专家评审意见提交，时限恢复"),
    "assessment_commissioned": _("提出技术评估，待科室负责人确认"),
    "assessment_started": _("特殊环节告知书发出，技术评估开始"),
    "assessment_called_off": _("技术评估取消，时限恢复"),
    "assessment_filed": _("技术评估报告提交，时限恢复"),
    "opinion_written": _("提出审查意见"),
    "zone_total_freed": _("释放占用的开发区总量"),
    "zone_placed": _("核对所在开发区"),
    "quota_reserved": _("预留总量指标"),
    "quota_need_set": _("核定需要的总量指标"),
    "quota_replaced": _("用减排量替代"),
    "quota_committed": _("核定总量指标"),
    "quota_released": _("释放总量指标"),
    "comments_considered": _("公众意见归并处理"),
    "went_on": _("公众意见带理由继续"),
    "hearing_requested": _("收到听证申请"),
    "hearing_request_refused": _("听证申请逾期，不予组织"),
    "hearing_request_withdrawn": _("听证申请撤回"),
    "hearing_confirmed": _("特殊环节告知书发出，决定组织听证"),
    "hearing_arranged": _("听证通知书发出"),
    "hearing_held": _("听证笔录签字登记，时限恢复"),
    "hearing_ended": _("听证不再举行，时限恢复"),
    "opinion_confirmed": _("听证后维持审查意见"),
    "legal_review_asked": _("送法制审核"),
    "legally_reviewed": _("法制审核结论"),
    "meeting_required": _("按规则须上会审会"),
    "meeting_asked": _("提请会审"),
    "put_on_agenda": _("列入会审会议程"),
    "taken_off_agenda": _("撤下会审会议题"),
    "meeting_postponed": _("会审会改期"),
    "meeting_resolved": _("会审会已有结论"),
    "meeting_minuted": _("会审会纪要确认"),
    "went_without_meeting": _("不等会审会"),
    "green_asked": _("提出进入绿色通道"),
    "green_granted": _("进入绿色通道"),
    "green_declined": _("不同意进入绿色通道"),
    "green_ended": _("退出绿色通道"),
    "went_against_meeting": _("签发人不采纳会审结论"),
    "parts_coincided": _("审查和科室审核由同一人办理"),
    "proposed": _("拟审批，送公示"),
    "notice_published": _("公示发布"),
    "notice_withdrawn": _("公示撤回"),
    "letter_void_proposed": _("提出文书作废"),
    "letter_void_declined": _("文书不作废"),
    "letter_voided": _("文书作废"),
    "service_recorded": _("文书送达"),
    "service_failed": _("文书没有送达"),
    "service_corrected": _("送达登记更正"),
    "letter_read": _("文书签收"),
    "sent_back": _("退回审查"),
    "extended": _("承诺时限延长"),
    "approved": _("批准"),
    "refused": _("不予批准"),
    "revocation_proposed": _("提出终止批准"),
    "revocation_answered": _("建设单位陈述申辩"),
    "revocation_heard": _("终止批准的听证举行"),
    "revocation_dropped": _("决定不终止批准"),
    "approval_revoked": _("撤销批准"),
    "approval_recalled": _("撤回批准"),
    "approval_cancelled": _("注销批准"),
    "withdrawn": _("撤回"),
    "returned": _("退回补做公众参与"),
    "terminated": _("终止办理"),
    "transferred": _("转送有权机关"),
    "handed_over": _("转办备案"),
    "filed": _("备案"),
    "filing_mended": _("更正备案号"),
    "filing_checked": _("备案核查"),
    "yellow_card_opened": _("黄牌"),
    "red_card_opened": _("红牌"),
    "extension_without_effect": _("延期告知书送达，承诺时限不再延长"),
    "card_removed": _("消牌"),
}
# What holds the bureau to its limits, and how it comes to its mind: told inside only.
INSIDE = {
    "yellow_card_opened", "red_card_opened", "card_removed", "meeting_required", "meeting_asked", "put_on_agenda",
    "taken_off_agenda", "meeting_postponed", "meeting_resolved", "meeting_minuted", "went_against_meeting",
    "went_without_meeting",
    "meeting_item_reopened", "green_asked", "green_declined", "legal_review_asked", "legally_reviewed",
    "department_called_off", "expert_opinion_taken_in",
}  # fmt: skip
DETAILS = ("before", "number", "letter", "reason", "to", "experts", "signed", "meeting", "delegation")


@dataclass(frozen=True)
class Line:
    """One entry of a timeline."""

    at: datetime
    verb: object
    text: str
    small: str


def timeline(application: Application, *, inside: bool = True) -> list[Line]:
    """All of it for the desk; for the applicant without cards and meetings."""
    shown = WORDS.keys() if inside else WORDS.keys() - INSIDE
    events = [event for event in log.history(application.case) if event.name in shown]
    return [_line(event) for event in reversed(events)]


def _line(event: Event) -> Line:
    facts = event.facts
    details = " · ".join(_detail(facts[name]) for name in DETAILS if isinstance(facts.get(name), str))
    who = event.actor_name or _("系统")
    acting = str(_("%(who)s 代 %(whom)s") % {"who": who, "whom": event.acting_for} if event.acting_for else who)
    return Line(event.at, _verb(event), acting, details)


def _detail(text: str) -> str:
    """A fact as it reads; why a card was opened is kept as a code."""
    return str(CardReason(text).label) if text in CardReason.values else text


def _verb(event: Event) -> str:
    """A notice is named by its kind: 拟审批公示发布 rather than 公示发布."""
    kind = event.facts.get("kind")
    if event.name.startswith("notice_") and kind in NoticeKind.values:
        return str(WORDS[event.name]).replace(str(_("公示")), str(NoticeKind(kind).label), 1)
    return str(WORDS[event.name] if event.name != "submitted" or not event.facts.get("signed") else _("窗口收件"))
