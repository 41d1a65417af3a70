"""One complete letter of each kind, as the demo's case would have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from envportal.documents import letters
from envportal.documents.models import Letter
from envportal.documents.rules import fields_of
from tests import builders
from tests.documents.specimens_of_enforcement import ENFORCED
from tests.documents.specimens_of_requests import REQUESTED

if TYPE_CHECKING:
    from envportal.cases.models import Case

Kind = Letter.Kind
PROJECT = {"project_name": "年产 6000 万只食品纸容器技改项目", "document_kind": "生态环境影响报告表"}
CONTACT = {"contact": "审批服务窗口，电话 0999-1234567"}
SHEET = {
    "weeks": [
        [["9/14", "法 起", ""], ["15", "法 1", ""], ["16", "法 2", ""], ["17", "法 3", "诺 起"], ["18", "法 4", "诺 1"],
         ["19", "法 5", "诺 休"], ["20", "法 6", "诺 2班"]],
        [["9月21日—10月18日，4 周都不计入"]],
        [["19", "法 停", "诺 停"], ["20", "法 7满", "诺 3满"], [], [], [], [], []],
    ],
    "notes": ["法定：7 日。收件后经过 36 天，专家评审不计 − 29 天。", "法：法定时限；诺：承诺时限。"],
}  # fmt: skip
FIELDS: dict[str, dict[str, Any]] = {
    Kind.RECEIPT: {
        "materials": ["生态环境影响报告表（报批稿）", "公开版本及不公开内容说明"],
        "received_on": "2026-09-14",
        "intake_due_on": "2026-09-21",
        "decision_due_on": "2026-10-14",
    },
    Kind.ACCEPTANCE: {
        "materials": ["生态环境影响报告表（报批稿）", "公开版本及不公开内容说明", "投资项目备案证"],
        "received_on": "2026-09-14",
        "accepted_on": "2026-09-17",
        "statutory_due_on": "2026-10-14",
        "pledged_due_on": "2026-10-20",
        "excluded_steps": ["专家评审所需时间依法不计入法定时限"],
    },
    Kind.CORRECTION: {
        "received_on": "2026-09-14",
        "items": [
            {
                "what": "危险废物贮存设施的位置和面积未说明",
                "rule": "《建设项目环境影响报告表编制技术指南》（污染影响类）",
                "how": "补充贮存设施平面布置图，写明面积和贮存周期",
            },
            {"what": "公开版本缺少附图", "rule": "报批材料清单第 3 项", "how": "重新上传含全部附图的公开版本"},
        ],
        "file_at": "本系统“我的申请”，或者云溪市政务服务中心二楼生态环境窗口",
        "intake_due_on": "2026-09-21",
    },
    Kind.DECLINED: {
        "received_on": "2026-09-14",
        "limb": "not_our_power",
        "right_authority": "江原省生态环境厅",
        "reasons": "该项目属于跨行政区域建设项目，其文件由江原省生态环境厅审批。",
    },
    Kind.NOT_NEEDED: {
        "received_on": "2026-09-14",
        "reasons": "项目只在现有厂房内更换办公照明设备，《建设项目环境影响评价分类管理名录》没有规定。",
    },
    Kind.PROPOSED: {
        "owner": "云溪和信包装有限公司",
        "place": "云溪市青石镇工业集中区纬三路 8 号",
        "drafted_by": "云溪清源环境咨询有限公司",
        "facts": "项目在现有厂区内实施技术改造，新增成型生产线 4 条。\n总投资 3200 万元，其中环保投资 96 万元。",
        "impacts": "印刷废气经两级活性炭吸附后排放；生活污水经化粪池预处理后接入青石镇污水处理厂。",
        "participation": "建设单位两次公开有关信息，没有收到意见。",
        "proposal": "拟作出的决定：批准。",
        "window": "自公示次日起 5 个工作日",
        "days": "五个工作日",
        "how": "书面提出听证申请，写明申请人、联系方式和理由，交至本局行政审批科。",
    },
    Kind.SPECIAL_STEP: {
        "step": "专家评审",
        "planned": "5 个工作日",
        "since": "2026-09-24",
        "resumes_on": "2026-10-01",
        "reasons": "项目新增水性油墨印刷工序，废气治理工艺的可行性需要专家评审。",
    },
    Kind.EXTENSION: {
        "original_due_on": "2026-10-20",
        "new_due_on": "2026-10-27",
        "reasons": "专家评审意见提出补充一期地下水现状监测，监测尚需五个工作日。",
        "approver": "韩松年",
    },
    Kind.HEARING_RIGHT: {
        "subject": "本局拟对该项目作出批准决定，主要内容见拟审批公示。",
        "days": "五个工作日",
        "how": "书面提出听证申请，写明申请人、联系方式和理由，交至本局行政审批科。",
    },
    Kind.HEARING_NOTICE: {
        "asked_on": "2026-10-19",
        "held_on": "2026-11-05",
        "held_at": "09:30",
        "hearing_place": "云溪市清波路 1 号三楼第一会议室",
        "chair": "沈砚（法规科科长）",
        "addressee": "青石镇青石村村民委员会",
    },
    Kind.APPROVAL: {
        "place": "云溪市青石镇工业集中区纬三路 8 号",
        "facts": "项目在现有厂区内实施技术改造，新增成型生产线 4 条。\n总投资 3200 万元，其中环保投资 96 万元。",
        "conclusion": "在全面落实报告表和本批复提出的措施后，不利生态环境影响能够得到缓解和控制。同意批准该报告表。",
        "conditions": [
            "大气污染防治。印刷废气经两级活性炭吸附后由 15 米高排气筒排放，非甲烷总烃执行相应标准，CO₂ 排放如实记录。",
            "水污染防治。实行雨污分流；生活污水经化粪池预处理后接入青石镇污水处理厂。",
            "噪声污染防治。选用低噪声设备，厂界噪声执行 3 类标准。",
            "固体废物。废活性炭、废油墨桶等危险废物交有资质的单位处置，贮存间做好防渗。",
            "环境风险。编制突发生态环境事件应急预案并备案，定期演练。",
        ],
        "supervised_by": "云溪市生态环境局青石分局",
        "totals": "挥发性有机物 0.86 吨/年，由本区域关停企业削减量替代。",
        "applied_on": "2026-09-14",
        "drafted_by": "云溪清源环境咨询有限公司",
        "copies": "云溪市发展和改革局，青石镇人民政府，云溪清源环境咨询有限公司",
    },
    Kind.REFUSAL: {
        "place": "云溪市青石镇工业集中区纬三路 8 号",
        "ground": "5",
        "facts": "报告表所用的现状监测数据采样日期早于项目立项三年以上，评价结论依据的基础资料明显不实。",
        "applied_on": "2026-09-14",
    },
    Kind.ENDED: {
        "ending": "withdrawn",
        "received_on": "2026-09-14",
        "ended_on": "2026-10-09",
        "reasons": "申请人因项目选址调整，书面申请撤回。",
    },
    Kind.REVOCATION_NOTICE: {
        "way": "revoked",
        "approval": "云环审〔2026〕31号",
        "approved_on": "2026-09-14",
        "ground_words": "建设单位以欺骗、贿赂等不正当手段取得批准",
        "law": "《中华人民共和国行政许可法》第六十九条第二款",
        "facts": "报告表所附的监测报告系伪造，监测单位已书面确认没有出具过该报告。",
        "days": "五个工作日",
        "how": "书面提出，送至本局行政审批科。",
        "may_be_heard": "yes",
    },
    **ENFORCED,
    **REQUESTED,
    Kind.REVOCATION: {
        "way": "revoked",
        "approval": "云环审〔2026〕31号",
        "approved_on": "2026-09-14",
        "ground_words": "建设单位以欺骗、贿赂等不正当手段取得批准",
        "law": "《中华人民共和国行政许可法》第六十九条第二款",
        "facts": "报告表所附的监测报告系伪造，监测单位已书面确认没有出具过该报告。",
        "said": "你单位没有提出陈述申辩，没有要求听证。",
        "effects": ["本局预留和核定的总量指标收回。", "你单位基于该批复取得的利益不受保护。"],
    },
    Kind.FEE_VERIFICATION: {
        "period": "2016年1月至2016年3月",
        "amount": "22810.00",
        "verified_from": "自动监控数据",
        "tables": [
            {
                "caption": "计算明细",
                "head": ["排放口", "月份", "金额（元）"],
                "rows": [["总排口", "2016-01", "22810.00"]],
                "notes": [],
            }
        ],
    },
    Kind.FEE_DEMAND: {
        "period": "2016年1月至2016年3月",
        "amount": "22810.00",
        "due_on": "2016-05-10",
        "tables": [
            {
                "caption": "计算明细",
                "head": ["排放口", "月份", "金额（元）"],
                "rows": [["总排口", "2016-01", "22810.00"]],
                "notes": [],
            }
        ],
    },
    Kind.MONITORING_RESULT: {
        "place": "云溪纸业总排口",
        "laboratory": "云溪市环境监测站",
        "report_number": "云监字〔2026〕第118号",
        "sampled_on": "2026-09-14",
        "reported_on": "2026-09-18",
        "tables": [
            {
                "caption": "监测结果",
                "head": ["样品", "项目", "结果", "限值", "标准", "结论"],
                "rows": [["W1 总排口", "化学需氧量 mg/L", "152", "≤100", "GB 8978-1996 表4", "超标 0.52 倍"]],
                "notes": [],
            }
        ],
    },
    Kind.RE_EXAMINATION: {
        "approval": "云环审〔2021〕31号",
        "approved_on": "2021-09-14",
        "received_on": "2026-10-12",
        "answer": "agreed",
        "reasons": "项目的性质、规模、地点和工艺没有变化，周边没有新增敏感点，措施仍能满足现行标准。",
    },
    Kind.FILING_RECEIPT: {
        "filed_on": "2026-09-14",
        "materials": ["项目：年产 600 吨食品包装技改项目，云溪市青石镇", "环境影响和措施：废气经活性炭吸附后排放"],
    },
    Kind.FILING_CHECK: {
        "filing_number": "202699030300000018",
        "filed_on": "2026-09-14",
        "finding": "to_be_mended",
        "found": "现场有两台印刷机，备案内容为一台。",
    },
    Kind.BULLETIN: {
        "subject_name": "2026年10月地表水月报",
        "statements": ["监测 2 个断面，Ⅰ—Ⅲ类 1 个，占 50.0%", "达到水质目标 1 个，占 50.0%；劣Ⅴ类 0 个"],
        "tables": [
            {
                "caption": "2026年10月地表水各断面",
                "head": ["断面", "水质目标", "本月类别", "超标指标及倍数"],
                "rows": [["云溪河 · 南坪桥", "Ⅲ", "Ⅳ", "氨氮 1.21 mg/L，超 0.21 倍"], ["云溪河 · 上游", "Ⅱ", "Ⅱ", "—"]],
                "notes": ["按 GB 3838-2002 评价。"],
            }
        ],
    },
    Kind.MINUTES: {
        "meeting": "2026年第12次会审会",
        "met_on": "2026-10-16",
        "met_at": "07:50—08:30",
        "met_in": "三楼第一会议室",
        "presided_by": "韩松年",
        "recorded_by": "罗静",
        "attended": "韩松年、许望舒、陆九思",
        "resolutions": [
            {
                "project_name": "城北污水处理厂提标改造工程",
                "number": "云环收〔2026〕137号",
                "conclusion": "修改后同意批准",
                "text": "补充枯水期混合区预测后同意",
                "conditions": "补充枯水期混合区预测，在线监测联网",
                "opinions": "许望舒：同意。陆九思：修改后同意，条件引用新条文。韩松年：修改后同意，先补预测。",
                "dissent": "",
                "recused": "",
            }
        ],
    },
}


def case() -> Case:
    return case_of("137")


def case_of(n: str) -> Case:
    bureau = builders.bureau(address="云溪市清波路 1 号", phone="0999-1234567")
    builders.remedy(bureau, court="云溪市中级人民法院")
    return builders.case(
        bureau=bureau, number=f"云环收〔2026〕{n}号", opened_on="2026-09-14", enterprise=builders.enterprise()
    )


def fields(kind: str, **changes: object) -> dict[str, Any]:
    return {**(PROJECT if "project_name" in fields_of(kind) else {}), **CONTACT, **FIELDS[kind], **changes}


def letter(kind: str = Kind.ACCEPTANCE, *, of: Case | None = None, on: str = "2026-10-20", **changes: object) -> Letter:
    of = of or case()
    return letters.issue(of, kind, to=of.enterprise, fields=fields(kind, **changes), by=None, at=builders.moment(on))


def incomplete(kind: str, without: str, *, of: Case) -> Letter:
    said = fields(kind, **{without: ""})
    return letters.issue(of, kind, to=of.enterprise, fields=said, by=None, at=builders.moment("2026-10-20"))
