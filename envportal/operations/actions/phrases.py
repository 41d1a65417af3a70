"""The demo's bureau words its letters: one alteration two people agreed on, and one that waits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau
from envportal.accounts.queries import staff_with
from envportal.documents import actions
from envportal.documents.queries import wording as words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.operations.actions.days import Days

WRITES = "yunxi"
AGREED = {
    "key": "acceptance.closing",
    "text": "发生不计入时限的情形时，本局将书面告知所需时间。审批不收取任何费用；有人借审批收费的，请向本局举报。",
    "why": "写明可以举报借审批收费",
}
WAITING = {
    "key": "approval_reply.supervision",
    "text": "{监督管理单位}负责项目生态环境保护的日常监督管理。你单位应当将本批复送所在地乡镇，并接受监督检查。",
    "why": "便于属地了解批复要求",
}


def turns(days: Days, opened: int) -> Iterator[tuple[date, str, Callable[[datetime], object]]]:
    """Day, time of the day and what happens then."""
    yield days.ago(opened - 1), "10:20", lambda at: _propose(AGREED, at, after=3)
    yield days.ago(opened - 1), "15:40", _agree
    yield days.ago(2), "16:05", lambda at: _propose(WAITING, at, after=30)


def _propose(told: dict[str, str], at: datetime, *, after: int) -> None:
    on = timezone.localdate(at)
    block = words.in_force(_bureau(), on)[told["key"]]
    actions.propose_wording(
        block, text=told["text"], why=told["why"], valid_from=on + timedelta(days=after), by=_somebody(Role.LEGAL),
        at=at,
    )  # fmt: skip


def _agree(at: datetime) -> None:
    version = words.waiting(_bureau()).get(key=AGREED["key"])
    actions.agree_wording(version.pk, by=_somebody(Role.LEADER), at=at)


def _bureau() -> Bureau:
    return Bureau.objects.get(code=WRITES)


def _somebody(role: Role) -> User:
    return staff_with(_bureau(), role).get()
