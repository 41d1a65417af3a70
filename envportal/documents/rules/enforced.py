"""What the letters of enforcement must say, by their kind (行政处罚法第44条、第59条; 行政强制法第24条)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import TO_A_PERSON
from envportal.documents.enums import LetterKind as Kind
from envportal.documents.rules.field_types import DAY, LINE, NAME, SENTENCES, WORDS, Choice, Field, Rows, Text

ACT: dict[str, Field] = {"violation": NAME, "facts": WORDS, "law": LINE}
REQUIRED: dict[str, dict[str, Field]] = {
    Kind.CORRECTION_ORDER: ACT | {"corrections": SENTENCES, "within": DAY, "consequences": WORDS},
    Kind.PENALTY_NOTICE: ACT | {"choice": WORDS, "reckoning": SENTENCES, "amount": Text(40), "defence": Text(60)},
    Kind.PENALTY_HEARING: {
        "violation": NAME, "asked_on": DAY, "held_on": DAY, "held_at": Text(10), "hearing_place": LINE,
        "chair": Text(120),
    },
    Kind.PENALTY_DECISION: ACT
    | {"choice": WORDS, "reckoning": SENTENCES, "amount": Text(40), "said": WORDS, "evidence": SENTENCES},
    Kind.DAILY_PENALTY: ACT
    | {
        "rests_on": LINE, "order_number": Text(60), "order_served_on": DAY, "looked_on": DAY, "first_day": DAY,
        "formula": Text(80), "amount": Text(40), "said": WORDS,
    },
    Kind.NO_PENALTY: ACT | {"reasons": WORDS},
    Kind.PAYMENT_REPLY: {"rests_on": LINE, "asked_on": DAY, "reasons": WORDS, "plan": SENTENCES},
    Kind.PAYMENT_REFUSED: {"rests_on": LINE, "asked_on": DAY, "reasons": WORDS, "pay_by": DAY},
    Kind.CASE_DROPPED: {"violation": NAME, "filed_on": DAY, "reasons": WORDS},
    Kind.CASE_FILING: {
        "party": NAME, "violation": NAME, "facts": WORDS, "found_on": DAY, "handled_by": Text(60),
        "approved_by": Text(60), "verdict": Text(40),
    },
    Kind.CASE_DISCUSSION: {
        "party": NAME, "violation": NAME, "discussed_what": LINE, "called_on": DAY, "met_on": DAY,
        "views": Rows(("name", "view", "words"), 100_000), "minutes": WORDS, "verdict": Text(40),
        "recorded_by": Text(60),
    },
    Kind.PAYMENT_URGED: {"rests_on": LINE, "amount": Text(40), "paid": Text(40), "added": Text(40)},
    Kind.SEALING: {
        "facts": WORDS, "law": LINE, "place": LINE, "inventory": Rows(("name", "quantity", "note")), "since": DAY,
        "until": DAY, "inspectors": Text(60),
    },
    Kind.SEALING_EXTENDED: {"rests_on": LINE, "original_due_on": DAY, "new_due_on": DAY, "reasons": WORDS},
    Kind.SEALING_LIFTED: {"rests_on": LINE, "lifted_on": DAY, "reasons": WORDS},
    Kind.INCIDENT_REPORT: {
        "event": NAME, "report": Text(40), "level": Text(40), "recipients": SENTENCES,
        "items": Rows(("label", "words")), "signer": Text(60), "contact": Text(60),
    },
    Kind.TRANSFER: {
        "authority": NAME, "transfer": NAME, "party": NAME, "facts": WORDS, "law": LINE, "enclosed": SENTENCES,
    },
}  # fmt: skip
OPTIONAL: dict[str, dict[str, Field]] = {
    Kind.PENALTY_NOTICE: {"may_be_heard": Choice(("yes",)), "rests_on": LINE},
    Kind.PENALTY_DECISION: {"hearing": WORDS, "discussed": WORDS, "order_number": Text(60)},
    Kind.DAILY_PENALTY: {"hearing": WORDS, "discussed": WORDS, "evidence": SENTENCES, "choice": WORDS},
    Kind.CORRECTION_ORDER: {"evidence": SENTENCES},
    Kind.CASE_DROPPED: {"rests_on": LINE},
    Kind.CASE_FILING: {"reasons": WORDS, "limitation": LINE},
    Kind.CASE_DISCUSSION: {"facts": WORDS, "law": LINE, "amount": Text(40)},
}
OPTIONAL |= {kind: {**OPTIONAL.get(kind, {}), "addressee": NAME} for kind in TO_A_PERSON}
WITH_REMEDIES = {
    Kind.CORRECTION_ORDER, Kind.PENALTY_DECISION, Kind.DAILY_PENALTY, Kind.NO_PENALTY, Kind.SEALING,
    Kind.SEALING_EXTENDED,
}  # fmt: skip
LABELS = {
    "violation": _("违法行为"),
    "corrections": _("改正要求"),
    "within": _("改正期限"),
    "consequences": _("不改正的后果"),
    "choice": _("适用法律的理由"),
    "reckoning": _("裁量过程"),
    "amount": _("金额"),
    "defence": _("陈述申辩期限"),
    "evidence": _("证据"),
    "order_number": _("责令改正决定书文号"),
    "order_served_on": _("责令改正决定书送达日期"),
    "looked_on": _("复查日期"),
    "first_day": _("计罚起始日期"),
    "formula": _("计算公式"),
    "plan": _("缴款安排"),
    "paid": _("已缴金额"),
    "inventory": _("查封扣押清单"),
    "until": _("期满日期"),
    "inspectors": _("执法人员"),
    "lifted_on": _("解除日期"),
    "authority": _("接收机关"),
    "transfer": _("移送种类"),
    "party": _("当事人"),
    "enclosed": _("移送材料"),
    "pay_by": _("缴款最后一天"),
    "found_on": _("发现日期"),
    "handled_by": _("经办人"),
    "approved_by": _("审批人"),
    "verdict": _("审批结论或者讨论结论"),
    "limitation": _("追究时效"),
    "discussed_what": _("讨论的事项"),
    "called_on": _("提交讨论日期"),
    "views": _("发表的意见"),
    "minutes": _("讨论记录"),
    "event": _("事件"),
    "report": _("报告种类"),
    "level": _("级别"),
    "recipients": _("报告对象"),
    "signer": _("签发人"),
    "contact": _("联系人"),
}
