"""The zones of the demo: one whose plan binds, one at its survey."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from approvals.zones import actions
from approvals.zones.models import Plan
from envportal.accounts.enums import Role, SectionKind
from envportal.accounts.models import Bureau, User
from envportal.accounts.queries import staff_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

BUREAU = "yunxi"
PARK, CLUSTER = "yunxi-park", "songping-cluster"
OPINION = "规划布局和规模总体可行。入区项目应当使用清洁能源，废水全部进入园区污水处理厂，涂装废气集中收集处理。"


def turns(days: Days, opened: int) -> Iterator[Turn]:
    yield days.ago(opened - 2), "08:40", lambda at: _begin(at, PARK, "云溪工业园区", "东至工业大道，西至清溪河")
    yield days.ago(opened - 12), "14:30", lambda at: _step(at, "draft", "空气、地表水、噪声现状监测完成")
    yield days.ago(opened - 24), "10:15", lambda at: _step(at, "submit", "管委会送审报告书")
    yield days.ago(opened - 36), "15:50", lambda at: _conclude(at, days.ago(opened - 36))
    yield days.ago(9), "09:30", lambda at: _begin(at, CLUSTER, "松坪农产品加工集聚区", "松坪乡泉口村、石桥村")


def _who(role: str) -> User:
    return staff_with(Bureau.objects.get(code=BUREAU), role).exclude(section__kind=SectionKind.ENFORCEMENT)[0]


def _begin(at: datetime, code: str, name: str, place: str) -> None:
    zone = actions.add_zone(
        code=code, name=name, place=place, body=f"{name}管理委员会", by=_who(Role.SECTION_HEAD), at=at
    )
    actions.begin(zone, by=_who(Role.OFFICER), at=at)


def _step(at: datetime, verb: str, note: str) -> None:
    actions.step(Plan.objects.get(zone__code=PARK).pk, verb=verb, note=note, by=_who(Role.OFFICER), at=at)


def _conclude(at: datetime, on: date) -> None:
    told: dict[str, Any] = {
        "valid_to": on.replace(year=on.year + 10, month=12, day=31), "simplifies": True,
        "industries": [("C2221", "机制纸及纸板制造"), ("C2614", "有机化学原料制造")],
        "processes": ["含铬电镀", "溶剂型涂料喷涂"], "totals": {"cod": Decimal(40), "vocs": Decimal(25)},
    }  # fmt: skip
    plan = Plan.objects.get(zone__code=PARK)
    actions.conclude(
        plan.pk,
        opinion_number="云环规审〔演示〕1号",
        opinion_on=on,
        opinion=OPINION,
        by=_who(Role.LEADER),
        at=at,
        **told,
    )
