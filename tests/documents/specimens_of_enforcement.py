"""What the letters of enforcement say, one complete one of each kind."""

from __future__ import annotations

from typing import Any

from envportal.documents.models import Letter

Kind = Letter.Kind
ACT = {
    "violation": "超过标准排放污染物",
    "facts": "2026年9月1日，执法人员现场检查，印刷车间废气未经处理直接排放，超标一倍",
    "law": "《中华人民共和国生态环境法典》",
}
RECKONED = {
    "choice": "违法行为发生时和作出决定时施行的是同一规定",
    "reckoning": ["持续时间：不到一个月，0 分", "幅度 100,000 至 1,000,000 元：100,000 + 900,000 × 10% = 190,000 元"],
    "amount": "190,000",
}
ENFORCED: dict[str, dict[str, Any]] = {
    Kind.CORRECTION_ORDER: ACT
    | {
        "corrections": ["立即停止直接排放", "修复活性炭吸附装置"], "within": "2026-11-10",
        "consequences": "本局将在三十日内复查\n拒不改正的可以按日连续处罚",
    },
    Kind.PENALTY_NOTICE: ACT | RECKONED | {"defence": "五个工作日", "may_be_heard": "yes"},
    Kind.PENALTY_HEARING: {
        "violation": "超过标准排放污染物", "asked_on": "2026-09-17", "held_on": "2026-10-29", "held_at": "09:30",
        "hearing_place": "三楼第一会议室", "chair": "沈砚（法规科）",
    },
    Kind.PENALTY_DECISION: ACT
    | RECKONED
    | {
        "said": "你单位在规定期限内没有陈述申辩", "evidence": ["现场检查笔录", "监测报告"],
        "hearing": "本局举行了听证", "discussed": "经本局负责人集体讨论决定", "order_number": "云环责改〔2026〕1号",
    },
    Kind.DAILY_PENALTY: ACT
    | {
        "rests_on": "云环罚〔2026〕1号", "order_number": "云环责改〔2026〕1号", "order_served_on": "2026-09-03",
        "looked_on": "2026-09-23", "first_day": "2026-09-04", "formula": "190,000 × 20 = 3,800,000",
        "amount": "3,800,000", "said": "你单位在规定期限内没有陈述申辩",
    },
    Kind.NO_PENALTY: ACT | {"reasons": "违法行为轻微并及时改正，没有造成危害后果"},
    Kind.PAYMENT_REPLY: {
        "rests_on": "云环罚〔2026〕1号", "asked_on": "2026-09-20", "reasons": "资金确有困难",
        "plan": ["2026年10月30日以前缴纳 100,000 元", "2026年11月30日以前缴纳 90,000 元"],
    },
    Kind.PAYMENT_REFUSED: {
        "rests_on": "云环罚〔2026〕1号", "asked_on": "2026-09-20", "reasons": "账面资金足以缴纳",
        "pay_by": "2026-10-08",
    },
    Kind.CASE_DROPPED: {
        "violation": "超过标准排放污染物", "filed_on": "2026-09-03", "reasons": "监测报告作废，没有违法事实",
        "rests_on": "云环罚告〔2026〕1号",
    },
    Kind.CASE_FILING: {
        "party": "云溪和信包装有限公司", "violation": "超过标准排放污染物", "facts": "印刷车间废气超标一倍",
        "found_on": "2026-09-01", "handled_by": "陆沉", "approved_by": "韩松年", "verdict": "同意立案",
        "reasons": "有证据证明违法事实", "limitation": "违法行为还在继续",
    },
    Kind.CASE_DISCUSSION: {
        "party": "云溪和信包装有限公司", "violation": "超过标准排放污染物", "discussed_what": "拟处罚款 190,000 元",
        "called_on": "2026-09-14", "met_on": "2026-09-15", "minutes": "韩松年、高秉文同意处罚建议",
        "views": [{"name": "韩松年", "view": "同意处罚建议", "words": "事实清楚"}], "verdict": "同意",
        "recorded_by": "韩松年", "facts": "印刷车间废气超标一倍", "law": "《中华人民共和国生态环境法典》",
        "amount": "190,000",
    },
    Kind.PAYMENT_URGED: {
        "rests_on": "云环罚〔2026〕1号", "amount": "190,000", "paid": "100,000", "added": "2,700",
    },
    Kind.SEALING: {
        "facts": "直接排放废气，可能造成严重污染", "law": "《中华人民共和国生态环境法典》", "place": "印刷车间",
        "inventory": [{"name": "排风机", "quantity": "2 台", "note": "加贴封条"}], "since": "2026-10-20",
        "until": "2026-11-19", "inspectors": "陆沉、白露",
    },
    Kind.SEALING_EXTENDED: {
        "rests_on": "云环封〔2026〕1号", "original_due_on": "2026-11-19", "new_due_on": "2026-12-19",
        "reasons": "案情复杂",
    },
    Kind.SEALING_LIFTED: {"rests_on": "云环封〔2026〕1号", "lifted_on": "2026-10-20", "reasons": "已停止排放污染物"},
    Kind.TRANSFER: {
        "authority": "云溪市公安局", "transfer": "移送公安机关适用行政拘留", "party": "云溪和信包装有限公司",
        "facts": "私设暗管排放废水", "law": "《中华人民共和国行政处罚法》第二十七条",
        "enclosed": ["调查报告", "证据清单"],
    },
    Kind.INCIDENT_REPORT: {
        "event": "云岭河青石桥下游突发环境事件", "report": "初报", "level": "一般（Ⅳ级）",
        "recipients": ["本级人民政府", "上一级生态环境主管部门"],
        "items": [{"label": "发生时间", "words": "2026年9月30日 23:00"}, {"label": "处置情况", "words": "已筑坝拦截"}],
        "signer": "秦望", "contact": "程野",
    },
    Kind.INSPECTION_NOTICE: {
        "visited": "云溪和信包装有限公司", "visit_on": "2026-11-10", "visit_at": "09:30",
        "what": ["日常检查：废气治理设施"], "inspectors": ["高远（执法证号 990102-001）"],
    },
    Kind.INSPECTION_FEEDBACK: {
        "visited": "云溪和信包装有限公司", "visit_on": "2026-11-10", "inspectors": ["高远（执法证号 990102-001）"],
        "seen": "印刷车间密闭", "pointed_out": "台账缺页", "not_met": ["自行监测：没有开展"],
        "advice": [{"text": "补记台账", "owner": "沈雁", "due_on": "2026年11月30日"}],
        "signed": "企业在场人员沈雁已签字", "delayed": "晚于检查当日作出",
    },
}  # fmt: skip
