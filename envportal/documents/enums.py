"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterKind(models.TextChoices):
    """What is served on a party."""

    RECEIPT = "receipt", _("收件回执")
    ACCEPTANCE = "acceptance", _("受理通知书")
    CORRECTION = "correction", _("补正告知书")
    DECLINED = "declined", _("不予受理决定书")
    NOT_NEEDED = "not_needed", _("无需办理环评审批的答复")
    SPECIAL_STEP = "special_step", _("特殊环节告知书")
    EXTENSION = "extension", _("延期告知书")
    PROPOSED = "proposed", _("拟审批公示")
    HEARING_RIGHT = "hearing_right", _("听证告知书")
    HEARING_NOTICE = "hearing_notice", _("听证通知书")
    APPROVAL = "approval_reply", _("批复")
    REFUSAL = "refusal", _("不予批准决定书")
    ENDED = "ended", _("终止办理告知书")
    REVOCATION_NOTICE = "revocation_notice", _("拟终止批准告知书")
    REVOCATION = "revocation", _("终止批准决定书")
    RE_EXAMINATION = "re_examination", _("重新审核答复")
    FILING_RECEIPT = "filing_receipt", _("备案回执")
    FILING_CHECK = "filing_check", _("备案核查告知书")
    MINUTES = "minutes", _("会审会纪要")
    CORRECTION_ORDER = "correction_order", _("责令改正违法行为决定书")
    PENALTY_NOTICE = "penalty_notice", _("行政处罚事先告知书")
    PENALTY_HEARING = "penalty_hearing", _("行政处罚听证通知书")
    PENALTY_DECISION = "penalty_decision", _("行政处罚决定书")
    DAILY_PENALTY = "daily_penalty", _("按日连续处罚决定书")
    NO_PENALTY = "no_penalty", _("不予行政处罚决定书")
    PAYMENT_REPLY = "payment_reply", _("缓缴分期缴纳罚款通知书")
    PAYMENT_REFUSED = "payment_refused", _("不予缓缴分期缴纳罚款通知书")
    PAYMENT_URGED = "payment_urged", _("履行催告书")
    CASE_DROPPED = "case_dropped", _("撤销立案告知书")
    CASE_FILING = "case_filing", _("立案审批表")
    CASE_DISCUSSION = "case_discussion", _("集体讨论笔录")
    SEALING = "sealing", _("查封扣押决定书")
    SEALING_EXTENDED = "sealing_extended", _("延长查封扣押期限决定书")
    SEALING_LIFTED = "sealing_lifted", _("解除查封扣押决定书")
    TRANSFER = "transfer", _("案件移送函")
    BULLETIN = "bulletin", _("环境质量公报")
    MONITORING_RESULT = "monitoring_result", _("监测结果告知书")
    INCIDENT_REPORT = "incident_report", _("突发环境事件信息报告")
    INSPECTION_NOTICE = "inspection_notice", _("检查通知书")
    INSPECTION_FEEDBACK = "inspection_feedback", _("检查反馈书")
    FEE_VERIFICATION = "fee_verification", _("排污费核定通知书")
    FEE_DEMAND = "fee_demand", _("排污费缴纳通知单")
    PETITION_REGISTERED = "petition_registered", _("信访举报登记回执")
    PETITION_ROUTED = "petition_routed", _("信访举报转办告知书")
    PETITION_ACCEPTED = "petition_accepted", _("信访举报受理告知书")
    PETITION_DECLINED = "petition_declined", _("信访举报不予受理告知书")
    PETITION_TRANSFER = "petition_transfer", _("信访举报转送函")
    PETITION_EXTENDED = "petition_extended", _("信访举报延长办理期限告知书")
    PETITION_ANSWER = "petition_answer", _("信访举报答复意见书")
    PETITION_REVIEWED = "petition_reviewed", _("信访复查复核意见书")
    INFO_CLARIFY = "info_clarify", _("政府信息公开申请补正告知书")
    INFO_CONSULT = "info_consult", _("政府信息公开征求意见书")
    INFO_EXTENSION = "info_extension", _("政府信息公开延期答复告知书")
    INFO_REASONS = "info_reasons", _("政府信息公开申请说明理由告知书")
    INFO_ANSWER = "info_answer", _("政府信息公开答复书")
    INFO_REFUSED = "info_refused", _("政府信息公开申请处理决定书")
    INFO_THIRD_TOLD = "info_third_told", _("政府信息公开告知第三方书")


class ServiceWay(models.TextChoices):
    """How a letter reaches its party; an e-mail only where the letter itself went with it, as its party chose."""

    PORTAL = "portal", _("门户送达")
    COUNTER = "counter", _("当面签收")
    POST = "post", _("邮寄送达")
    LEFT = "left", _("留置送达")
    PUBLIC = "public", _("公告送达")
    EMAIL = "email", _("电子邮件送达")


class ReceiverCapacity(models.TextChoices):
    """Who signs for a party (民事诉讼法第88条)."""

    HEAD = "head", _("法定代表人或者主要负责人")
    OFFICE = "office", _("收发人员")
    AGENT = "agent", _("委托代理人或者指定的代收人")
    SELF = "self", _("本人或者同住的成年家属")


class LetterState(models.TextChoices):
    """How far the PDF of a letter is; the letter itself exists from its first state on."""

    PENDING = "pending", _("正在生成")
    RENDERED = "rendered", _("已生成")
    DEAD = "dead", _("生成失败")


class Part(models.TextChoices):
    """The sentences of a letter that a bureau words itself; the rest of a letter is the template's."""

    OPENING = "opening", _("开头")
    DUTY = "duty", _("“三同时”和验收")
    SUPERVISION = "supervision", _("监督管理")
    CLOSING = "closing", _("结尾")
    CONTACT = "contact", _("联系方式")
    REMEDIES = "remedies", _("救济途径（复议或者诉讼）")
    REMEDIES_FIRST = "remedies_first", _("救济途径（复议前置）")


class Library(models.TextChoices):
    """What a bureau keeps for reuse, each entry a dated version that two people agree on."""

    CONDITION = "condition", _("批复条件")
    ITEM = "item", _("补正事项")
    LATER = "later", _("可以后补的材料")
    SAME_DAY = "same_day", _("当天办结的项目")


class Topic(models.TextChoices):
    """What a condition of an approval is about."""

    AIR = "air", _("大气污染防治")
    WATER = "water", _("水、土壤和地下水")
    NOISE = "noise", _("噪声污染防治")
    SOLID = "solid", _("固体废物")
    RISK = "risk", _("环境风险防范")
    TOTAL = "total", _("总量控制")
    CONSTRUCTION = "construction", _("施工期")
    THREE = "three", _("“三同时”、排污许可和整改")
    ECOLOGY = "ecology", _("生态保护")
    MONITORING = "monitoring", _("自行监测和信息公开")
    OTHER = "other", _("其他要求")


class CheckPoint(models.TextChoices):
    """What the window looks at in a file: a point of its check list, what an item of a letter is about."""

    FORM = "form", _("申请表和承诺")
    OWNER = "owner", _("建设单位主体资格")
    CODE = "code", _("投资项目代码")
    DOCUMENT = "document", _("环评文件全文")
    CHAPTERS = "chapters", _("章节、附图和附表")
    UNIT = "unit", _("编制单位和编制人员")
    SIGNED = "signed", _("签字盖章页")
    PUBLIC = "public", _("公开本")
    PARTICIPATION = "participation", _("公众参与说明")
    ATTACHED = "attached", _("附件和支持性文件")
    EMISSIONS = "emissions", _("污染物排放量")
    SITE = "site", _("选址和敏感区")
    CONTACT = "contact", _("联系人和送达方式")


class RemedyAct(models.TextChoices):
    """What somebody may seek a remedy against: for some the law has reconsideration first (行政复议法 §23)."""

    DECISION = "decision", _("行政许可等决定")
    INACTION = "inaction", _("没有履行法定职责")
    DISCLOSURE_REFUSED = "disclosure_refused", _("不予公开政府信息")
    ON_THE_SPOT_PENALTY = "on_the_spot_penalty", _("当场作出的行政处罚")


class RemedyOrder(models.TextChoices):
    FREE = "free", _("可以复议，也可以直接起诉")
    FIRST = "first", _("先复议，后起诉")


class Origin(models.TextChoices):
    """Where the words of a condition in a letter come from."""

    LIBRARY = "library", _("条件库原文")
    ALTERED = "altered", _("据条件库修改")
    OWN = "own", _("自拟")


class SealKind(models.TextChoices):
    """What a letter is sealed with."""

    OFFICIAL = "official", _("公章")
    PERMIT = "permit", _("行政许可专用章")
    ELECTRONIC = "electronic", _("电子印章")


class Standing(models.TextChoices):
    """What a letter is worth today; "issued" in words means sealed."""

    UNSEALED = "unsealed", _("未用印")
    STAMPED = "stamped", _("纸质原件已用印")
    SIGNED = "signed", _("已加盖电子印章")
    VOID = "void", _("已作废")
    REPLACED = "replaced", _("已被替换")
    REVOKED = "revoked", _("批准已终止")


class VoidGround(models.TextChoices):
    """Why a letter is no longer good; public, so it is chosen and not typed: nobody's name gets into it."""

    TYPO = "typo", _("文字差错")
    CONTENT = "content", _("内容有误")
    PARTY = "party", _("主送单位有误")
    DUPLICATE = "duplicate", _("重复制发")
    CALLED_OFF = "called_off", _("所载事项已取消")


class ScanState(models.TextChoices):
    """What the virus scanner said of a file; a file nobody scanned is never called clean."""

    CLEAN = "clean", _("已查毒")
    INFECTED = "infected", _("有病毒")
    NOT_SCANNED = "not_scanned", _("未扫描")


# The word between the bureau's mark and the year. A receipt has none: it carries the case number.
SERIES: dict[str, str] = {
    LetterKind.ACCEPTANCE: "受",
    LetterKind.CORRECTION: "补",
    LetterKind.DECLINED: "不受",
    LetterKind.NOT_NEEDED: "复",
    LetterKind.SPECIAL_STEP: "特",
    LetterKind.EXTENSION: "延",
    LetterKind.PROPOSED: "拟示",
    LetterKind.HEARING_RIGHT: "听告",
    LetterKind.HEARING_NOTICE: "听通",
    LetterKind.APPROVAL: "审",
    LetterKind.REFUSAL: "不批",
    LetterKind.ENDED: "终",
    LetterKind.REVOCATION_NOTICE: "批止告",
    LetterKind.REVOCATION: "批止",
    LetterKind.RE_EXAMINATION: "重审",
    LetterKind.FILING_RECEIPT: "登备",
    LetterKind.FILING_CHECK: "备核",
    LetterKind.BULLETIN: "质报",
    LetterKind.MINUTES: "会纪",
    LetterKind.MONITORING_RESULT: "监告",
    LetterKind.INCIDENT_REPORT: "突报",
    LetterKind.CORRECTION_ORDER: "责改",
    LetterKind.PENALTY_NOTICE: "罚告",
    LetterKind.PENALTY_HEARING: "罚听",
    LetterKind.PENALTY_DECISION: "罚",
    LetterKind.DAILY_PENALTY: "日罚",
    LetterKind.NO_PENALTY: "不罚",
    LetterKind.PAYMENT_REPLY: "缓",
    LetterKind.PAYMENT_REFUSED: "不缓",
    LetterKind.PAYMENT_URGED: "催",
    LetterKind.CASE_DROPPED: "撤案",
    LetterKind.CASE_FILING: "立审",
    LetterKind.CASE_DISCUSSION: "议案",
    LetterKind.SEALING: "封",
    LetterKind.SEALING_EXTENDED: "延封",
    LetterKind.SEALING_LIFTED: "解封",
    LetterKind.TRANSFER: "移",
    LetterKind.INSPECTION_NOTICE: "检通",
    LetterKind.INSPECTION_FEEDBACK: "检馈",
    LetterKind.FEE_VERIFICATION: "排核",
    LetterKind.FEE_DEMAND: "排缴",
    LetterKind.PETITION_ROUTED: "访转",
    LetterKind.PETITION_ACCEPTED: "访受",
    LetterKind.PETITION_DECLINED: "访不受",
    LetterKind.PETITION_TRANSFER: "访送",
    LetterKind.PETITION_EXTENDED: "访延",
    LetterKind.PETITION_ANSWER: "访复",
    LetterKind.PETITION_REVIEWED: "访查",
    LetterKind.INFO_CLARIFY: "公补",
    LetterKind.INFO_CONSULT: "公征",
    LetterKind.INFO_EXTENSION: "公延",
    LetterKind.INFO_REASONS: "公由",
    LetterKind.INFO_ANSWER: "公复",
    LetterKind.INFO_REFUSED: "公决",
    LetterKind.INFO_THIRD_TOLD: "公告三",
}
# Whoever reported reads these by number and code; nobody's name and address stands in them to serve them on.
TOLD_BY_CODE = frozenset({
    LetterKind.PETITION_REGISTERED, LetterKind.PETITION_ROUTED, LetterKind.PETITION_ACCEPTED,
    LetterKind.PETITION_DECLINED, LetterKind.PETITION_TRANSFER, LetterKind.PETITION_EXTENDED,
    LetterKind.PETITION_ANSWER, LetterKind.PETITION_REVIEWED,
})  # fmt: skip
# Posted up for everybody to read, or kept in the house.
POSTED_UP = frozenset({LetterKind.PROPOSED, LetterKind.BULLETIN})
OF_THE_HOUSE = frozenset({LetterKind.MINUTES, LetterKind.CASE_FILING, LetterKind.CASE_DISCUSSION})
# May be addressed to a person by name, who is no enterprise and has no account.
TO_A_PERSON = frozenset({
    LetterKind.PENALTY_NOTICE, LetterKind.PENALTY_HEARING, LetterKind.PENALTY_DECISION, LetterKind.NO_PENALTY,
    LetterKind.PAYMENT_REPLY, LetterKind.PAYMENT_REFUSED, LetterKind.PAYMENT_URGED, LetterKind.CASE_DROPPED,
})  # fmt: skip
# A report of an incident goes upward, and who was told when is kept by its own room.
SERVED_ON_NOBODY = POSTED_UP | OF_THE_HOUSE | TOLD_BY_CODE | {LetterKind.INCIDENT_REPORT}
