"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Matter(models.TextChoices):
    """What has a limit, by procedure."""

    # before an application
    PRE_REVIEW = "pre_review", _("申请前审查")
    ZONE_PLAN = "zone_plan", _("开发区规划环评")
    ERRAND = "errand", _("协助向上报批的准备")
    QUESTION_TAKEN = "question_taken", _("咨询承接")
    QUESTION = "question", _("咨询答复")
    QUESTION_HANDOVER = "question_handover", _("咨询移交的接受")
    KNOWLEDGE_REVIEW = "knowledge_review", _("知识条目复核")
    # intake
    OUT_OF_SCOPE = "out_of_scope", _("告知不需要许可或者不属于本机关职权")
    INTAKE = "intake", _("是否受理")
    VOUCHER = "voucher", _("出具受理或者不予受理凭证")
    PERMIT_INTAKE = "permit_intake", _("排污许可申请是否受理")
    HANDOVER = "handover", _("移交审批科室")
    # participation
    FIRST_DISCLOSURE = "first_disclosure", _("首次环境影响评价信息公开")
    DRAFT_COMMENTS = "draft_comments", _("征求意见稿公示")
    DRAFT_COMMENTS_PARK = "draft_comments_park", _("征求意见稿公示（园区简化）")
    PRE_SUBMISSION = "pre_submission", _("报批前公开")
    # notices
    PUBLISH = "publish", _("公示发布")
    ACCEPTANCE_NOTICE = "acceptance_notice", _("受理公示")
    PROPOSED_NOTICE = "proposed_notice", _("拟审批公示")
    DECISION_PUBLICATION = "decision_publication", _("决定公开")
    # decision
    STATUTORY = "statutory", _("法定时限")
    PLEDGED = "pledged", _("承诺时限")
    GENERAL_PERMIT = "general_permit", _("一般行政许可决定")
    JOINT_HANDLING = "joint_handling", _("联合办理决定")
    PRELIMINARY_REVIEW = "preliminary_review", _("下级机关初步审查")
    ASSESSMENT = "assessment", _("技术评估")
    DELIVERY = "delivery", _("送达")
    RE_EXAMINATION = "re_examination", _("满五年未开工的重新审核")
    RENEWAL = "renewal", _("许可延续申请")
    RENEWAL_DECISION = "renewal_decision", _("许可延续决定")
    PERMIT_RENEWAL = "permit_renewal", _("排污许可证延续申请")
    PERMIT_DECISION = "permit_decision", _("排污许可决定")
    PERMIT_SITE_CHECK = "permit_site_check", _("排污许可决定（现场核查）")
    # hearing
    HEARING_REQUEST = "hearing_request", _("听证申请")
    HEARING = "hearing", _("组织听证")
    HEARING_NOTICE = "hearing_notice", _("听证通知")
    HEARING_ANNOUNCEMENT = "hearing_announcement", _("听证公告")
    # filing
    FILING = "filing", _("备案回执")
    # aftercare
    SELF_ACCEPTANCE = "self_acceptance", _("自主验收")
    SELF_ACCEPTANCE_LONG = "self_acceptance_long", _("自主验收（需要调试或者整改）")
    ACCEPTANCE_REPORT = "acceptance_report", _("公开验收报告")
    ACCEPTANCE_REPORT_WINDOW = "acceptance_report_window", _("验收报告公示")
    PLATFORM_ENTRY = "platform_entry", _("登录全国平台填报验收信息")
    COMPLETION_CHECK = "completion_check", _("竣工环保验收（由本局验收的年份）")
    # enforcement
    CASE_FILING = "case_filing", _("立案审批")
    PENALTY_DECISION = "penalty_decision", _("处罚决定")
    PENALTY_DEFENCE = "penalty_defence", _("陈述申辩")
    PENALTY_HEARING_REQUEST = "penalty_hearing_request", _("处罚听证申请")
    PENALTY_HEARING_NOTICE = "penalty_hearing_notice", _("处罚听证通知")
    PENALTY_SERVICE = "penalty_service", _("处罚决定书送达")
    FINE_PAYMENT = "fine_payment", _("缴纳罚款")
    PENALTY_WITHDRAWAL = "penalty_withdrawal", _("撤回已公开的处罚信息")
    EVIDENCE = "evidence", _("先行登记保存证据的处理")
    MONITORING_REPORT = "monitoring_report", _("出具监测报告")
    CORRECTION_ORDER = "correction_order", _("责令改正违法行为")
    RE_INSPECTION = "re_inspection", _("复查")
    SEALING = "sealing", _("查封扣押")
    RANDOM_RESULT = "random_result", _("公开抽查结果")
    # incidents
    INCIDENT_MAJOR = "incident_major", _("重大以上事件报告")
    INCIDENT_GENERAL = "incident_general", _("一般和较大事件报告")
    INCIDENT_PROVINCE = "incident_province", _("省级核实并报告")
    # petitions
    PETITION_ROUTING = "petition_routing", _("信访事项转办告知")
    PETITION_REPLY = "petition_reply", _("信访事项办结")
    PETITION_REVIEW_REQUEST = "petition_review_request", _("信访复查申请")
    PETITION_REVIEW = "petition_review", _("信访复查答复")
    PETITION_RECHECK_REQUEST = "petition_recheck_request", _("信访复核申请")
    PETITION_RECHECK = "petition_recheck", _("信访复核答复")
    PETITION_SUPERVISED = "petition_supervised", _("三次不满意的督办")
    # hotline
    HOTLINE_ACCEPTANCE = "hotline_acceptance", _("举报受理告知")
    HOTLINE_TRANSFER = "hotline_transfer", _("举报转交")
    HOTLINE_REPLY = "hotline_reply", _("举报办结")
    HOTLINE_ORDER = "hotline_order", _("12345 工单办结")
    # information
    INFORMATION_CONFIRM = "information_confirm", _("信息公开申请确认收到")
    INFORMATION_CLARIFY = "information_clarify", _("信息公开申请补正告知")
    INFORMATION_CLARIFIED = "information_clarified", _("申请人补正")
    INFORMATION_REPLY = "information_reply", _("信息公开申请答复")
    INFORMATION_THIRD_PARTY = "information_third_party", _("第三方意见")
    INFORMATION_PROACTIVE = "information_proactive", _("主动公开")
    # fees
    FEE_OBJECTION = "fee_objection", _("排污费核定异议")
    FEE_RECHECK = "fee_recheck", _("排污费复核")
    FEE_PAYMENT = "fee_payment", _("缴纳排污费")
    TAX_DECLARATION = "tax_declaration", _("环境保护税按季申报")
    TAX_EVENT = "tax_event", _("环境保护税按次申报")
    TAX_RECHECK = "tax_recheck", _("税务机关提请复核的答复")
    # remedies
    RECONSIDERATION = "reconsideration", _("申请行政复议")
    LAWSUIT = "lawsuit", _("提起行政诉讼")
    SUPERVISION_COMPLAINT = "supervision_complaint", _("监察投诉")
    # accountability
    ACCOUNT_ANSWER = "account_answer", _("错案追究：本人说明")
    ACCOUNT_DECISION = "account_decision", _("错案追究：认定")
    ACCOUNT_APPEAL = "account_appeal", _("错案追究：申请复核")
    ACCOUNT_REVIEW = "account_review", _("错案追究：复核")
    RATING_CALL = "rating_call", _("差评回访")


# The first matter of each procedure, in the order of the enum: a list of matters is read under these headings.
PROCEDURES = {
    Matter.PRE_REVIEW: _("申请以前"),
    Matter.OUT_OF_SCOPE: _("收件与受理"),
    Matter.FIRST_DISCLOSURE: _("建设单位的公众参与"),
    Matter.PUBLISH: _("本局公示"),
    Matter.STATUTORY: _("审查与决定"),
    Matter.HEARING_REQUEST: _("听证"),
    Matter.FILING: _("登记表备案"),
    Matter.SELF_ACCEPTANCE: _("建设与竣工验收"),
    Matter.CASE_FILING: _("执法与处罚"),
    Matter.INCIDENT_MAJOR: _("突发环境事件"),
    Matter.PETITION_ROUTING: _("信访"),
    Matter.HOTLINE_ACCEPTANCE: _("12369 举报"),
    Matter.INFORMATION_CONFIRM: _("政府信息公开"),
    Matter.FEE_OBJECTION: _("排污费与环境保护税"),
    Matter.RECONSIDERATION: _("救济与监督"),
    Matter.ACCOUNT_ANSWER: _("错案追究与差评回访"),
}


class Ground(models.TextChoices):
    """Why days do not count."""

    EXPERT_REVIEW = "expert_review", _("专家评审")
    TECHNICAL_ASSESSMENT = "technical_assessment", _("技术评估")
    HEARING = "hearing", _("听证")
    ACCEPTANCE_NOTICE = "acceptance_notice", _("受理公示")
    PROPOSED_NOTICE = "proposed_notice", _("拟审批公示")
    REVISION = "revision", _("修改环评文件")
    OTHER_BODY = "other_body", _("其他机关办理")
    MONITORING = "monitoring", _("监测")
    APPRAISAL = "appraisal", _("鉴定")
    ANNOUNCEMENT = "announcement", _("公告")
    SUSPENSION = "suspension", _("中止办理")
    SERVICE = "service", _("送达期间")
    THIRD_PARTY = "third_party", _("征求第三方意见")


class Unit(models.TextChoices):
    WORKING_DAY = "working_day", _("工作日")
    CALENDAR_DAY = "calendar_day", _("日")
    HOUR = "hour", _("小时")
    MONTH = "month", _("个月")
    YEAR = "year", _("年")


# The two limits of a decision on an application: the statute's, and the one the bureau promised.
DECIDING = (Matter.STATUTORY, Matter.PLEDGED)


class Direction(models.TextChoices):
    AFTER = "after", _("之后")
    BEFORE = "before", _("之前")


class Anchor(models.TextChoices):
    """The event a limit runs from, or up to."""

    RECEIVED = "received", _("收件")
    ACCEPTED = "accepted", _("受理")
    PUBLISHED = "published", _("公示发布")
    SUBMITTED_TO_BOARD = "submitted_to_board", _("送公示")
    SERVED = "served", _("告知送达")
    DECIDED = "decided", _("作出决定")
    FILED = "filed", _("备案")
    REQUESTED = "requested", _("提出听证申请")
    HEARING = "hearing", _("举行听证")
    ENGAGED = "engaged", _("委托编制")
    ENTRUSTED = "entrusted", _("委托评估")
    PERMIT_ENDS = "permit_ends", _("有效期届满")
    COMPLETED = "completed", _("设施竣工")
    REPORT_FINISHED = "report_finished", _("验收报告编制完成")
    WINDOW_CLOSED = "window_closed", _("公示期满")
    DISCOVERED = "discovered", _("发现")
    CASE_FILED = "case_filed", _("立案")
    PRESERVED = "preserved", _("登记保存")
    ORDERED = "ordered", _("下达监测任务")
    MONITORED = "monitored", _("取得监测报告")
    SEALED = "sealed", _("查封扣押")
    REVOKED = "revoked", _("决定被撤销或者变更")
    REPORTED = "reported", _("接到报告")
    APPLIED = "applied", _("收到申请")
    PRODUCED = "produced", _("信息形成")
    TAXED = "taxed", _("纳税义务发生")
    KNOWN = "known", _("知道行政行为")
    QUARTER_END = "quarter_end", _("季度终了")


class Expiry(models.TextChoices):
    """What the end of a limit does by itself."""

    NOTHING = "nothing", _("无")
    DEEMED_ACCEPTANCE = "deemed_acceptance", _("视为受理")
    DEEMED_RENEWAL = "deemed_renewal", _("视为准予延续")
    RED_CARD = "red_card", _("红牌，不视为批准")
    WINDOW_CLOSES = "window_closes", _("期满")


class Evidence(models.TextChoices):
    """How well the text of the article was seen before it was entered."""

    TEXT = "T", _("已读条文")
    EXCERPT = "E", _("见于摘录")
    MEMORY = "M", _("未核对")


class DayEnds(models.TextChoices):
    """When the last day is over: online at midnight, at the counter when it closes (民法典 §203)."""

    MIDNIGHT = "midnight", _("二十四时")
    CLOSING = "closing", _("下班时间")


class DayStatus(models.TextChoices):
    GAZETTED = "gazetted", _("已公布")
    PROVISIONAL = "provisional", _("暂定")
    LOCAL = "local", _("本地")


class ClockState(models.TextChoices):
    """Stored state; `paused` means a pause without an end, whose last day nobody knows yet."""

    RUNNING = "running", _("计时中")
    PAUSED = "paused", _("暂停中")
    STOPPED = "stopped", _("已办结")


class EventKind(models.TextChoices):
    STARTED = "started", _("起算")
    PAUSED = "paused", _("暂停")
    RESUMED = "resumed", _("恢复")
    EXTENDED = "extended", _("延长")
    STOPPED = "stopped", _("终止")
    VOIDED = "voided", _("更正")


# A running or a paused clock still has to end.
OPEN_STATES = (ClockState.RUNNING, ClockState.PAUSED)
# What a variant of a rule is called; a kind of document nobody named here is shown as it is stored.
VARIANTS = {
    "report": _("报告书"), "table": _("报告表"), "registration": _("登记表"), "simple": _("简单咨询"),
    "other": _("其他咨询"),
}  # fmt: skip
