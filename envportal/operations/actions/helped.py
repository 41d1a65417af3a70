"""Who is helped in the demo: a key project with its leader, an errand, money for a boiler, complaints of charges."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from approvals.errands import actions as errands
from approvals.errands import queries as in_errands
from approvals.errands.actions import Asked
from approvals.errands.models import Errand
from approvals.errands.states import Step, What
from approvals.funds import actions as funds
from approvals.funds.models import Application as FundApplication
from approvals.funds.models import Programme
from approvals.keyprojects import actions as key_projects
from approvals.keyprojects.actions import Promise
from approvals.keyprojects.models import KeyProject
from disclosure.charges import actions as charges
from disclosure.charges.enums import Outcome
from disclosure.charges.models import Complaint
from envportal.accounts.models import Bureau, Enterprise, User
from envportal.cases.models import Case
from envportal.cases.queries import APPLICATION
from envportal.duties.enums import Bearer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

BUREAU, LEADER, HEAD, OFFICER, EDITOR, SUPERVISOR = (
    "yunxi", "hansongnian", "xuwangshu", "zhoumingyuan", "linxiaoman", "guhuaijin",
)  # fmt: skip
# The bureau above, of this portal, and who answers there.
PROVINCE, DEPUTY = "jiangyuan", "gaobingwen"
SHEET = Path(__file__).parent.parent / "data" / "declaration.pdf"
# Asked for by the enterprise of this account; invented, as all of it is.
ASKER, PROJECT = "lvye", "果汁生产基地污水深度处理工程"
BUILDER = "xingyue"
WANTED: list[errands.Wanted] = [
    {"name": "环境影响报告书", "basis": "生态环境法典第102条"},
    {"name": "公众参与说明", "basis": "环境影响评价公众参与办法第19条"},
]  # fmt: skip
CHARGED: tuple[dict[str, Any], ...] = (
    {
        "charged_by": "自称能加急的中介", "amount": Decimal(3000), "about": "报告表审批", "contact": "",
        "what": "说交了钱可以提前一周拿批复。",
    },
    {
        "charged_by": "二楼打印店", "amount": Decimal(60), "about": "", "contact": "",
        "what": "说装订是审批要求，收了装订费。",
    },
)  # fmt: skip


def turns(days: Days) -> Iterator[Turn]:
    """Day, time of day, and what is done then."""
    yield days.ago(14), "09:40", _declare
    yield days.ago(13), "10:10", _publish
    yield days.ago(9), "15:20", lambda at: _speak(days, at)
    yield days.ago(12), "09:05", _ask
    yield days.ago(12), "10:30", _prepare
    yield days.ago(10), "14:20", _send
    yield days.ago(8), "11:10", lambda at: _accepted(days, at)
    yield days.ago(20), "09:15", lambda at: _programme(days, at)
    yield days.ago(19), "10:05", _open_programme
    yield days.ago(17), "14:10", _ask_for_money
    yield days.ago(16), "09:30", _advise
    yield days.ago(12), "15:45", _hand_in
    yield days.ago(10), "10:15", _recommend
    yield days.ago(4), "11:20", _grant
    yield days.ago(2), "16:10", _pay
    yield days.ago(11), "16:05", lambda at: _complain(0, at)
    yield days.ago(8), "15:30", _answer
    yield days.ago(1), "10:50", lambda at: _complain(1, at)


def _declare(at: datetime) -> None:
    """The project that has been here longest and is not decided."""
    open_ = Case.objects.filter(bureau__code=BUREAU, kind__startswith=APPLICATION, closed_on=None)
    case = open_.filter(opened_on__isnull=False, project__isnull=False).order_by("opened_on", "pk").first()
    if case is not None and case.project_id is not None:
        key_projects.declare(
            case.project_id, criterion="列入省、市重点建设项目清单的项目", reason="市重点建设项目清单第 12 号（演示）",
            leader=_person(LEADER), head=_person(HEAD), by=_person(LEADER), at=at,
        )  # fmt: skip


def _publish(at: datetime) -> None:
    for found in KeyProject.objects.filter(published_at=None):
        key_projects.publish(found.pk, by=_person(EDITOR), at=at)


def _speak(days: Days, at: datetime) -> None:
    on, soon = timezone.localdate(at), days.today + timedelta(days=3)
    promises = [
        Promise("书面说明公示什么时候开始", days.ago(6), Bearer.BUREAU),
        Promise("补一份厂界噪声监测报告", soon, Bearer.ENTERPRISE),
    ]
    for found in KeyProject.objects.all():
        key_projects.contact(
            found.pk, on=on, way="meeting", spoken_with="环保部经理", what="问审查到哪一步、什么时候公示。",
            promises=promises, by=_person(HEAD), at=at,
        )  # fmt: skip


def _ask(at: datetime) -> None:
    asker, bureau = _person(ASKER), Bureau.objects.get(code=BUREAU)
    province = Bureau.objects.get(code=PROVINCE)
    asked = Asked(What.APPROVAL, PROJECT, "入河排污口在省管河段，由省厅审批。", province.name, province)
    errands.ask(Enterprise.objects.get(users=asker), bureau, asked=asked, by=asker, at=at)


def _prepare(at: datetime) -> None:
    officer, errand = _person(OFFICER), Errand.objects.get()
    errands.take(errand.pk, by=officer, at=at)
    errands.want(errand.pk, items=WANTED, by=officer, at=at)
    errands.seek(
        errand.pk, scope="省管河段以外的报告书", asked_on=timezone.localdate(at), by=officer, at=at
    )  # fmt: skip


def _send(at: datetime) -> None:
    errand = Errand.objects.get()
    for n, item in enumerate(in_errands.missing(errand)):
        errands.supply(errand.pk, item=item, file=_paper(f"{item.name}.pdf", n), by=_person(ASKER), at=at)
    errands.send(errand.pk, by=_person(OFFICER), at=at)


def _accepted(days: Days, at: datetime) -> None:
    errands.answer(
        Errand.objects.get().pk, step=Step.ACCEPTED, on=timezone.localdate(at), due_on=days.ago(2),
        by=_person(DEPUTY), at=at,
    )  # fmt: skip


def _programme(days: Days, at: datetime) -> None:
    funds.set_up(
        name="工业炉窑深度治理补助（演示）", source="云财环〔2026〕3号（演示）", decided_by="市财政局、市生态环境局",
        criteria="工业炉窑、锅炉超低排放改造，当年完工，按投资的三成补助，最高五十万元。", budget=Decimal(6_000_000),
        opens_on=days.ago(18), closes_on=days.today + timedelta(days=20), by=_person(HEAD), at=at,
    )  # fmt: skip


def _open_programme(at: datetime) -> None:
    funds.publish(Programme.objects.get().pk, by=_person(EDITOR), at=at)


def _ask_for_money(at: datetime) -> None:
    asker = _person(BUILDER)
    funds.ask(
        Enterprise.objects.get(users=asker), Programme.objects.get(), project_name="四吨锅炉低氮改造",
        words="把两台四吨燃气锅炉换成低氮燃烧器。", by=asker, at=at,
    )  # fmt: skip


def _advise(at: datetime) -> None:
    words = "先请有资质的单位做一次改造前监测；申请书写明投资、完工时间和减排量，附报价单。"
    funds.take(FundApplication.objects.get().pk, advice=words, by=_person(OFFICER), at=at)


def _hand_in(at: datetime) -> None:
    file = _paper("资金申请书.pdf", 31)
    funds.hand_in(FundApplication.objects.get().pk, wanted=Decimal(420_000), file=file, by=_person(BUILDER), at=at)


def _recommend(at: datetime) -> None:
    opinion, number = "符合条件，投资和减排量属实。", "云环函〔2026〕21号（演示）"
    funds.recommend(FundApplication.objects.get().pk, opinion=opinion, sent_number=number, by=_person(HEAD), at=at)


def _grant(at: datetime) -> None:
    funds.note_decision(
        FundApplication.objects.get().pk, granted=Decimal(360_000), decided_on=timezone.localdate(at),
        decision_number="云财环〔2026〕8号（演示）", by=_person(OFFICER), at=at,
    )  # fmt: skip


def _pay(at: datetime) -> None:
    funds.note_payment(
        FundApplication.objects.get().pk, amount=Decimal(180_000), on=timezone.localdate(at),
        file=_paper("拨付凭证.pdf", 32), by=_person(OFFICER), at=at,
    )  # fmt: skip


def _complain(n: int, at: datetime) -> None:
    charges.report(Bureau.objects.get(code=BUREAU), key=f"demo-charge-{n}", address="203.0.113.9", at=at, **CHARGED[n])


def _answer(at: datetime) -> None:
    words = "中介自己收的，与本局无关；已责令退还，线索转市场监管部门。审批不收取任何费用，也没有加急。"
    for found in Complaint.objects.filter(outcome=""):
        charges.answer(
            found.pk, outcome=Outcome.FOUNDED, answer=words, refunded=Decimal(3000), by=_person(SUPERVISOR), at=at
        )


def _paper(name: str, n: int) -> SimpleUploadedFile:
    """A paper of its own: the same file answers one thing alone."""
    return SimpleUploadedFile(name, SHEET.read_bytes() + f"\n% {n}\n".encode(), "application/pdf")


def _person(name: str) -> User:
    return User.objects.get(username=name)
