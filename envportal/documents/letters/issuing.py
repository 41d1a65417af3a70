"""Issue a letter, and record that it was served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.documents import queries, rules
from envportal.documents.actions import take_number
from envportal.documents.enums import SERIES
from envportal.documents.models import Letter

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
    Kind.FILING_RECEIPT: "建设项目{document_kind}备案回执",
    Kind.FILING_CHECK: "建设项目{document_kind}备案核查告知书",
}
ENDINGS = {"withdrawn": "撤回申请", "returned": "退回申请", "terminated": "终止办理", "transferred": "转送办理"}


@transaction.atomic
def issue(
    case: Case, kind: str, *, to: Enterprise | None, fields: Mapping[str, object], by: User | None, at: datetime
) -> Letter:
    """Write a letter with its number; its PDF is printed afterwards by `documents.render_pending`."""
    case = lock(Case, case.pk)
    kept = rules.complete(kind, fields)
    day = timezone.localdate(at)
    frame = _frame(case, kind, to, day)
    rules.names_remedies(kind, kept, frame)
    letter = Letter.objects.create(
        case=case,
        kind=kind,
        number=_number(case, kind, day.year),
        title=_title(kind, frame | kept),
        to=to,
        fields=kept,
        frame=frame,
        template_version=TEMPLATE_VERSION,
        issued_at=at,
        issued_by=by,
    )
    facts = {"letter": letter.pk, "kind": str(kind), "number": letter.number}
    log.record(case, "letter_issued", by=by, at=at, facts=facts)
    return letter


def _title(kind: str, words: dict[str, object]) -> str:
    title = "建设项目{document_kind}听证申请逾期告知书" if words.get("late_why") else TITLES[kind]
    return title.format_map(words | {"ending_words": ENDINGS.get(str(words.get("ending")), "")})


def _number(case: Case, kind: str, year: int) -> str:
    series = SERIES.get(kind)
    return take_number(case.bureau, series, year) if series else case.number or ""


def _frame(case: Case, kind: str, to: Enterprise | None, day: date) -> dict[str, object]:
    bureau = queries.issuing_bureau(case.bureau)
    return {
        "bureau": bureau.name,
        "handled_by": case.bureau.name if case.bureau != bureau else "",
        "address": case.bureau.address,
        "phone": case.bureau.phone,
        "organ": bureau.reconsideration_organ,
        "court": bureau.court,
        "to_name": to.name if to else "",
        "case_number": case.number or "",
        "day": day.isoformat(),
        "basis": queries.legal_basis(kind, day),
    }


@transaction.atomic
def serve(letter: Letter, *, on: date, by: User | None, at: datetime) -> Letter:
    """Record the day the letter reached its party: the party's periods run from the day after."""
    case = lock(Case, letter.case_id)
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.served_on is not None:
        return letter
    rules.may_be_served(letter, on)
    letter.served_on = on
    letter.save(update_fields=["served_on"])
    log.record(case, "letter_served", by=by, at=at, facts={"letter": letter.pk, "number": letter.number, "on": on})
    return letter
