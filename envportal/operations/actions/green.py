"""The green channel of the demo: a definition, one project in it, and what the public reads."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from approvals.green import actions
from approvals.green.models import GreenChannel
from approvals.green.rules import two_high
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.models import Bureau, User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from envportal.operations.actions.days import Days
    from envportal.operations.actions.stage import Play

    Turn = tuple[date, str, Callable[[datetime], object]]

BUREAU, LEADER, HEAD, EDITOR = "yunxi", "hansongnian", "xuwangshu", "linxiaoman"
SET = 50
CRITERIA = "列入省、市重点建设项目清单的项目\n经认定的高新技术企业在本市的新建、扩建项目\n市政府招商引资重点项目"
SOURCE = "云环发〔2026〕12号《绿色通道项目认定办法》"
# In review; chance casts their projects, and one of them is of no two-high industry.
CANDIDATES = ("hexin_warehouse", "lvye_juice", "lvye_meat", "jiahe_bamboo")


def turns(programme: Sequence[Play], days: Days) -> Iterator[Turn]:
    """Day, time of day, and what is done then."""
    plays = {play.script.project: play for play in programme}
    yield days.ago(SET), "09:20", _define
    play = next((plays[name] for name in CANDIDATES if _is_let_in(plays[name].project["industry"])), None)
    if play is None:
        return
    yield days.ago(1), "16:05", lambda at: _ask(play.pk, at)
    yield days.ago(1), "16:35", lambda at: _grant(play.pk, at)
    yield days.ago(1), "16:50", lambda at: _publish(play.pk, at)


def _is_let_in(industry: str) -> bool:
    return not any(industry[1:].startswith(prefix) for prefix, _category in two_high())


def _define(at: datetime) -> None:
    actions.define(
        Bureau.objects.get(code=BUREAU).pk, valid_from=timezone.localdate(at), criteria=CRITERIA, source=SOURCE,
        longest=180, by=_person(LEADER), at=at,
    )  # fmt: skip


def _ask(case: int, at: datetime) -> None:
    criterion, reason = CRITERIA.splitlines()[0], "市重点建设项目清单第 31 号，计划本年度开工"
    actions.ask(case, criterion=criterion, reason=reason, by=_person(HEAD), at=at)


def _grant(case: int, at: datetime) -> None:
    channel = GreenChannel.objects.get(case=case)
    actions.grant(channel.pk, ends_on=timezone.localdate(at) + timedelta(days=120), by=_person(LEADER), at=at)


def _publish(case: int, at: datetime) -> None:
    notice = Notice.objects.get(case=case, kind=board.Kind.GREEN_CHANNEL)
    board.publish(notice.pk, by=_person(EDITOR), at=at)


def _person(name: str) -> User:
    return User.objects.get(username=name)
