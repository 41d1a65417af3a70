"""Issue a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.documents import queries, rules
from envportal.documents.actions import new_code, take_number
from envportal.documents.enums import SERIES, TO_A_PERSON
from envportal.documents.letters import wording
from envportal.documents.letters.paper import WAYS, chinese_day, said_of
from envportal.documents.models import Letter
from envportal.documents.queries import remedies

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from envportal.accounts.models import Enterprise, User

TEMPLATE_VERSION = "2026-11"
Kind = Letter.Kind
TITLES: dict[str, str] = {
    Kind.RECEIPT: "建设项目{document_kind}收件回执",
    Kind.ACCEPTANCE: "建设项目{document_kind}受理通知书",
    Kind.CORRECTION: "建设项目{document_kind}补正告知书",
    Kind.DECLINED: "建设项目{document_kind}不予受理决定书",
    Kind.NOT_NEEDED: "{bureau}关于{project_name}无需办理环境影响评价审批的答复",
    Kind.SPECIAL_STEP: "建设项目{document_kind}特殊环节告知书",
    Kind.EXTENSION: "建设项目{document_kind}审批延期告知书",
    Kind.PROPOSED: "{bureau}关于{project_name}{document_kind}拟作出审批意见的公示",
    Kind.HEARING_RIGHT: "建设项目{document_kind}听证告知书",
    Kind.HEARING_NOTICE: "建设项目{document_kind}听证通知书",
    Kind.APPROVAL: "{bureau}关于{project_name}{document_kind}的批复",
    Kind.REFUSAL: "{bureau}关于不予批准{project_name}{document_kind}的决定",
    Kind.ENDED: "建设项目{document_kind}{ending_words}告知书",
    Kind.REVOCATION_NOTICE: "关于拟{way_words}{project_name}{document_kind}批复的告知书",
    Kind.REVOCATION: "{bureau}关于{way_words}{project_name}{document_kind}批复的决定",
    Kind.RE_EXAMINATION: "{bureau}关于{project_name}{document_kind}重新审核的答复",
    Kind.FILING_RECEIPT: "建设项目{document_kind}备案回执",
    Kind.FILING_CHECK: "建设项目{document_kind}备案核查告知书",
    Kind.BULLETIN: "{bureau}{subject_name}",
    Kind.MONITORING_RESULT: "{place}监测结果告知书",
    Kind.INCIDENT_REPORT: "{event}信息报告（{report}）",
    Kind.FEE_VERIFICATION: "排污费核定通知书",
    Kind.FEE_DEMAND: "排污费缴纳通知单",
    Kind.INFO_CLARIFY: "政府信息公开申请补正告知书",
    Kind.INFO_CONSULT: "政府信息公开征求意见书",
    Kind.INFO_EXTENSION: "政府信息公开延期答复告知书",
    Kind.INFO_REASONS: "政府信息公开申请说明理由告知书",
    Kind.INFO_ANSWER: "政府信息公开答复书",
    Kind.INFO_REFUSED: "政府信息公开申请处理决定书",
    Kind.INFO_THIRD_TOLD: "政府信息公开告知第三方书",
    Kind.MINUTES: "{bureau}{meeting}纪要",
    Kind.CORRECTION_ORDER: "责令改正违法行为决定书",
    Kind.PENALTY_NOTICE: "行政处罚事先告知书",
    Kind.PENALTY_HEARING: "行政处罚听证通知书",
    Kind.PENALTY_DECISION: "行政处罚决定书",
    Kind.DAILY_PENALTY: "按日连续处罚决定书",
    Kind.NO_PENALTY: "不予行政处罚决定书",
    Kind.PAYMENT_REPLY: "关于暂缓或者分期缴纳罚款的通知书",
    Kind.PAYMENT_REFUSED: "关于不予暂缓或者分期缴纳罚款的通知书",
    Kind.PAYMENT_URGED: "履行行政处罚决定催告书",
    Kind.CASE_DROPPED: "撤销立案告知书",
    Kind.CASE_FILING: "立案审批表",
    Kind.CASE_DISCUSSION: "案件集体讨论笔录",
    Kind.SEALING: "查封（扣押）决定书",
    Kind.SEALING_EXTENDED: "延长查封（扣押）期限决定书",
    Kind.SEALING_LIFTED: "解除查封（扣押）决定书",
    Kind.TRANSFER: "案件移送函",
    Kind.PETITION_REGISTERED: "{petition_kind}登记回执",
    Kind.PETITION_ROUTED: "{petition_kind}转办告知书",
    Kind.PETITION_ACCEPTED: "{petition_kind}受理告知书",
    Kind.PETITION_DECLINED: "{petition_kind}不予受理告知书",
    Kind.PETITION_TRANSFER: "{bureau}{petition_kind}事项转送函",
    Kind.PETITION_EXTENDED: "{petition_kind}延长办理期限告知书",
    Kind.PETITION_ANSWER: "{petition_kind}事项答复意见书",
    Kind.PETITION_REVIEWED: "信访事项{stage}意见书",
    Kind.INSPECTION_NOTICE: "{bureau}涉企行政检查通知书",
    Kind.INSPECTION_FEEDBACK: "{bureau}涉企行政检查反馈书",
}
ENDINGS = {"withdrawn": "撤回申请", "returned": "退回申请", "terminated": "终止办理", "transferred": "转送办理"}


@transaction.atomic
def issue(
    case: Case, kind: str, *, to: Enterprise | None, fields: Mapping[str, object], by: User | None, at: datetime,
    replaces: Letter | None = None,
) -> Letter:  # fmt: skip
    """Write a letter with its number; its PDF is printed afterwards by `documents.render_pending`.

    One that `replaces` another names it; that the other is void then is said by `seals.void`.
    """
    case = lock(Case, case.pk)
    kept = rules.complete(kind, fields)
    day = timezone.localdate(at)
    frame = frame_of(case, kind, to, day)
    rules.names_remedies(kind, kept, frame)
    if kind in TO_A_PERSON and to is None:
        frame["to_name"] = kept.get("addressee", "")
    frame |= worded(case, kind, kept, frame, day)
    letter = Letter.objects.create(
        case=case,
        kind=kind,
        number=_number(case, kind, day.year),
        title=_title(kind, frame | kept),
        to=to,
        fields=kept,
        frame=frame,
        template_version=TEMPLATE_VERSION,
        code=new_code(),
        replaces=replaces,
        issued_at=at,
        issued_by=by,
    )
    facts = {"letter": letter.pk, "kind": str(kind), "number": letter.number}
    if replaces is not None:
        facts["replaces"] = replaces.number
    log.record(case, "letter_issued", by=by, at=at, facts=facts)
    return letter


def _title(kind: str, words: dict[str, object]) -> str:
    title = "建设项目{document_kind}听证申请逾期告知书" if words.get("late_why") else TITLES[kind]
    chosen = {
        "ending_words": ENDINGS.get(str(words.get("ending")), ""), "way_words": WAYS.get(str(words.get("way")), ""),
    }  # fmt: skip
    return title.format_map(words | chosen)


def _number(case: Case, kind: str, year: int) -> str:
    series = SERIES.get(kind)
    return take_number(case.bureau, series, year) if series else case.number or ""


def worded(
    case: Case, kind: str, fields: Mapping[str, object], frame: Mapping[str, object], day: date
) -> dict[str, object]:
    """What the bureau words itself, and where the conditions come from, as of a day."""
    bureau = queries.issuing_bureau(case.bureau)
    found: dict[str, object] = {"wording": wording.of_day(bureau, kind, said_of(kind, fields), frame, day)}
    lines = fields.get("conditions")
    if isinstance(lines, list):
        found["conditions"] = wording.conditions(bureau, lines, day)
    return found


def frame_of(case: Case, kind: str, to: Enterprise | None, day: date) -> dict[str, object]:
    """Bureau, addressee, remedies and legal basis of a letter, as of a day."""
    bureau = queries.issuing_bureau(case.bureau)
    remedy = remedies.remedy_of(case.bureau, day)
    return {
        "bureau": bureau.name,
        "handled_by": case.bureau.name if case.bureau != bureau else "",
        "address": case.bureau.address,
        "phone": case.bureau.phone,
        "organ": remedy.organs if remedy else "",
        "court": remedy.court if remedy else "",
        "to_name": to.name if to else "",
        "case_number": case.number or "",
        "day": day.isoformat(),
        "day_words": chinese_day(day.isoformat()),
        "basis": queries.legal_basis(kind, day),
    }
