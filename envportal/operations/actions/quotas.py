"""The emission quotas of the demo: granted, set aside, reduced, asked for; what cases hold follows from their way."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from approvals.quotas import actions
from approvals.quotas.actions.posting import Where
from approvals.quotas.models import Area, Book, Request
from approvals.quotas.states import EntryKind, Medium
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau, User
from envportal.accounts.queries import staff_with
from envportal.cases.enums import Pollutant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

BUREAU = "yunxi"
AREAS = (("chengguan", "城关片区"), ("gongyeyuan", "工业园区"))
GRANTED = {Pollutant.COD: 60, Pollutant.NH3N: 6, Pollutant.NOX: 45, Pollutant.VOCS: 30}
BASIS = "云溪市主要污染物总量控制实施办法（演示）"


def turns(days: Days, opened: int) -> Iterator[Turn]:
    """From the day after the bureau opened its doors; the years are those of the story."""
    first = days.ago(opened - 1)
    yield first, "08:10", lambda at: _begin(at, first)
    for year in sorted({first.year, days.today.year}):
        yield max(first, min(days.today, first.replace(year=year, month=1, day=1))), "08:20", _grants(year)
    yield days.ago(opened - 6), "10:10", lambda at: _reduce(at, days.ago(opened - 4))
    yield days.ago(opened - 2), "15:40", _publish
    yield days.ago(11), "15:45", _publish
    yield days.ago(30), "16:10", lambda at: _ask(at, "云环请〔演示〕3号", 12, days.ago(30))
    yield days.ago(12), "09:40", lambda at: _reply(at, days.ago(13))
    yield days.ago(5), "11:10", lambda at: _ask(at, "云环请〔演示〕7号", 8, days.ago(5))
    # What comes now finds no ammonia nitrogen left: it waits in the pool for a leader.
    yield days.ago(2), "08:05", _set_aside


def _who(role: str) -> User:
    return staff_with(Bureau.objects.get(code=BUREAU), role)[0]


def _where(pollutant: str, year: int, code: str = "chengguan") -> Where:
    return Where(Area.objects.get(bureau__code=BUREAU, code=code), pollutant, year)


def _begin(at: datetime, on: date) -> None:
    head = _who(Role.SECTION_HEAD)
    for code, name in AREAS:
        area = actions.add_area(code=code, name=name, by=head, at=at)
        actions.tell_standing(
            area, year=on.year - 1, medium=Medium.WATER, met=True, source="上一年度环境质量公报（演示）", by=head, at=at
        )
    for pollutant in GRANTED:
        actions.control(pollutant=pollutant, valid_from=on, basis=BASIS, by=head, at=at)


def _grants(year: int) -> Callable[[datetime], None]:
    def grant(at: datetime) -> None:
        for code, _name in AREAS:
            for pollutant, tonnes in GRANTED.items():
                actions.grant(
                    _where(pollutant, year, code), amount=Decimal(tonnes), on=timezone.localdate(at), at=at,
                    document=f"省环总量〔{year}〕8号（演示）", by=_who(Role.LEADER),
                )  # fmt: skip

    return grant


def _reduce(at: datetime, on: date) -> None:
    found = actions.verify_reduction(
        _where(Pollutant.COD, on.year), amount=Decimal("18.5"), source="云溪造纸厂（演示）", measure="关停制浆线",
        evidence="云环核〔演示〕2号", verified_on=on, by=_who(Role.SECTION_HEAD), at=at,
    )  # fmt: skip
    actions.use_reduction(found.pk, amount=Decimal(6), reason="纳入全市可用", by=_who(Role.LEADER), at=at)


def _publish(at: datetime) -> None:
    """What was granted, for everybody to read."""
    editor = staff_with(Bureau.objects.get(code=BUREAU), Role.EDITOR)[0]
    for notice in Notice.objects.filter(kind=board.Kind.QUOTA, state=board.State.PENDING, bureau__code=BUREAU):
        if notice.submitted_by_id != editor.pk:
            board.publish(notice.pk, by=editor, at=at)


def _ask(at: datetime, number: str, tonnes: int, on: date) -> None:
    actions.ask_upward(
        _where(Pollutant.VOCS, on.year, "gongyeyuan"), amount=Decimal(tonnes), number=number, asked_on=on, at=at,
        reason="园区三个涂装项目", by=_who(Role.LEADER),
    )  # fmt: skip


def _reply(at: datetime, on: date) -> None:
    actions.enter_reply(
        Request.objects.order_by("pk")[0].pk, replied_on=on, reply="省环函〔演示〕19号", given=Decimal(9), rank=(2, 11),
        by=_who(Role.LEADER), at=at,
    )  # fmt: skip


def _set_aside(at: datetime) -> None:
    """All that is left of one pollutant, for coming projects."""
    for book in Book.objects.filter(area__code="chengguan", pollutant=Pollutant.NH3N).order_by("pk"):
        left = book.accounts.get(kind="available").balance
        if left:
            actions.shift(
                book.pk, kind=EntryKind.SET_ASIDE, amount=left, reason="留给列入计划的项目", by=_who(Role.LEADER), at=at
            )
