"""Requests for information in the demo: one in every state, one late, one waiting for a third party."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from disclosure.board import board
from disclosure.board.models import Notice
from disclosure.requests import actions
from disclosure.requests.actions import Typed
from disclosure.requests.models import Request
from envportal.accounts.models import Bureau, User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

SHEET = Path(__file__).parent.parent / "data" / "declaration.pdf"
CLERK, EDITOR, SECOND, LEADER = "luojing", "suwanqing", "linxiaoman", "hansongnian"
REPORT, AGAIN, MINUTES, BOILERS = (
    "云溪纸业九月监督性监测报告",
    "云溪纸业监测报告",
    "砖厂搬迁会商记录",
    "燃煤锅炉淘汰台账",
)
PARAMETERS, NOISE, RIVER, WELLS = (
    "和信包装废气治理设施参数",
    "工地夜间噪声投诉统计",
    "云溪河断面逐日数据",
    "自备井取水许可",
)
SOIL, COMPLAINT, PLANT = "旧水泥厂地块调查报告", "要求查处邻居的油烟", "污水厂在线数据"
WANTED = {
    REPORT: "2026 年九月对云溪纸业总排口的监督性监测报告全文。", AGAIN: "云溪纸业最近一次监测报告。",
    MINUTES: "关于砖厂搬迁的会商记录。", BOILERS: "历年燃煤锅炉淘汰台账，含企业名称和时间。",
    PARAMETERS: "和信包装印刷车间废气治理设施的设计参数和运行参数。", NOISE: "噪声的资料。",
    RIVER: "云溪河入境断面上半年逐日监测数据。", WELLS: "全市自备井取水许可名单。",
    SOIL: "旧水泥厂地块土壤污染状况调查报告和评审意见。", COMPLAINT: "我家楼下饭店油烟很大，请查处并告诉我结果。",
    PLANT: "市污水处理厂上月在线监测日均值。",
}  # fmt: skip
# Invented people and a school; cards with a right check digit of a district that has no such people.
PERSON: dict[str, Any] = {
    "name": "季春和", "identity": "id_card", "identity_number": "11010519491231002X", "phone": "0999-000 0123",
    "address": "云溪市红柳巷 9 号", "supply": "portal",
}  # fmt: skip
COMPANY: dict[str, Any] = {
    "name": "青石环保咨询有限公司", "identity": "licence", "identity_number": "91350100M000100Y43", "who": "company",
    "contact_name": "方晓", "phone": "0999-000 0456", "email": "fang@qingshi.example", "supply": "email",
}  # fmt: skip


def turns(days: Days) -> Iterator[Turn]:
    """Day, time of day, and what is done then."""
    yield from _answered(days)
    yield from _open(days)


def _answered(days: Days) -> Iterator[Turn]:
    ago = days.ago
    yield ago(38), "09:20", lambda at: _send(REPORT, PERSON, at)
    yield ago(37), "10:00", lambda at: _confirm(REPORT, at)
    yield ago(31), "15:00", lambda at: _draft(REPORT, at, outcome="supplied", supplied="监测报告 1 份，12 页。",
                                              file=_paper("监测报告.pdf"))  # fmt: skip
    yield ago(30), "10:10", lambda at: _sign(REPORT, at)
    yield ago(34), "09:10", lambda at: _enter(MINUTES, COMPANY, "registered", at)
    yield (
        ago(24),
        "16:00",
        lambda at: _draft(
            MINUTES, at, outcome="refused", ground="process", reasons="会商记录属于履职中的讨论记录，事项尚未作出决定。"
        ),
    )
    yield ago(23), "11:00", lambda at: _sign(MINUTES, at)
    yield ago(12), "09:00", lambda at: _contest(MINUTES, at)
    yield ago(28), "14:00", lambda at: _enter(BOILERS, COMPANY, "counter", at)
    yield ago(10), "15:20", lambda at: _draft(
        BOILERS, at, outcome="partly", supplied="2015 年以来的台账，个体户姓名已遮去。", ground="third_party",
        reasons="台账中个体经营者的姓名和住址属于个人隐私。", file=_paper("淘汰台账（公开部分）.pdf"),
    )  # fmt: skip
    yield ago(9), "09:30", lambda at: _sign(BOILERS, at)
    yield ago(16), "10:20", lambda at: _send(WELLS, PERSON, at)
    yield ago(15), "10:20", lambda at: _confirm(WELLS, at)
    yield ago(13), "10:20", lambda at: _draft(
        WELLS, at, outcome="not_ours", reasons="取水许可由水行政主管部门办理。", organ="云溪市水利局",
        organ_contact="0999-000 0001",
    )  # fmt: skip
    yield ago(12), "10:20", lambda at: _sign(WELLS, at)
    yield ago(20), "10:50", lambda at: _send(AGAIN, COMPANY | {"suggests_publication": True}, at)
    yield ago(19), "09:50", lambda at: _confirm(AGAIN, at)
    yield ago(18), "10:30", lambda at: actions.say_same(_of(AGAIN).pk, same_as=_of(REPORT), by=_person(EDITOR), at=at)
    yield ago(18), "10:40", lambda at: _draft(AGAIN, at, outcome="supplied", supplied="监测报告 1 份，12 页。")
    yield ago(17), "10:50", lambda at: _sign(AGAIN, at)
    yield ago(16), "11:20", _propose
    yield ago(15), "11:30", _publish


def _open(days: Days) -> Iterator[Turn]:
    ago = days.ago
    # Nobody has done anything, and its twenty days are over.
    yield ago(24), "09:40", lambda at: _enter(SOIL, PERSON, "registered", at)
    yield ago(9), "09:15", lambda at: _enter(PARAMETERS, COMPANY, "counter", at)
    yield ago(6), "14:00", _consult
    yield (
        ago(5),
        "10:00",
        lambda at: actions.send_consultation(
            _of(PARAMETERS).pk, consultation=_of(PARAMETERS).consultations.get().pk, by=_person(LEADER), at=at
        ),
    )
    yield ago(3), "10:00", lambda at: actions.reached(
        _of(PARAMETERS).pk, consultation=_of(PARAMETERS).consultations.get().pk, on=timezone.localdate(at),
        by=_person(EDITOR), at=at,
    )  # fmt: skip
    yield ago(6), "09:25", lambda at: _enter(NOISE, PERSON, "counter", at)
    yield ago(3), "15:30", lambda at: actions.ask_clarification(
        _of(NOISE).pk, items="哪些工地、哪几个月、要件数还是处理结果？",
        guidance="本局按月统计投诉，可以写明起止月份。",
        until=days.ago(-7), by=_person(EDITOR), at=at,
    )  # fmt: skip
    yield ago(19), "09:35", lambda at: _enter(RIVER, COMPANY, "registered", at)
    yield (
        ago(2),
        "09:35",
        lambda at: actions.extend(
            _of(RIVER).pk, days=10, reasons="数据量大，需要逐日核对后提供。", by=_person(LEADER), at=at
        ),
    )
    yield ago(5), "09:45", lambda at: _enter(COMPLAINT, PERSON, "counter", at)
    yield (
        ago(1),
        "16:20",
        lambda at: _draft(
            COMPLAINT, at, outcome="petition", place="油烟投诉请拨 12369 或者在信访渠道提出，本局已一并转投诉科室。"
        ),
    )
    yield ago(1), "17:10", lambda at: _send(PLANT, PERSON, at)


def _person(name: str) -> User:
    return User.objects.get(username=name)


def _of(subject: str) -> Request:
    return Request.objects.select_related("case").get(subject=subject)


def _key(subject: str) -> str:
    """The same in every database, so that the same seed tells the same story."""
    return str(uuid5(NAMESPACE_OID, f"demo request {subject}"))


def _typed(subject: str, who: dict[str, Any]) -> Typed:
    return Typed(subject=subject, wanted=WANTED[subject], **who)


def _send(subject: str, who: dict[str, Any], at: datetime) -> None:
    bureau = Bureau.objects.get(code="yunxi")
    actions.send(bureau, _typed(subject, who), key=_key(subject), address=subject, at=at)


def _enter(subject: str, who: dict[str, Any], channel: str, at: datetime) -> None:
    told = {**who, "supply": "post"} if channel == "registered" and who.get("address") else who
    actions.enter(
        _typed(subject, told), channel=channel, sent_on=timezone.localdate(at), by=_person(CLERK), at=at,
        key=_key(subject),
    )  # fmt: skip


def _confirm(subject: str, at: datetime) -> None:
    actions.confirm(
        _of(subject).pk, on=timezone.localdate(at), confirmed_how="telephone", confirmed_note="上午电话确认",
        by=_person(CLERK), at=at,
    )  # fmt: skip


def _paper(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, SHEET.read_bytes(), "application/pdf")


def _draft(subject: str, at: datetime, **told: Any) -> None:
    actions.draft(_of(subject).pk, by=_person(EDITOR), at=at, **told)


def _sign(subject: str, at: datetime) -> None:
    actions.sign(_of(subject).pk, by=_person(LEADER), at=at)


def _contest(subject: str, at: datetime) -> None:
    on = timezone.localdate(at)
    actions.contest(
        _of(subject).pk,
        kind="reconsideration",
        number=f"云政复〔{on.year}〕18号",
        filed_on=on,
        by=_person(EDITOR),
        at=at,
    )


def _propose(at: datetime) -> None:
    actions.propose_publication(
        _of(REPORT).pk, title=REPORT,
        content="总排口化学需氧量、氨氮、总磷达到排放标准。报告全文可凭本公示到窗口查阅。",
        by=_person(EDITOR), at=at,
    )  # fmt: skip


def _publish(at: datetime) -> None:
    waiting = Notice.objects.get(case=_of(REPORT).case, kind=board.Kind.DISCLOSED)
    board.publish(waiting.pk, by=_person(SECOND), at=at)


def _consult(at: datetime) -> None:
    actions.consult(
        _of(PARAMETERS).pk, party="third", name="云溪和信包装有限公司",
        what="印刷车间废气治理设施的设计参数和运行参数，可能涉及商业秘密。", by=_person(EDITOR), at=at,
    )  # fmt: skip
