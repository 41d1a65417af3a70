"""The counters of the demo: their hours, who came on the days before, who comes today and tomorrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from approvals.appointments import actions
from approvals.appointments.models import Appointment, Counter, Service
from envportal.accounts.models import User

if TYPE_CHECKING:
    from envportal.operations.actions.days import Days

Turn = tuple[date, str, Callable[[datetime], object]]
CLERK, HEAD = "luojing", "xuwangshu"
SERVICES = {
    "提交环评申请": "营业执照、报告书或者报告表电子版、公开本；材料不全的当场一次告知。",
    "领取文书": "身份证明；代领的带委托书。",
    "咨询和申请前审查": "项目做什么、在哪里，有草稿的带草稿。",
}
COUNTERS = {"一号窗口": ("提交环评申请", "领取文书"), "二号窗口": ("咨询和申请前审查", "领取文书")}
MORNING, AFTERNOON = (time(9), time(11, 30)), (time(13, 30), time(16, 30))
# Whom, for what, at which counter and hour; today and tomorrow, and on days before with what became of it.
TODAY = (
    ("t1", "祁先生", "0999-000 0301", "提交环评申请", "一号窗口", "09:00"),
    ("t2", "温女士", "0999-000 0302", "咨询和申请前审查", "二号窗口", "10:00"),
    ("t3", "鲁先生", "0999-000 0303", "领取文书", "一号窗口", "14:00"),
)
TOMORROW = (
    ("m1", "费女士", "0999-000 0304", "提交环评申请", "一号窗口", "09:30"),
    ("m2", "宁先生", "0999-000 0305", "咨询和申请前审查", "二号窗口", "15:00"),
)
BEFORE = (
    (12, "b1", "served"), (9, "b2", "missed"), (8, "b3", "served"), (6, "b4", "missed"), (4, "b5", "served"),
    (3, "b6", "cancelled"), (2, "b7", "served"),
)  # fmt: skip


def turns(days: Days, opened: int) -> Iterator[Turn]:
    """Day, time of day, and what is done then."""
    yield days.ago(opened - 3), "10:00", lambda at: _open(at, days.ago(opened - 3))
    for n, key, became in BEFORE:
        yield days.ago(n + 1), "15:20", partial(_book, key, days.ago(n), "10:00")
        yield days.ago(n), "11:40", partial(_became, key, became)
    for turn, row in enumerate(TODAY):
        yield days.ago(2), "16:10", partial(_book_row, row, days.ago(0), turn)
    for turn, row in enumerate(TOMORROW):
        yield days.ago(1), "16:30", partial(_book_row, row, days.ago(-1), turn + 5)
    yield days.ago(1), "11:00", lambda at: _book_own("hexin", days.ago(-1), at)
    yield days.ago(1), "16:45", lambda at: actions.carry_on(at=at)
    yield days.ago(0), "07:55", _walk_in


def _person(name: str) -> User:
    return User.objects.get(username=name)


def _open(at: datetime, since: date) -> None:
    head = _person(HEAD)
    for name, bring in SERVICES.items():
        actions.set_service(name=name, bring=bring, by=head, at=at)
    for name, of in COUNTERS.items():
        services = list(Service.objects.filter(bureau=head.bureau, name__in=of))
        counter = actions.set_counter(name=name, place="云溪市清波路 1 号一楼", services=services, by=head, at=at)
        for starts, ends in (MORNING, AFTERNOON):
            actions.set_hours(
                counter=counter, starts=starts, ends=ends, minutes=30, capacity=2, valid_from=since, by=head, at=at
            )


def _service(name: str) -> Service:
    return Service.objects.select_related("bureau").get(bureau__code="yunxi", name=name)


def _piece(counter: str, day: date, hour: str) -> str:
    return f"{Counter.objects.get(bureau__code='yunxi', name=counter).pk}|{day}|{hour}"


def _book(key: str, day: date, hour: str, at: datetime) -> None:
    who = actions.Who("来访人", f"0999-000 04{key[1:]:0>2}")
    actions.book_publicly(
        _service("提交环评申请"), _piece("一号窗口", day, hour), who, key=f"demo-visit-{key}", address=f"demo-{key}",
        at=at,
    )  # fmt: skip


def _book_row(row: tuple[str, ...], day: date, turn: int, at: datetime) -> None:
    key, name, phone, service, counter, hour = row
    actions.book_publicly(
        _service(service), _piece(counter, day, hour), actions.Who(name, phone), key=f"demo-visit-{key}",
        address=f"198.51.100.{90 + turn}", at=at,
    )  # fmt: skip


def _book_own(owner: str, day: date, at: datetime) -> None:
    user = _person(owner)
    who = actions.Who(user.name, user.phone or "0999-000 0306")
    piece = _piece("一号窗口", day, "10:30")
    actions.book_own(_service("领取文书"), piece, who, by=user, at=at, key="demo-visit-own")


def _became(key: str, became: str, at: datetime) -> None:
    clerk, pk = _person(CLERK), int(Appointment.objects.get(key=f"demo-visit-{key}").pk)
    if became == "cancelled":
        actions.cancel_for(pk, by=clerk, at=at)
    elif became == "missed":
        actions.miss(pk, by=clerk, at=at)
    else:
        actions.arrive(pk, by=clerk, at=at)
        actions.serve(pk, by=clerk, at=at)


def _walk_in(at: datetime) -> None:
    who = actions.Who("路先生")
    actions.walk_in(_service("咨询和申请前审查"), who, by=_person(CLERK), at=at, key="demo-visit-walk")
