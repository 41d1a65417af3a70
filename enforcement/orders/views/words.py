"""What the steps and the events of this room are called on its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

EVENTS: dict[str, _StrPromise] = {
    "order_drafted": _("起草责令改正决定"), "order_signed": _("签发责令改正决定"),
    "correction_reported": _("企业报告改正"), "order_re_inspected": _("复查"),
    "order_renewed": _("再次责令改正"), "order_ended": _("不再执行"), "daily_penalty_opened": _("提请按日连续处罚"),
    "letter_service_recorded": _("登记送达"), "letter_not_reached": _("登记没有送达"),
    "letter_service_put_right": _("更正送达登记"), "penalty_opened": _("登记线索"), "penalty_filed": _("立案"),
    "penalty_not_filed": _("不予立案"), "penalty_extended": _("延长期限"),
    "extension_discussion_called": _("提请集体讨论继续延期"), "evidence_added": _("取得证据"),
    "evidence_settled": _("处理登记保存的证据"), "person_case_opened": _("登记责任人员"),
    "wait_asked": _("申请扣除期限"),
    "wait_confirmed": _("确认扣除期限"), "wait_declined": _("不同意扣除期限"),
    "wait_ended": _("恢复计时"), "penalty_proposed": _("提出处罚建议"),
    "penalty_sent_back": _("退回补充调查"), "penalty_notified": _("制发事先告知书"),
    "defence_received": _("收到陈述申辩"), "defence_answered": _("复核陈述申辩"), "hearing_asked": _("要求听证"),
    "hearing_arranged": _("通知听证"), "hearing_minuted": _("听证笔录"), "hearing_withdrawn": _("撤回听证申请"),
    "penalty_reviewed": _("法制审核"), "discussion_called": _("提交集体讨论"), "leader_spoke": _("负责人发表意见"),
    "discussion_concluded": _("集体讨论形成结论"), "penalty_decided": _("作出处罚决定"),
    "penalty_spared": _("不予处罚"), "penalty_dropped": _("撤销立案"), "penalty_transferred": _("移送公安机关"),
    "transfer_answered": _("登记公安机关回复"), "more_time_asked": _("申请暂缓或者分期缴纳"),
    "more_time_answered": _("答复暂缓或者分期缴纳"), "fine_paid": _("登记缴款"), "payment_urged": _("催告"),
    "court_asked": _("申请法院强制执行"), "penalty_closed": _("结案"), "repair_asked": _("申请信用修复"),
    "payment_taken_back": _("冲回缴款登记"), "remedy_recorded": _("登记复议或者诉讼"),
    "remedy_ended": _("登记复议或者诉讼结果"), "display_ended": _("撤回公示"),
    "repair_answered": _("答复信用修复"), "sealing_drafted": _("起草查封扣押决定"), "sealed": _("批准查封扣押"),
    "sealing_declined": _("没有批准查封扣押"), "sealing_extended": _("延长查封扣押"),
    "sealing_lifted": _("解除查封扣押"), "yellow_card_opened": _("黄牌"), "red_card_opened": _("红牌"),
}  # fmt: skip
# What a party reads of its own case: what it did, and what it was told.
OF_PARTY = frozenset({
    "order_signed", "correction_reported", "order_re_inspected", "order_renewed", "order_ended",
    "letter_service_recorded", "letter_service_put_right", "penalty_notified", "defence_received",
    "defence_answered", "hearing_asked", "hearing_arranged", "hearing_minuted", "hearing_withdrawn",
    "penalty_decided", "penalty_spared",
    "penalty_dropped", "more_time_asked", "more_time_answered", "fine_paid", "payment_urged", "penalty_closed",
    "payment_taken_back", "remedy_recorded", "remedy_ended", "display_ended", "repair_asked", "repair_answered",
    "sealed", "sealing_extended", "sealing_lifted",
})  # fmt: skip
SMALL = ("reason", "words", "what", "letter", "paper", "answer", "why", "reply")
