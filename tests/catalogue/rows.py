"""Checks kept by the form of the page, and rules two people made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from approvals.catalogue import actions
from approvals.catalogue.enums import Book
from tests.builders import moment

if TYPE_CHECKING:
    from approvals.catalogue.models import Snapshot
    from tests.world import World

AT, DAY = moment("2026-09-14", "09:00"), date(2026, 9, 14)
LEVEL: dict[str, Any] = {
    "title": "省厅审批的火电、石化项目", "documents": "report", "items": "87", "level": "superior",
    "authority": "江原省生态环境厅", "act": "江原省生态环境厅审批环评文件的建设项目目录", "article": "第二条",
    "evidence": "T", "is_retired": False, "scope": "", "valid_to": None,
}  # fmt: skip
MATERIAL: dict[str, Any] = {
    "title": "选址意见", "documents": "table", "industries": "", "place": 95, "copies": 1, "sample": "复印件",
    "is_main": False, "fetched_from": "", "act": "云溪市规划管理办法", "article": "第8条",
    "evidence": "E", "is_retired": False,
}  # fmt: skip


def kept(item: int = 66, follows: str = "", key: str = "", address: str = "192.0.2.7", **typed: str) -> Snapshot:
    typed = typed or {"q1": "no", "q2": "12"}
    return actions.keep(item, typed, on=DAY, at=AT, key=key or str(uuid4()), address=address, follows=follows)


def proposed(of: World, book: str, key: str = "", since: date = DAY, at: Any = AT, **told: Any) -> Any:
    said = {**(LEVEL if book == Book.LEVELS else MATERIAL), **told}
    return actions.propose(book=book, key=key, valid_from=since, why="市局会议决定", by=of.head, at=at, **said)


def agreed(of: World, book: str, key: str = "", since: date = DAY, at: Any = AT, **told: Any) -> Any:
    version = proposed(of, book, key, since, at, **told)
    return actions.agree(version.pk, book=book, by=of.leader, at=at)
