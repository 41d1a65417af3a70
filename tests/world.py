"""A bureau at work: its people, its pledge, an enterprise, and the way of one application through it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from approvals.applications import actions
from approvals.applications.models import Application
from approvals.applications.queries import typed
from approvals.applications.states import Conclusion, DocumentKind, FileKind, RegistrationMode
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.enums import EnterpriseKind, Role, SectionKind
from envportal.accounts.models import AgentGrant, Bureau, Enterprise, RoleGrant, User
from envportal.accounts.queries import staff_with
from envportal.deadlines.actions import add_rule, load_rules
from envportal.deadlines.enums import Anchor, Expiry, Ground, Matter, Unit
from envportal.documents.models import Letter
from tests import builders, correcting
from tests.builders import moment, one_time_code
from tests.documents import corpus
from tests.remembered import remembered

NOTICE_RULE = "本局承诺规则第4条"
# Who signed for a letter at the counter, and what they showed.
SIGNED: dict[str, Any] = {"receiver": "沈雁", "capacity": "agent", "identity": "居民身份证，尾号 0318"}


# A correction letter and its answer, told in a file of their own.
ITEM, walked, ask_correction = correcting.ITEM, correcting.walked, correcting.ask_correction
answer_items, supplement = correcting.answer_items, correcting.supplement


@dataclass(frozen=True)
class World:
    bureau: Bureau
    clerk: User
    officer: User
    head: User
    leader: User
    editor: User
    supervisor: User
    owner: Enterprise
    applicant: User


# Code → name, mark, and what each bureau pledges for a kind of document.
BUREAUS = {
    "yunxi": ("云溪市生态环境局", "云环", Unit.WORKING_DAY, {"report": 30, "table": 18, "registration": 5}),
    "dongling": ("东岭市生态环境局", "东环", Unit.CALENDAR_DAY, {"report": 10, "table": 5, "registration": 2}),
    "nanpu": ("南浦市生态环境局", "南环", Unit.WORKING_DAY, {"registration": 10}),
}
# What becomes of a registration there; a bureau that set nothing has it filed in the ministry's system.
MODES = {"yunxi": RegistrationMode.REVIEW, "dongling": RegistrationMode.REVIEW}


@remembered
def world(verified_on: date | None = date(2026, 9, 1), code: str = "yunxi") -> World:
    """A bureau with one person in every part and its pledges: in 云溪 18 working days for tables."""
    load_rules()
    name, mark, unit, pledges = BUREAUS[code]
    bureau = builders.bureau(code, name, mark, address="云溪市清波路 1 号", phone="0999-000 0188")
    window = builders.section(bureau, kind=SectionKind.WINDOW, name="政务服务窗口")
    review = builders.section(bureau)
    for variant, amount in pledges.items():
        pledge(bureau, amount=amount, since=date(2026, 7, 1), variant=variant, unit=unit)
    if code in MODES:
        set_mode(bureau, MODES[code])
    clerk = builders.staff(Role.CLERK, "罗静", at=bureau, in_section=window)
    owner = builders.enterprise()
    if verified_on is not None:
        owner.verified_on, owner.verified_by = verified_on, clerk
        owner.save()
    return World(
        bureau=bureau, clerk=clerk, officer=builders.staff(Role.OFFICER, "周明远", at=bureau, in_section=review),
        head=builders.staff(Role.SECTION_HEAD, "许望舒", at=bureau, in_section=review),
        leader=builders.staff(Role.LEADER, "韩松年", at=bureau),
        editor=builders.staff(Role.EDITOR, "林小满", at=bureau),
        supervisor=builders.staff(Role.SUPERVISOR, "顾怀瑾", at=bureau), owner=owner,
        applicant=builders.applicant(owner),
    )  # fmt: skip


@remembered
def set_mode(bureau: Bureau, mode: str, *, since: date = date(2017, 1, 1)) -> None:
    actions.set_registration_mode(
        bureau, mode, valid_from=since, basis=f"{bureau.name}办理时限公告", decided_by="局务会议",
        at=moment("2026-01-05"),
    )  # fmt: skip


@remembered
def drafting_unit(of: World) -> Enterprise:
    unit = builders.enterprise("云溪清源环境咨询有限公司", EnterpriseKind.CONSULTANT, builders.USCCS[1])
    unit.verified_on, unit.verified_by = date(2026, 9, 1), of.clerk
    unit.save()
    return unit


@remembered
def draft(of: World, at: datetime | None = None, kind: str = DocumentKind.TABLE) -> Application:
    return actions.create_draft(
        of.owner, of.bureau, document_kind=kind, project_name="年产 6000 万只食品纸容器技改项目", by=of.applicant,
        at=at or moment("2026-09-14", "09:00"),
    )  # fmt: skip


# Consulted over the summer of 2026: ten working days from 3 to 14 August.
CONSULTED: dict[str, Any] = {
    "is_simplified": False, "park_plan": "", "engaged_on": date(2026, 5, 6), "disclosed_on": date(2026, 5, 13),
    "draft_from": date(2026, 8, 3), "draft_to": date(2026, 8, 14), "web_address": "https://hexin.example/eia",
    "newspaper": "云溪日报", "printed_on": date(2026, 8, 4), "printed_again_on": date(2026, 8, 11),
    "posted_at": "青石镇便民服务中心", "full_text_on": date(2026, 8, 31), "opinions": 3,
}  # fmt: skip
PAPERS: dict[str, tuple[tuple[FileKind, str, int], ...]] = {
    DocumentKind.REPORT: ((FileKind.REPORT, "报告书.pdf", 3), (FileKind.PUBLIC, "公开本.pdf", 2)),
    DocumentKind.TABLE: ((FileKind.TABLE, "报告表.pdf", 3), (FileKind.PUBLIC, "公开本.pdf", 2)),
    DocumentKind.REGISTRATION: (),
}


@remembered
def filled(of: World, at: datetime | None = None, kind: str = DocumentKind.TABLE, **answers: Any) -> Application:
    """A draft with every step of the task list done."""
    at = at or moment("2026-09-14", "09:30")
    application = draft(of, at, kind)
    typed: dict[str, Any] = {
        "project_code": "2609-990102-07-02-418823", "project_place": "云溪市青石镇工业东路 18 号",
        "project_division": "青石镇", "project_industry": "C2231", "nature": "upgrade", "investment": Decimal(1860),
        "environmental_investment": Decimal(96), "starts_on": date(2027, 3, 1),
        "overview": "在现有厂房内新增 12 条纸容器成型线和 2 条水性油墨印刷线，不新增用地。",
        "impacts": "废气：印刷产生挥发性有机物，密闭收集，活性炭吸附后 15 米高排放。",
        "consultant": drafting_unit(of), "lead_author": "程以宁", "lead_author_credit": "BH012345",
        "site_unit": "", "site_longitude": None, "site_latitude": None, "site_inside": [], "site_near": [],
        "nothing_withheld": True, "no_attachments": True, "heavy_metals": False, "contact_name": "沈雁",
        "contact_phone": "09990000123", "portal_service": True, "emission_cod": Decimal("0.125"),
        "emission_nh3n": Decimal("0.012"), "emission_so2": Decimal(0), "emission_nox": Decimal(0),
        "emission_dust": Decimal(0), "emission_vocs": Decimal("0.82"), **answers,
    }  # fmt: skip
    actions.save_step(application.pk, by=of.applicant, at=at, **typed)
    for paper, name, pages in PAPERS[kind]:
        actions.attach(application.pk, file=corpus.upload(corpus.pdf(pages), name), kind=paper, by=of.applicant, at=at)
    if kind == DocumentKind.REPORT:
        statement = corpus.upload(corpus.pdf(4), "公众参与说明.pdf")
        actions.save_participation(application.pk, file=statement, by=of.applicant, at=at, **CONSULTED)
    return Application.objects.get(pk=application.pk)


@remembered
def submitted(of: World, at: datetime | None = None, **answers: Any) -> Application:
    at = at or moment("2026-09-14", "16:48")
    return actions.submit(filled(of, at, **answers).pk, declared=True, by=of.applicant, at=at)


@remembered
def accepted(of: World, at: datetime | None = None, **answers: Any) -> Application:
    """Accepted, and taken by the section the same day."""
    at = at or moment("2026-09-17")
    found = actions.accept(submitted(of, **answers).pk, by=of.clerk, at=at)
    return actions.take(found.pk, by=found.case.holder or of.head, at=at)


@remembered
def publish(of: World, application: Application, kind: str, at: datetime) -> Notice:
    notice = Notice.objects.get(case=application.case, kind=kind, state=board.State.PENDING)
    return board.publish(notice.pk, by=of.editor, at=at)


@remembered
def reviewed(of: World, conclusion: str = Conclusion.APPROVE, **answers: Any) -> Application:
    """Accepted, its acceptance notice out, with the officer's opinion."""
    application = accepted(of, **answers)
    publish(of, application, Notice.Kind.ACCEPTANCE, moment("2026-09-17", "17:00"))
    ground = "5" if conclusion == Conclusion.REFUSE else ""
    return actions.write_opinion(
        application.pk, conclusion=conclusion, text="同意报告表的结论。",
        conditions=typed("密闭收集废气。\n夜间不生产。"), ground=ground, by=of.officer, at=moment("2026-10-09"),
    )  # fmt: skip


@remembered
def proposed(of: World, conclusion: str = Conclusion.APPROVE, **answers: Any) -> Application:
    """Proposed on 10-12 and published that day: the window is 10-13 to 10-19."""
    application = actions.propose(reviewed(of, conclusion, **answers).pk, by=of.head, at=moment("2026-10-12", "08:00"))
    publish(of, application, Notice.Kind.PROPOSED_DECISION, moment("2026-10-12", "17:00"))
    return application


@remembered
def sign(of: World, application: Application, at: datetime, conclusion: str = Conclusion.APPROVE) -> Application:
    act = actions.approve if conclusion == Conclusion.APPROVE else actions.refuse
    return act(application.pk, code=one_time_code(at), by=of.leader, at=at)


@remembered
def other_applicant(of: World) -> User:
    """Somebody of another verified enterprise."""
    other = builders.enterprise("东渡建材有限公司", uscc=builders.USCCS[2])
    other.verified_on, other.verified_by = date(2026, 9, 1), of.clerk
    other.save()
    return builders.applicant(other, "秦方")


@remembered
def commission(of: World, application: Application, at: datetime | None = None) -> Application:
    return actions.commission_expert_review(
        application.pk, reason="新增印刷线", experts="评审专家组", planned_days=7, by=of.officer,
        at=at or moment("2026-09-23", "09:00"),
    )  # fmt: skip


def give_role(person: User, role: str) -> None:
    RoleGrant.objects.create(user=person, role=role)


def grant(of: World, agent: User) -> AgentGrant:
    """The owner lets the agent's drafting unit act in 2026."""
    assert agent.enterprise is not None
    return AgentGrant.objects.create(
        owner=of.owner, consultant=agent.enterprise, valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31),
        granted_by=of.applicant, granted_at=moment("2026-01-01"),
    )  # fmt: skip


def pledge(
    bureau: Bureau, *, amount: int, since: date, variant: str = DocumentKind.TABLE, unit: str = Unit.WORKING_DAY
) -> None:
    """A pledge from a day on, in working days unless said otherwise; one in calendar days stops for both notices."""
    is_short = unit == Unit.CALENDAR_DAY
    add_rule(
        bureau, matter=Matter.PLEDGED, variant=variant, valid_from=since, amount=amount, unit=unit,
        printed=f"{amount} 日" if is_short else f"{amount} 个工作日", anchor=Anchor.ACCEPTED,
        act=f"{bureau.name}服务承诺", article="第2条", extendable=10, on_expiry=Expiry.RED_CARD, warn_working_days=2,
        warn_share=20,
        excludes={
            Ground.EXPERT_REVIEW: "行政许可法第45条", Ground.TECHNICAL_ASSESSMENT: "行政许可法第45条",
            Ground.HEARING: "行政许可法第45条", Ground.PROPOSED_NOTICE: NOTICE_RULE,
            **({Ground.ACCEPTANCE_NOTICE: NOTICE_RULE} if is_short else {}),
        },
    )  # fmt: skip


def hand_over(of: World, letter: Letter, at: datetime) -> None:
    """The applicant signs for a letter at the counter."""
    actions.record_service(letter.case_id, letter=letter.pk, by=of.clerk, at=at, **SIGNED)


def heard(of: World, application: Application, at: datetime | None = None) -> Application:
    """The applicant asks for a hearing, by default on the day after the proposal, and the head has it organised."""
    at = at or moment("2026-10-13", "09:00")
    actions.ask_hearing(application.pk, reason="批准条件过严，请当面说明。", by=of.applicant, at=at)
    return actions.confirm_hearing(application.pk, planned_days=35, by=of.head, at=at + timedelta(hours=2))


def chair(of: World) -> User:
    """Somebody of the bureau who has no part in the review."""
    return builders.staff(Role.LEGAL, "沈砚", at=of.bureau)


def ask_on_paper(of: World, application: Application, asked_on: str, at: datetime, **typed: Any) -> Application:
    """A neighbour's request, as the clerk records it."""
    said: dict[str, Any] = {
        "asker": "interested", "name": "青石村村民方某", "contact": "青石村 3 组，0999-000 0456",
        "reason": "夜间噪声影响睡眠。", "asked_on": date.fromisoformat(asked_on), **typed,
    }  # fmt: skip
    file = corpus.upload(corpus.pdf(1), "听证申请书.pdf")
    return actions.record_hearing_request(application.pk, file=file, by=of.clerk, at=at, **said)


def arrange(of: World, application: Application, held_on: str, at: datetime, chaired_by: User | None = None) -> User:
    by = chaired_by or chair(of)
    actions.arrange_hearing(
        application.pk, held_on=date.fromisoformat(held_on), held_at=time(9, 30), place="三楼第一会议室", chair=by,
        by=of.officer, at=at,
    )  # fmt: skip
    return by


def legally(of: World, application: Application, at: datetime, outcome: str = "passed") -> Application:
    """A lawyer of the bureau who has no part in the case looks at what is to be signed."""
    [by] = staff_with(of.bureau, Role.LEGAL)[:1]
    return actions.review_legality(application.pk, outcome=outcome, opinion="程序合法，依据正确。", by=by, at=at)


def transcript(of: World, application: Application, signed_on: str, at: datetime) -> Application:
    file = corpus.upload(corpus.pdf(2), "听证笔录.pdf")
    return actions.file_transcript(
        application.pk, signed_on=date.fromisoformat(signed_on), summary="申请人请求放宽夜间限制。", file=file,
        by=of.officer, at=at,
    )  # fmt: skip
