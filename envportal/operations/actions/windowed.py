"""Before an application in the demo: levels of approval, a material that was cut, checks people kept, notices told."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from approvals.catalogue import actions
from approvals.catalogue.enums import Book
from approvals.catalogue.models import Snapshot
from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau
from envportal.accounts.queries import staff_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.operations.actions.days import Days

WRITES = "yunxi"
LIST = "江原省生态环境厅审批环评文件的建设项目目录（示例）"
SAID: dict[str, Any] = {"evidence": "T", "is_retired": False, "documents": "report", "article": ""}
LEVEL: dict[str, Any] = {**SAID, "items": "", "authority": "", "scope": "", "valid_to": None}
LEVELS: tuple[dict[str, Any], ...] = (
    {"title": "省厅审批的火电、炼油、钢铁等项目", "items": "42 61 62 87", "level": "superior",
     "authority": "江原省生态环境厅", "act": LIST, "article": "第二条", "why": "按省厅目录登记"},
    {"title": "委托审批的汽车零部件电镀项目", "items": "71", "level": "delegated", "authority": "江原省生态环境厅",
     "act": "江原省生态环境厅委托书（江环委〔2026〕3号，示例）", "article": "",
     "scope": "开发区内、年电镀面积不超过 10 万平方米", "why": "收到委托书"},
    {"title": "其余报告书、报告表", "documents": "report table", "level": "own", "act": LIST, "article": "第五条",
     "why": "目录以外由本局审批"},
)  # fmt: skip
TERM = timedelta(days=365)
MATERIAL: dict[str, Any] = {
    **SAID, "documents": "report table", "industries": "", "copies": 1, "sample": "", "is_main": False,
    "fetched_from": "", "evidence": "E",
}  # fmt: skip
CUT: tuple[dict[str, Any], ...] = (
    {"key": "identity", "title": "营业执照或者法人证书", "place": 30, "act": "优化营商环境条例", "article": "第37条",
     "why": "凭统一社会信用代码已能核对，不再列入清单"},
    {"key": "zone_opinion", "title": "所在开发区规划环评的审查意见", "place": 70, "act": "规划环境影响评价条例",
     "article": "第23条", "why": "本局自己的档案，不再向申请人要，也不再列出"},
)  # fmt: skip
WAITS: dict[str, Any] = {
    **MATERIAL, "title": "噪声敏感点照片", "place": 85, "act": "云溪市生态环境局通知（示例）", "documents": "table",
    "why": "审查时总要现场补拍，先说清楚",
}  # fmt: skip
# Item and answers, then the check it goes on from.
CHECKS: tuple[tuple[str, int, dict[str, str], str], ...] = (
    ("boxes", 38, {"q1": "yes", "q2": "yes"}, ""),
    ("print", 39, {"q1": "yes", "q2": "2", "q3": "no", "q4": "3"}, "boxes"),
    ("paint", 66, {"q1": "no", "q2": "unsure", "q3": "no", "q4": "4"}, ""),
    ("store", 97, {"q1": "no"}, ""),
)


def turns(days: Days, opened: int) -> Iterator[tuple[date, str, Callable[[datetime], object]]]:
    """Day, time of the day and what happens then."""
    for number, level in enumerate(LEVELS):
        yield days.ago(opened - 1), f"09:{10 + number}", partial(_agreed, Book.LEVELS, {**LEVEL, **level})
    for number, cut in enumerate(CUT):
        said = {**MATERIAL, **cut, "is_retired": True}
        yield days.ago(20 - number * 7), "10:20", partial(_agreed, Book.MATERIALS, said)
    for number, check in enumerate(CHECKS):
        yield days.ago(9 - number), "20:15", partial(_keep, *check)
    yield days.ago(6), "10:05", partial(_tell, "沈雁", "食品纸容器技改项目", "table", "C2231", "print")
    yield days.ago(2), "15:40", partial(_tell, "石桥镇便民超市", "便利店装修", "registration", "", "")
    yield days.ago(1), "11:25", partial(_propose, Book.MATERIALS, WAITS)


def _people() -> tuple[User, User, User]:
    bureau = Bureau.objects.get(code=WRITES)
    roles = (Role.SECTION_HEAD, Role.LEADER, Role.CLERK)
    head, leader, clerk = (staff_with(bureau, role)[0] for role in roles)
    return head, leader, clerk


def _propose(book: str, said: dict[str, Any], at: datetime) -> Any:
    on, told = timezone.localdate(at), dict(said)
    if told.get("level") == "delegated":
        told["valid_to"] = on + TERM
    return actions.propose(book=book, key=told.pop("key", ""), valid_from=on, by=_people()[0], at=at, **told)


def _agreed(book: str, said: dict[str, Any], at: datetime) -> None:
    version = _propose(book, said, at)
    actions.agree(version.pk, book=book, by=_people()[1], at=at)


def _key(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"demo/{name}"))


def _code(name: str) -> str:
    return Snapshot.objects.get(key=_key(name)).code if name else ""


def _keep(name: str, item: int, typed: dict[str, str], before: str, at: datetime) -> None:
    on, address = timezone.localdate(at), "192.0.2.20"
    actions.keep(item, typed, on=on, at=at, key=_key(name), address=address, follows=_code(before))


def _tell(to: str, project: str, document: str, industry: str, check: str, at: datetime) -> None:
    clerk = _people()[2]
    actions.tell(
        document=document, industry=industry, check=_code(check), to=to, project=project, channel="counter", by=clerk,
        at=at,
    )  # fmt: skip
