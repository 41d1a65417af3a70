"""The words of this procedure: its states, kinds and grounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# 生态环境法典第1242条 repeals the EIA Act from this day; documents are named 生态环境影响… from then on.
CODE_IN_FORCE = date(2026, 8, 15)
# Since the amended EIA Act (第22条) a registration is filed, not approved; before, it was decided within 15 days.
FILED_SINCE = date(2016, 9, 1)
# The law knows no day by which what was handed over is filed; after so many the section that checks asks its owner.
UNFILED_AFTER = 30
# 容缺受理: within how many working days of acceptance a material may follow (local policy, 3 to 10).
SHORTEST_PROMISE, LONGEST_PROMISE = 3, 10


class State(models.TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("已收件，待受理")
    CORRECTION = "correction", _("待补正")
    DECLINED = "declined", _("不予受理")
    IN_REVIEW = "in_review", _("审查中")
    PROPOSED = "proposed", _("拟审批")
    APPROVED = "approved", _("已批准")
    REFUSED = "refused", _("不予批准")
    REVOKED = "revoked", _("批准已撤销")
    RECALLED = "recalled", _("批准已撤回")
    CANCELLED = "cancelled", _("批准已注销")
    WITHDRAWN = "withdrawn", _("已撤回")
    RETURNED = "returned", _("退回补做公众参与")
    TERMINATED = "terminated", _("已终止")
    TRANSFERRED = "transferred", _("已转送")
    HANDED_OVER = "handed_over", _("已转办备案，待备案号")
    FILED = "filed", _("已备案，待核查")
    CHECKED = "checked", _("已备案，已核查")


# While the applicant may type and upload.
EDITABLE = frozenset({State.DRAFT, State.CORRECTION})
# Before the bureau with no decision yet.
PENDING = frozenset(
    {State.SUBMITTED, State.CORRECTION, State.IN_REVIEW, State.PROPOSED, State.HANDED_OVER, State.FILED}
)
UNDER_REVIEW = frozenset({State.IN_REVIEW, State.PROPOSED})
# The way of a registration that is filed: nothing in it is accepted, approved or refused.
OF_A_FILING = frozenset({State.HANDED_OVER, State.FILED, State.CHECKED})
ENDED = frozenset(State) - EDITABLE - PENDING
# An approval there was, and is no longer.
APPROVAL_GONE = frozenset({State.REVOKED, State.RECALLED, State.CANCELLED})


class DocumentKind(models.TextChoices):
    """EIA documents, by the names of the law before the Code; `document_name` has today's."""

    REPORT = "report", _("环境影响报告书")
    TABLE = "table", _("环境影响报告表")
    REGISTRATION = "registration", _("环境影响登记表")


CODE_NAMES = {
    DocumentKind.REPORT: _("生态环境影响报告书"),
    DocumentKind.TABLE: _("生态环境影响报告表"),
    DocumentKind.REGISTRATION: _("生态环境影响登记表"),
}


def document_name(kind: str, received_on: date | None) -> str:
    """The document's name as the law of the day of receipt has it; a draft will be received under today's."""
    is_old = received_on is not None and received_on < CODE_IN_FORCE
    return str(DocumentKind(kind).label if is_old else CODE_NAMES[DocumentKind(kind)])


SHORT_NAMES = {
    DocumentKind.REPORT: _("报告书"),
    DocumentKind.TABLE: _("报告表"),
    DocumentKind.REGISTRATION: _("登记表"),
}


class Nature(models.TextChoices):
    NEW = "new", _("新建")
    REBUILD = "rebuild", _("改建")
    EXPANSION = "expansion", _("扩建")
    UPGRADE = "upgrade", _("技术改造")


class FileKind(models.TextChoices):
    """What an uploaded file is to the application."""

    REPORT = "eia_report", _("报告书全文")
    TABLE = "eia_table", _("报告表全文")
    PARTICIPATION = "participation", _("公众参与说明")
    PUBLIC = "public_version", _("公开本")
    ATTACHMENT = "attachment", _("附件")
    SUPPLEMENT = "supplement", _("补正材料")
    EXPERT_OPINION = "expert_opinion", _("专家评审意见")
    FILING_RECEIPT = "filing_receipt", _("登记表备案回执")
    ASSESSMENT_REPORT = "assessment_report", _("技术评估报告")
    HEARING_REQUEST = "hearing_request", _("听证申请书")
    TRANSCRIPT = "transcript", _("听证笔录")
    DECLARATION = "declaration", _("申请人签字的承诺书")
    WITHDRAWAL = "withdrawal", _("申请人签字的撤回申请")
    SERVICE_PROOF = "service_proof", _("送达凭证")


class Verdict(models.TextChoices):
    """Whether what the applicant changed settles a point."""

    SETTLED = "settled", _("已解决")
    OPEN = "open", _("没有解决")


@dataclass(frozen=True)
class Procedure:
    """What the law asks for one kind of document and not for every other."""

    # What is uploaded in full; a registration is typed in.
    full_text: FileKind | None
    # The owner consults the public before it files (环境影响评价公众参与办法第9—20条), for reports only.
    consults: bool
    # Acceptance and intended decision stand on the board, and the applicant is told of its right to a hearing.
    is_noticed: bool


PROCEDURES: dict[str, Procedure] = {
    DocumentKind.REPORT: Procedure(FileKind.REPORT, consults=True, is_noticed=True),
    DocumentKind.TABLE: Procedure(FileKind.TABLE, consults=False, is_noticed=True),
    DocumentKind.REGISTRATION: Procedure(None, consults=False, is_noticed=False),
}


class RegistrationMode(models.TextChoices):
    """What becomes of a registration at a bureau (建设项目环境影响登记表备案管理办法)."""

    NATIONAL = "national", _("在全国登记表备案系统备案")
    PORTAL = "portal", _("在本门户备案")
    REVIEW = "review", _("由本局审批")


@dataclass(frozen=True)
class Words:
    """What pages and papers call one way through the bureau."""

    task_list: str | _StrPromise
    last_step: str | _StrPromise
    last_step_at_counter: str | _StrPromise
    party: str | _StrPromise
    contents: str | _StrPromise
    check_sheet: str | _StrPromise
    declaration: str | _StrPromise
    slip: str | _StrPromise
    print_slip: str | _StrPromise
    number: str | _StrPromise
    withdraw: str | _StrPromise
    withdraw_means: str | _StrPromise
    withdraw_on_paper: str | _StrPromise
    withdrawn: str | _StrPromise


OF_AN_APPROVAL = Words(
    task_list=_("申请环评审批"),
    last_step=_("核对全部内容，承诺并提交"),
    last_step_at_counter=_("打印、请申请人签字、提交"),
    party=_("申请人"),
    contents=_("申请内容"),
    check_sheet=_("申请内容核对单"),
    declaration=_("以上内容真实完整，我单位对所报环评文件的内容和结论负责。"),
    slip=_("收件凭条"),
    print_slip=_("打印收件凭条"),
    number=_("收件编号"),
    withdraw=_("撤回申请"),
    withdraw_means=_("撤回后本件办结，不再审查；以后可以重新申请。"),
    withdraw_on_paper=_("凭申请人签字的撤回申请办理。撤回后本件办结，不再审查；以后可以重新申请。"),
    withdrawn=_("申请已撤回，相关人员已收到通知。"),
)
OF_A_REGISTRATION = Words(
    task_list=_("登记表备案"),
    last_step=_("核对全部内容，承诺并备案"),
    last_step_at_counter=_("打印、请建设单位签字、备案"),
    party=_("建设单位"),
    contents=_("备案内容"),
    check_sheet=_("备案内容核对单"),
    declaration=_("以上内容真实、准确、完整，我单位对填报的内容及其后果负责。"),
    slip=_("备案办理凭条"),
    print_slip=_("打印备案办理凭条"),
    number=_("办理编号"),
    withdraw=_("撤回备案"),
    withdraw_means=_("撤回后本件办结，不再核查；以后可以重新备案。"),
    withdraw_on_paper=_("凭建设单位签字的撤回书办理。撤回后本件办结，不再核查；以后可以重新备案。"),
    withdrawn=_("备案已撤回，相关人员已收到通知。"),
)
# An approval is applied for; a registration is filed, and nothing in it is applied for, accepted or decided.
WORDS: dict[str, Words] = {
    RegistrationMode.NATIONAL: OF_A_REGISTRATION,
    RegistrationMode.PORTAL: OF_A_REGISTRATION,
    RegistrationMode.REVIEW: OF_AN_APPROVAL,
}


class Finding(models.TextChoices):
    """What the check after filing found."""

    CONFORMS = "conforms", _("相符")
    TO_BE_MENDED = "to_be_mended", _("内容不实，须改正后重新备案")
    WRONG_KIND = "wrong_kind", _("不属于登记表，应当报批报告书或者报告表")


class Conclusion(models.TextChoices):
    APPROVE = "approve", _("同意批准")
    REFUSE = "refuse", pgettext_lazy("verb", "不予批准")


class RefusalGround(models.TextChoices):
    """生态环境法典第105条 (before 2026-08-15: 建设项目环境保护管理条例第11条), limbs one to five."""

    SITE = "1", _("（一）类型及其选址、布局、规模等不符合法律法规和相关法定规划")
    QUALITY = "2", _("（二）所在区域环境质量未达标，拟采取的措施不能满足管理要求")
    STANDARD = "3", _("（三）措施不能确保达标排放，或者未采取必要的生态保护措施")
    OLD_POLLUTION = "4", _("（四）改建、扩建、技改项目未针对原有污染提出有效防治措施")
    UNTRUE = "5", _("（五）基础资料数据明显不实，内容有重大缺陷、遗漏、虚假，或者结论不明确、不合理")


class DeclineGround(models.TextChoices):
    """行政许可法第32条第一款, and the order of a suspension: why an application is not accepted."""

    NO_PERMIT_NEEDED = "no_permit", _("依法不需要取得行政许可（第一项）")
    NOT_OUR_POWER = "not_ours", _("依法不属于本局职权范围（第二项）")
    SUSPENDED = "suspended", _("区域限批决定写明不予受理（生态环境法典第158条）")


class CorrectionOrigin(models.TextChoices):
    """Why an item may be asked for: all in the first notice; later only these two (行政许可法第32条第四项)."""

    FIRST = "first", _("首次告知")
    UNCURED = "uncured", _("上次告知、尚未补正")
    SUPPLEMENT = "supplement", _("补正材料本身带来的问题")


class Found(models.TextChoices):
    """What the window found of a point of its check list."""

    IN_ORDER = "in_order", _("齐全、符合要求")
    DEFECTIVE = "defective", _("缺少或者有缺陷")
    NOT_APPLICABLE = "not_applicable", _("不适用")


class Asker(models.TextChoices):
    """Who asks for a hearing (行政许可法第47条)."""

    APPLICANT = "applicant", _("申请人")
    INTERESTED = "interested", _("利害关系人")


class Part(models.TextChoices):
    """The parts of a decision; nobody acts in two of them on one case, but see `rules.parts.MAY_COINCIDE`."""

    INTAKE = "intake", _("受理")
    REVIEW = "review", _("审查")
    HEAD = "head", _("科室审核")
    SIGN = "sign", _("签发")
    LEGAL = "legal", _("法制审核")


class LegalGround(models.TextChoices):
    """When a decision is reviewed by a lawyer before it is made (国办发〔2018〕118号, 三、重大执法决定法制审核)."""

    HEARING = "hearing", _("经过听证程序")
    PUBLIC_INTEREST = "public_interest", _("涉及重大公共利益")
    SOCIAL_RISK = "social_risk", _("可能造成重大社会影响或者引发社会风险")
    COMPLEX = "complex", _("情况疑难复杂、涉及多个法律关系")


class LegalOutcome(models.TextChoices):
    PASSED = "passed", _("审核通过")
    ADVISED = "advised", _("通过，附改进建议")
    FAILED = "failed", _("不通过，改正后再送审")
