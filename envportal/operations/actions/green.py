"""The green channel of the demo: a definition, one project in it, and what the public reads."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from approvals.access import screening
from approvals.green import actions
from approvals.green.models import GreenChannel
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.models import Bureau, User
from envportal.cases.models import Case

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
    yield days.ago(1), "16:05", lambda at: _ask([plays[name] for name in CANDIDATES], at)
    yield days.ago(1), "16:35", _grant
    yield days.ago(1), "16:50", _publish


def _define(at: datetime) -> None:
    actions.define(
        Bureau.objects.get(code=BUREAU).pk, valid_from=timezone.localdate(at), criteria=CRITERIA, source=SOURCE,
        longest=180, by=_person(LEADER), at=at,
    )  # fmt: skip


def _ask(plays: Sequence[Play], at: datetime) -> None:
    """For the first of them that no list of industries keeps out."""
    cases = (Case.objects.get(pk=play.pk) for play in plays)
    let_in = next((case for case in cases if not screening.is_high_energy(case, timezone.localdate(at))), None)
    if let_in is not None:
        criterion, reason = CRITERIA.splitlines()[0], "市重点建设项目清单第 31 号，计划本年度开工"
        actions.ask(let_in.pk, criterion=criterion, reason=reason, by=_person(HEAD), at=at)


def _grant(at: datetime) -> None:
    for channel in GreenChannel.objects.all():
        actions.grant(channel.pk, ends_on=timezone.localdate(at) + timedelta(days=120), by=_person(LEADER), at=at)


def _publish(at: datetime) -> None:
    for notice in Notice.objects.filter(kind=board.Kind.GREEN_CHANNEL, state=board.State.PENDING):
        board.publish(notice.pk, by=_person(EDITOR), at=at)


def _person(name: str) -> User:
    return User.objects.get(username=name)
