"""Other departments in the demo: three are asked on one case, one has answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from approvals.applications.models import Application
from approvals.applications.states import DocumentKind, State
from approvals.departments import actions, queries
from envportal.accounts.models import Bureau
from envportal.operations.actions.cast import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.operations.actions.days import Days

WRITES = "yunxi"
ASKED = ("planning", "reform", "fire")
QUESTION = "请就项目选址与国土空间规划、立项和消防安全要求是否相符提出意见。"
ANSWER = "选址位于城镇开发边界内的工业用地，没有不同意见；临河一侧请退让河道蓝线 20 米。"


def turns(days: Days, opened: int) -> Iterator[tuple[date, str, Callable[[datetime], object]]]:
    """Day, time of the day and what happens then; asked when nothing is proposed any more that day."""
    yield days.ago(opened), "08:55", _enter
    yield days.ago(1), "17:05", _ask
    yield days.ago(0), "08:25", _answer


def _enter(at: datetime) -> None:
    for row in table("departments"):
        actions.enter(_bureau(), row, at=at)


def _ask(at: datetime) -> None:
    waiting = Application.objects.filter(case__bureau=_bureau(), state=State.IN_REVIEW, case__holder__isnull=False)
    waiting = waiting.exclude(document_kind=DocumentKind.REGISTRATION)
    case = waiting.select_related("case__holder").order_by("-pk")[0].case
    if case.holder is not None:
        whom = queries.departments(_bureau()).filter(code__in=ASKED)
        actions.ask(case.pk, departments=whom, question=QUESTION, by=case.holder, at=at)


def _answer(at: datetime) -> None:
    one = queries.open_ones().select_related("department__person").get(department__code="planning")
    if one.department.person is not None:
        actions.reply(one.pk, reply="conditions", text=ANSWER, by=one.department.person, at=at)


def _bureau() -> Bureau:
    return Bureau.objects.get(code=WRITES)
