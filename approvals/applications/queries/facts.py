"""What letters and notices say of an application; each a copy of named facts, nothing else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from approvals.applications.guards import needed_totals
from approvals.applications.queries.conditions import conditions_of, in_one_text
from approvals.applications.queries.files import in_chinese, materials
from approvals.applications.queries.hearing import hearing_line
from approvals.applications.queries.participation import participation_in_words
from approvals.applications.queries.registrations import programme_of
from approvals.applications.queries.roles import shared_out
from approvals.applications.states import Conclusion, DeclineGround, Nature, RefusalGround, State
from approvals.meetings import resolutions
from disclosure.board.queries.course import course
from disclosure.board.queries.hands import hands
from envportal.cases.enums import Pollutant
from envportal.deadlines import clocks
from envportal.deadlines.enums import DECIDING, Matter, Unit
from envportal.documents import letters
from envportal.documents.enums import LetterKind
from envportal.documents.queries import wording as words
from envportal.documents.rules.wording import suits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from approvals.applications.models import Application, Filing, Hearing, Opinion
    from envportal.deadlines.rules.faces import Foreseen
    from envportal.documents.models import Letter
    from envportal.documents.queries.wording import Block

# 行政许可法 §47: each party's five working days run from when it was told.
HEARING_RIGHT = (
    "申请人自听证告知书送达之日起、利害关系人自公示之日起，五个工作日内可以书面提出听证申请（行政许可法第四十七条）。"
)
EXCLUDED = "听证、专家评审、技术评估所需时间依法不计入法定时限（行政许可法第四十五条）。"


@in_chinese
def letter_subject(application: Application) -> dict[str, object]:
    """What every letter names."""
    project = application.project
    return {
        "project_name": project.name,
        "project_code": project.code,
        "document_kind": application.document_name,
    }


def provisional_years(bureau_id: int, fields: Mapping[str, object]) -> str:
    """The years of last days whose holidays nobody has announced yet, as a letter names them."""
    calendar = clocks.calendar_of(bureau_id)
    days = [value for name, value in fields.items() if name.endswith("due_on") and isinstance(value, date)]
    return "、".join(f"{year}年" for year in sorted({day.year for day in days if calendar.is_provisional(day)}))


@in_chinese
def acceptance_fields(application: Application) -> dict[str, object]:
    case = application.case
    return {
        "materials": materials(application),
        "received_on": application.received_on,
        "accepted_on": application.accepted_on,
        "statutory_due_on": clocks.due_on(case, Matter.STATUTORY),
        "pledged_due_on": clocks.due_on(case, Matter.PLEDGED),
        "excluded_steps": [EXCLUDED] if application.procedure.is_noticed else [],
        "deemed": "是" if application.accepted_by_silence else "",
    }


@in_chinese
def sheet(application: Application, on: date, foreseen: Foreseen | None = None) -> dict[str, object]:
    """Every day of the statutory and the pledged limit, for a letter that names their ends."""
    faces = [face for face in clocks.faces(application.case, on, foreseen=foreseen) if face.matter in DECIDING]
    return {"sheet": clocks.sheet(faces, hands(course(application.case), on)) if faces else None}


@in_chinese
def hearing_fields(application: Application, opinion: Opinion) -> dict[str, object]:
    bureau = application.case.bureau
    proposed = Conclusion(opinion.conclusion).label
    return {
        "subject": f"本局对该项目的拟审批意见为：{proposed}。{opinion.text}",
        "days": "五个工作日",
        "how": f"在本系统“我的申请”中提出，或者书面提出，送达或寄至{bureau.name}（{bureau.address}，{bureau.phone}）。",
    }


@in_chinese
def proposed_fields(application: Application, opinion: Opinion, at: datetime) -> dict[str, object]:
    """拟审批公示 as a paper to be posted up: what the public notice says, and how to answer it."""
    bureau, kind = application.case.bureau, application.document_kind
    rule = clocks.window(bureau, Matter.PROPOSED_NOTICE, kind, published_at=at).rule
    return {
        "owner": application.owner.name,
        "place": application.project.place,
        "drafted_by": drafted_by(application),
        "facts": application.overview,
        "impacts": application.impacts,
        "participation": participation_in_words(application),
        "proposal": f"拟作出的决定：{Conclusion(opinion.conclusion).label}。{opinion.text}",
        "reasons": str(RefusalGround(opinion.ground).label) if opinion.ground else "",
        "window": f"自公示次日起 {rule.amount} {'个工作日' if rule.unit == Unit.WORKING_DAY else '日'}",
    } | {name: value for name, value in hearing_fields(application, opinion).items() if name != "subject"}


def decline_letter(ground: str, right_authority: str) -> tuple[LetterKind, dict[str, object]]:
    """The letter for one not taken: 行政许可法 §32(1), no permit needed, (2), whose power it is; or suspended."""
    if ground == DeclineGround.NO_PERMIT_NEEDED:
        return LetterKind.NOT_NEEDED, {}
    if ground == DeclineGround.SUSPENDED:
        return LetterKind.DECLINED, {"limb": "suspended"}
    return LetterKind.DECLINED, {"limb": "not_our_power", "right_authority": right_authority}


@in_chinese
def end_in_words(application: Application) -> str:
    """Why a notice of a case that ended leaves the board."""
    return _("本件%(state)s。") % {"state": application.get_state_display()}


@in_chinese
def approval_fields(application: Application, opinion: Opinion) -> dict[str, object]:
    return {
        "place": application.project.place,
        "facts": application.overview,
        "conclusion": opinion.text,
        **_conditions(application, opinion),
        "supervised_by": application.case.bureau.name,
        "applied_on": application.received_on,
        "drafted_by": drafted_by(application) if application.procedure.full_text else "",
        "totals": totals(application),
        "programme": programme_of(application),
        "hearing": hearing_line(application),
        "discussed": resolutions.in_words(application.case, approves=True),
    }


@in_chinese
def refusal_fields(application: Application, opinion: Opinion) -> dict[str, object]:
    return {
        "place": application.project.place,
        "ground": opinion.ground,
        "facts": opinion.text,
        "applied_on": application.received_on,
        "hearing": hearing_line(application),
        "discussed": resolutions.in_words(application.case, approves=False),
    }


def _conditions(application: Application, opinion: Opinion) -> dict[str, object]:
    """The conditions of an approval, each with what it is about; where there is none, what the law asks anyway."""
    found = conditions_of(opinion)
    if not found:
        return {"conditions": [f"严格落实{application.short_name}提出的各项生态环境保护措施。"]}
    return {"conditions": [one.text for one in found], "topics": [one.topic for one in found]}


def standard_conditions(application: Application, on: date) -> list[Block]:
    """The conditions of the bureau's library that fit the project's industry, by topic."""
    industry = application.project.industry
    library = words.library(words.whose(application.case.bureau), on)
    return [block for block in library if suits(block, industry)]


def drafted_by(application: Application) -> str:
    owner = application.owner
    return owner.name if application.consultant is None else application.consultant.name


def totals(application: Application) -> str:
    """What may be emitted, as stated or as the review assessed it, in one sentence; nothing emitted is left out."""
    amounts = needed_totals(application).items()
    return "；".join(f"{Pollutant(code).label} {tonnes.normalize():f} 吨/年" for code, tonnes in amounts if tonnes)


@in_chinese
def acceptance_facts(application: Application) -> dict[str, str]:
    """环评受理公示: the facts bureaus publish, with the statement on secrets."""
    secrets = (
        _("公开本未删减，不含涉密内容")
        if application.nothing_withheld
        else _("公开本不含涉密内容；删去的内容和理由：%(why)s") % {"why": application.withheld}
    )
    return {
        **where_and_who(application),
        "编制单位": drafted_by(application),
        "编制主持人": application.lead_author,
        "受理日期": day(application.accepted_on),
        "公众参与情况": participation_in_words(application) if application.procedure.consults else "",
        "不公开说明": secrets,
    }


@in_chinese
def proposed_facts(application: Application, opinion: Opinion) -> dict[str, str]:
    """拟审批公示: overview, impacts and measures, what is proposed, participation, the hearing right."""
    return {
        **where_and_who(application),
        "编制单位": drafted_by(application),
        "项目概况": application.overview,
        "主要环境影响和措施": application.impacts,
        "公众参与情况": participation_in_words(application),
        "拟作出的决定": str(Conclusion(opinion.conclusion).label),
        "理由": str(RefusalGround(opinion.ground).label) if opinion.ground else "",
        "听证权利": HEARING_RIGHT,
    }


@in_chinese
def decision_facts(application: Application, opinion: Opinion, letter: Letter) -> dict[str, str]:
    """审批决定公告: number, day, outcome, full text of the conditions, pledged and real time, remedies."""
    used = (application.decided_on - application.receipt_day).days if application.decided_on else 0
    return {
        **where_and_who(application),
        "审批文号": letter.number,
        "审批时间": day(application.decided_on),
        "审批结果": str(State(application.state).label),
        "理由": str(RefusalGround(opinion.ground).label) if opinion.ground else "",
        "审查意见": opinion.text,
        "听证情况": hearing_line(application),
        "办理分工": shared_out(application),
        "委托签发": str(letter.fields.get("delegated", "")),
        "批准条件": in_one_text(opinion),
        **_limits(application),
        "总历时": _("自收件起 %(n)s 天") % {"n": used},
        "救济途径": letters.remedies_for_everybody(letter),
    }


@in_chinese
def filing_facts(application: Application, filing: Filing) -> dict[str, str]:
    """登记表备案公开 (登记表备案管理办法第14条): what was filed, by whom, when, under which number."""
    return {
        **where_and_who(application),
        "备案号": filing.number,
        "备案日期": day(filing.filed_on),
        "项目概况": application.overview,
        "主要环境影响和措施": application.impacts,
        "说明": _("备案由建设单位自行填报并承诺真实；备案回执只证明已备案，不是批准。"),
    }


@in_chinese
def hearing_facts(hearing: Hearing) -> dict[str, str]:
    """听证公告: what is heard, when and where, who presides; who asked for it is named nowhere."""
    open_to_all = _("公开举行，公众凭身份证件可以旁听") if not hearing.closed_why else _("不公开举行")
    return {
        **where_and_who(hearing.application),
        "听证事项": _("对本局拟审批意见的听证申请（行政许可法第四十七条）"),
        "听证时间": f"{day(hearing.held_on)}{hearing.held_at:%H:%M}" if hearing.held_at else "",
        "听证地点": hearing.place,
        "主持人": hearing.chair.name if hearing.chair else "",
        "旁听": open_to_all if hearing.ended_at is None else _("听证不再举行"),
    }


@in_chinese
def declared_contents(application: Application) -> list[str]:
    """What the owner declares in a registration, for its receipt."""
    project, begins = application.project, application.starts_on
    return [
        f"项目：{project.name}，{project.place}",
        f"建设性质：{application.get_nature_display()}；计划开工：{day(begins)}",
        f"建设内容：{application.overview}",
        f"环境影响和措施：{application.impacts}",
    ]


def _limits(application: Application) -> dict[str, str]:
    """The statutory and the pledged limit beside what was really used: the record against the promise."""
    faces = clocks.faces(application.case, application.decided_on or application.receipt_day)
    return {
        face.name: f"{face.rule_text}；{face.state_word}，经过 {face.elapsed_text}，计入 {face.used_text}"
        for face in faces
        if face.matter in DECIDING
    }


def where_and_who(application: Application) -> dict[str, str]:
    project = application.project
    nature = Nature(application.nature).label if application.nature else ""
    return {
        "项目名称": project.name,
        "建设单位": application.owner.name,
        "建设地点": project.place,
        "建设性质": str(nature),
        "文件类型": application.document_name,
    }


def day(value: date | None) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if value else ""
