"""What a letter must say, by its kind."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import LetterKind as Kind
from envportal.documents.rules import enforced, petitions, requested
from envportal.documents.rules.field_types import (
    DAY,
    LINE,
    NAME,
    NAMES,
    SENTENCES,
    WORDS,
    Choice,
    Field,
    Rows,
    Sheet,
    Tables,
    Text,
)

SUBJECT: dict[str, Field] = {"project_name": NAME, "document_kind": Text(40)}

# Five limbs of 行政许可法 §32, five grounds of 生态环境法典 §105; the numbers are printed with the ground's own words.
LIMBS = ("no_permit_needed", "not_our_power", "not_corrected", "suspended")
GROUNDS = ("1", "2", "3", "4", "5")
FINDINGS = ("conforms", "to_be_mended", "wrong_kind")
FILINGS = ("handed_over", "filed")
# 撤销, 撤回, 注销 of an approval that stands.
WAYS = ("revoked", "recalled", "cancelled")
# Whether a document older than five years may be built by.
ANSWERS = ("agreed", "not_agreed")
ENDINGS = ("withdrawn", "returned", "terminated", "transferred")

REQUIRED: dict[str, dict[str, Field]] = {
    Kind.RECEIPT: SUBJECT | {"materials": NAMES, "received_on": DAY, "intake_due_on": DAY},
    Kind.ACCEPTANCE: SUBJECT | {"materials": NAMES, "received_on": DAY, "accepted_on": DAY},
    Kind.CORRECTION: SUBJECT
    | {"received_on": DAY, "items": Rows(("what", "rule", "how")), "file_at": LINE, "intake_due_on": DAY},
    Kind.DECLINED: SUBJECT | {"received_on": DAY, "limb": Choice(LIMBS), "reasons": WORDS},
    Kind.NOT_NEEDED: SUBJECT | {"received_on": DAY, "reasons": WORDS},
    Kind.SPECIAL_STEP: SUBJECT | {"step": LINE, "planned": Text(60), "since": DAY, "resumes_on": DAY},
    Kind.EXTENSION: SUBJECT | {"original_due_on": DAY, "new_due_on": DAY, "reasons": WORDS, "approver": Text(60)},
    Kind.PROPOSED: SUBJECT
    | {
        "owner": NAME,
        "place": LINE,
        "drafted_by": NAME,
        "facts": WORDS,
        "impacts": WORDS,
        "proposal": WORDS,
        "window": Text(60),
        "days": Text(40),
        "how": WORDS,
    },
    Kind.HEARING_RIGHT: SUBJECT | {"subject": WORDS, "days": Text(40), "how": WORDS},
    Kind.HEARING_NOTICE: SUBJECT
    | {"asked_on": DAY, "held_on": DAY, "held_at": Text(10), "hearing_place": LINE, "chair": Text(120)},
    Kind.APPROVAL: SUBJECT
    | {"place": LINE, "facts": WORDS, "conclusion": WORDS, "conditions": SENTENCES, "supervised_by": NAME},
    Kind.REFUSAL: SUBJECT | {"place": LINE, "ground": Choice(GROUNDS), "facts": WORDS},
    Kind.ENDED: SUBJECT | {"ending": Choice(ENDINGS), "received_on": DAY, "ended_on": DAY, "reasons": WORDS},
    Kind.REVOCATION_NOTICE: SUBJECT
    | {
        "way": Choice(WAYS),
        "approval": Text(60),
        "approved_on": DAY,
        "ground_words": LINE,
        "law": LINE,
        "facts": WORDS,
    },
    Kind.REVOCATION: SUBJECT
    | {
        "way": Choice(WAYS),
        "approval": Text(60),
        "approved_on": DAY,
        "ground_words": LINE,
        "law": LINE,
        "facts": WORDS,
        "said": WORDS,
        "effects": SENTENCES,
    },
    Kind.RE_EXAMINATION: SUBJECT
    | {"approval": Text(60), "approved_on": DAY, "received_on": DAY, "answer": Choice(ANSWERS), "reasons": WORDS},
    Kind.FILING_RECEIPT: SUBJECT | {"filed_on": DAY, "materials": SENTENCES},
    Kind.FILING_CHECK: SUBJECT
    | {"filing_number": Text(60), "filed_on": DAY, "finding": Choice(FINDINGS), "found": WORDS},
    Kind.BULLETIN: {"subject_name": NAME, "statements": SENTENCES, "tables": Tables()},
    Kind.MONITORING_RESULT: {
        "place": LINE,
        "laboratory": NAME,
        "report_number": Text(60),
        "sampled_on": DAY,
        "reported_on": DAY,
        "tables": Tables(),
    },
    Kind.FEE_VERIFICATION: {"period": Text(60), "amount": Text(30), "verified_from": NAME, "tables": Tables()},
    Kind.FEE_DEMAND: {"period": Text(60), "amount": Text(30), "due_on": DAY, "tables": Tables()},
    Kind.MINUTES: {
        "meeting": NAME,
        "met_on": DAY,
        "met_at": Text(20),
        "met_in": NAME,
        "presided_by": Text(60),
        "recorded_by": Text(60),
        "attended": Text(4000),
    },
    **enforced.REQUIRED,
    **petitions.REQUIRED,
    **requested.REQUIRED,
    Kind.INSPECTION_NOTICE: {
        "visited": NAME, "visit_on": DAY, "visit_at": Text(10), "what": SENTENCES, "inspectors": NAMES,
    },
    Kind.INSPECTION_FEEDBACK: {"visited": NAME, "visit_on": DAY, "inspectors": NAMES, "seen": WORDS, "signed": LINE},
}  # fmt: skip
# A limit there has to be, by law or by pledge, and something a meeting came to: one of these fields is filled in.
ONE_OF: dict[str, tuple[str, ...]] = {
    Kind.ACCEPTANCE: ("statutory_due_on", "pledged_due_on"),
    Kind.MINUTES: ("resolutions", "postponed"),
}
# Every day of the limits a letter names, as its annex.
WHY: dict[str, Field] = {"sheet": Sheet()}
COMMON: dict[str, Field] = {
    "project_code": Text(60), "contact": LINE, "attachments": NAMES, "copies": LINE, "provisional": Text(40),
}  # fmt: skip
OPTIONAL: dict[str, dict[str, Field]] = {
    Kind.RECEIPT: {"decision_due_on": DAY},
    Kind.ACCEPTANCE: WHY
    | {"statutory_due_on": DAY, "pledged_due_on": DAY, "excluded_steps": SENTENCES, "deemed": Text(10)}
    | {"later": SENTENCES},
    Kind.CORRECTION: {"reply_by": DAY},
    Kind.DECLINED: {"right_authority": NAME},
    Kind.SPECIAL_STEP: WHY | {"reasons": WORDS},
    Kind.PROPOSED: {"participation": WORDS, "reasons": WORDS},
    Kind.EXTENSION: WHY | {"added": Text(10)},
    Kind.INSPECTION_NOTICE: {"code": Text(20)},
    **enforced.OPTIONAL,
    **petitions.OPTIONAL,
    **requested.OPTIONAL,
    Kind.HEARING_NOTICE: {"addressee": NAME, "closed_why": LINE, "late_why": LINE},
    Kind.APPROVAL: {
        "topics": NAMES,
        "totals": WORDS,
        "applied_on": DAY,
        "drafted_by": NAME,
        "programme": NAME,
        "hearing": WORDS,
        "discussed": WORDS,
        "delegated": LINE,
    },
    Kind.REFUSAL: {"reasons": WORDS, "applied_on": DAY, "hearing": WORDS, "discussed": WORDS, "delegated": LINE},
    Kind.ENDED: {"new_authority": NAME, "filing": Choice(FILINGS), "materials": NAMES},
    Kind.REVOCATION_NOTICE: {"days": Text(40), "how": WORDS, "may_be_heard": Choice(("yes",))},
    Kind.REVOCATION: {"rests_on": LINE},
    Kind.BULLETIN: {"comment": WORDS, "correction": WORDS},
    Kind.MINUTES: {
        # What a whole bureau says of one item, each member to the length their form lets in.
        "resolutions": Rows(
            ("project_name", "number", "conclusion", "text", "conditions", "opinions", "dissent", "recused"), 100_000
        ),
        "excused": Text(40_000),
        "postponed": SENTENCES,
        "urgent_why": LINE,
    },
    Kind.INSPECTION_FEEDBACK: {
        "pointed_out": WORDS, "not_met": SENTENCES, "advice": Rows(("text", "owner", "due_on")), "delayed": LINE,
    },
}  # fmt: skip
# What else is required once a field has a certain value.
ALSO_REQUIRED = {
    ("limb", "not_our_power"): ("right_authority",),
    ("ending", "transferred"): ("new_authority", "materials"),
}
# What is not required where a field is filled in: who asked too late is told of no hearing.
INSTEAD_OF = {"late_why": ("held_on", "held_at", "hearing_place", "chair")}
# Letters that must name reconsideration organ and court.
WITH_REMEDIES = enforced.WITH_REMEDIES | requested.WITH_REMEDIES | {
    Kind.DECLINED, Kind.NOT_NEEDED, Kind.APPROVAL, Kind.REFUSAL, Kind.ENDED, Kind.REVOCATION, Kind.RE_EXAMINATION,
    Kind.FEE_DEMAND,
}  # fmt: skip
LABELS = {
    "project_name": _("项目名称"),
    "document_kind": _("文件种类"),
    "materials": _("材料清单"),
    "received_on": _("收件日期"),
    "intake_due_on": _("受理决定最后日期"),
    "accepted_on": _("受理日期"),
    "statutory_due_on": _("法定办结日期"),
    "pledged_due_on": _("承诺办结日期"),
    "items": _("补正事项"),
    "file_at": _("补正材料提交地点"),
    "limb": _("不予受理的情形"),
    "reasons": _("理由"),
    "step": _("特殊环节"),
    "planned": _("所需时间"),
    "since": _("停止计时日期"),
    "resumes_on": _("预计恢复计时日期"),
    "original_due_on": _("原办结日期"),
    "new_due_on": _("延期后的办结日期"),
    "approver": _("批准人"),
    "added": _("延长的数量"),
    "provisional": _("日历尚未公布的年份"),
    "subject": _("拟作出的决定"),
    "days": _("提出听证的期限"),
    "how": _("提出听证的方式"),
    "asked_on": _("听证申请日期"),
    "held_on": _("听证日期"),
    "held_at": _("听证时间"),
    "hearing_place": _("听证地点"),
    "chair": _("听证主持人"),
    "addressee": _("受送达人"),
    "hearing": _("听证情况"),
    "place": _("建设地点"),
    "facts": _("项目概况或事实"),
    "conclusion": _("总体意见"),
    "owner": _("建设单位"),
    "drafted_by": _("编制单位"),
    "impacts": _("主要环境影响和措施"),
    "proposal": _("拟作出的审批意见"),
    "window": _("公示期限"),
    "participation": _("公众参与情况"),
    "conditions": _("批复条件"),
    "topics": _("批复条件的主题"),
    "delegated": _("受委托签发"),
    "supervised_by": _("监督管理单位"),
    "ground": _("不予批准的情形"),
    "ending": _("终止办理的方式"),
    "ended_on": _("终止日期"),
    "right_authority": _("有权受理的机关"),
    "new_authority": _("接收转送的机关"),
    "filing_number": _("备案号"),
    "filed_on": _("备案日期"),
    "finding": _("核查结论"),
    "found": _("核查情况"),
    "sheet": _("逐日计算表"),
    "subject_name": _("公报名称"),
    "statements": _("概况"),
    "tables": _("监测数据表"),
    "comment": _("编者的话"),
    "correction": _("更正说明"),
    "filing": _("备案办到哪一步"),
    "way": _("终止批准的方式"),
    "answer": _("重新审核的结论"),
    "approval": _("批复文号"),
    "approved_on": _("批准日期"),
    "ground_words": _("终止批准的情形"),
    "law": _("法律依据"),
    "said": _("陈述申辩和听证的情况"),
    "effects": _("决定的效力"),
    "laboratory": _("承担监测的机构"),
    "report_number": _("报告编号"),
    "sampled_on": _("采样日期"),
    "reported_on": _("报告日期"),
    "period": _("核定时段"),
    "amount": _("金额，元"),
    "verified_from": _("核定依据"),
    "due_on": _("缴纳期限"),
    "rests_on": _("所依据的文书"),
    "may_be_heard": _("可以要求听证"),
    "closed_why": _("听证不公开举行的理由"),
    "late_why": _("听证申请逾期的情况"),
    "discussed": _("集体讨论情况"),
    "meeting": _("会议名称"),
    "met_on": _("会议日期"),
    "met_at": _("会议时间"),
    "met_in": _("会议地点"),
    "presided_by": _("会议主持人"),
    "recorded_by": _("会议记录人"),
    "attended": _("出席人员"),
    **enforced.LABELS,
    **petitions.LABELS,
    **requested.LABELS,
    "resolutions": _("逐项会审意见"),
    "visited": _("被检查单位"),
    "visit_on": _("检查日期"),
    "visit_at": _("检查时间"),
    "what": _("检查内容"),
    "inspectors": _("检查人员"),
    "seen": _("检查情况"),
    "signed": _("签字情况"),
}


def fields_of(kind: str) -> dict[str, Field]:
    """Every field a letter of this kind has a place for."""
    return REQUIRED[kind] | OPTIONAL.get(kind, {}) | COMMON
