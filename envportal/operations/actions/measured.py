"""What the demo has measured: clean water, smoke over its limit and not yet corrected, a late one, one to be judged."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from enforcement.inspections.models import Visit
from enforcement.monitoring import actions
from enforcement.monitoring.models import Monitoring
from enforcement.orders.models import Order, Penalty
from envportal.accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from envportal.cases.models import Case
    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

SHEET = Path(__file__).parent.parent / "data" / "declaration.pdf"
HEAD, FIRST, SECOND = "zhongyue", "luchenzhou", "bailu"
TAKERS, STATION, MARK = "陆晨舟、白露", "云溪市环境监测站（演示）", "990112演示"
WATER = "GB 8978-1996 表4 一级"
GAS = "GB 16297-1996 表2 二级"


def _what(name: str, unit: str, high: str, standard: str, low: str | None = None) -> dict[str, object]:
    return {
        "name": name, "unit": unit, "low": Decimal(low) if low else None, "high": Decimal(high), "standard": standard,
    }  # fmt: skip


ACID = _what("pH", "", "9", WATER, low="6")
COD, OIL = _what("化学需氧量", "mg/L", "100", WATER), _what("动植物油", "mg/L", "10", WATER)
SMOKE = _what("非甲烷总烃", "mg/m³", "120", GAS)
DUST = _what("颗粒物（无组织）", "mg/m³", "1.0", GAS)
RAIN, FOOD, FLUE, WOOD = "雨水排放口", "食品车间总排口", "印刷车间排气筒", "砂光车间厂界下风向"


def turns(days: Days) -> Iterator[Turn]:
    """Day, time of day, and what is done then."""
    yield days.ago(22), "10:20", lambda at: _ask(_lead_of("jiahe"), "enforcement", WOOD, [DUST], at)
    yield days.ago(11), "09:40", lambda at: _ask(_visit_of("xingyue"), "complaint", RAIN, [ACID, COD], at)
    yield days.ago(11), "15:10", lambda at: _take(RAIN, "Y1", at)
    yield days.ago(10), "14:05", lambda at: _ask(_order_of("lvye"), "enforcement", FOOD, [ACID, COD, OIL], at)
    yield days.ago(9), "10:30", lambda at: _take(FOOD, "W1", at)
    yield days.ago(8), "10:10", lambda at: _ask(_visit_of("hexin"), "re_inspection", FLUE, [SMOKE], at)
    yield days.ago(7), "10:45", lambda at: _take(FLUE, "Q1", at)
    yield days.ago(5), "16:10", lambda at: _report(RAIN, ("7.4", "38"), at)
    yield days.ago(4), "09:30", lambda at: _accept(RAIN, at)
    yield days.ago(2), "15:40", lambda at: _report(FLUE, ("198",), at)
    yield days.ago(1), "11:20", lambda at: _accept(FLUE, at)
    yield days.ago(1), "16:30", lambda at: _report(FOOD, ("6.8", "131", "<0.06"), at)


def _person(name: str) -> User:
    return User.objects.get(username=name)


def _visit_of(owner: str) -> Case:
    return Visit.objects.filter(case__enterprise__users__username=owner).exclude(left_at=None).latest("pk").case


def _order_of(owner: str) -> Case:
    return Order.objects.filter(case__enterprise__users__username=owner).latest("pk").case


def _lead_of(owner: str) -> Case:
    return Penalty.objects.filter(case__enterprise__users__username=owner).latest("pk").case


def _of(place: str) -> Monitoring:
    return Monitoring.objects.get(place=place)


def _ask(source: Case, reason: str, place: str, parameters: list[dict[str, object]], at: datetime) -> None:
    actions.ask(
        source.pk, reason=reason, place=place, laboratory=STATION, parameters=parameters, by=_person(FIRST), at=at
    )


def _take(place: str, code: str, at: datetime) -> None:
    told: Any = {"code": code, "point": place, "taken_at": at - timedelta(minutes=50), "taken_by": TAKERS}
    if place == RAIN:
        told["unsigned_why"] = "企业人员拒绝签名，已录像"
    else:
        told |= {"witness": "环保专员", "kept": "4 ℃ 冷藏，当日 17:00 前交实验室"}
    actions.sample(_of(place).pk, by=_person(FIRST), at=at, **told)


def _report(place: str, values: tuple[str, ...], at: datetime) -> None:
    """The results, each as a laboratory writes it: <0.06 was not found."""
    of, on = _of(place), timezone.localdate(at)
    taken = of.samples.get()
    found = {
        (taken.pk, what.pk): (Decimal(value.lstrip("<")), value.startswith("<"))
        for what, value in zip(of.parameters.order_by("pk"), values, strict=True)
    }
    file = SimpleUploadedFile("监测报告.pdf", SHEET.read_bytes(), "application/pdf")
    actions.report(
        of.pk, file=file, found=found, report_number=f"云监字〔{on.year}〕第{100 + of.pk}号", laboratory_mark=MARK,
        reported_on=on, by=_person(SECOND), at=at,
    )  # fmt: skip


def _accept(place: str, at: datetime) -> None:
    actions.judge(_of(place).pk, verb="accept", by=_person(HEAD), at=at)
