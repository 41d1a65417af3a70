"""The commonest acts in words; what is not among them stands under the name it has in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "accepted": _("受理，转入审查"), "correction_asked": _("一次性告知补正"), "declined": _("不予受理"),
    "acceptance_completed": _("补发受理通知书和受理公示"), "assigned": _("改派经办人"),
    "opinion_written": _("提出审查意见"), "proposed": _("拟审批，送公示"), "approved": _("批准"),
    "refused": _("不予批准"),
    "comments_considered": _("公众意见归并处理"), "departments_asked": _("征求部门意见"),
    "expert_review_commissioned": _("提出专家评审，待科室负责人确认"),
    "expert_review_started": _("特殊环节告知书发出，专家评审开始"), "extended": _("承诺时限延长"),
    "hearing_held": _("听证笔录签字登记，时限恢复"), "legal_review_asked": _("送法制审核"),
    "legally_reviewed": _("法制审核结论"), "notice_published": _("公示发布"), "approval_revoked": _("撤销批准"),
    "letter_service_recorded": _("登记送达"), "letter_service_put_right": _("更正送达登记"),
    "order_drafted": _("起草责令改正决定"), "order_signed": _("签发责令改正决定"), "order_re_inspected": _("复查"),
    "penalty_opened": _("登记线索"), "penalty_filed": _("立案"), "penalty_proposed": _("提出处罚建议"),
    "penalty_reviewed": _("法制审核"), "penalty_notified": _("制发事先告知书"), "penalty_decided": _("作出处罚决定"),
    "penalty_sent_back": _("退回补充调查"), "evidence_added": _("取得证据"), "leader_spoke": _("负责人发表意见"),
    "discussion_concluded": _("集体讨论形成结论"), "remedy_recorded": _("登记复议或者诉讼"),
    "petition_registered": _("登记"), "petition_routed": _("转办"), "petition_accepted": _("受理"),
    "petition_answered": _("答复"), "petition_reopened": _("重新办理"), "petition_settled": _("回访说明"),
    "petition_reviewed": _("复查答复"), "petition_extended": _("准予延长"),
}  # fmt: skip


def act_word(name: str) -> object:
    return ACTS.get(name, name)
