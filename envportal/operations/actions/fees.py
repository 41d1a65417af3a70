"""The fees of the demo: arrears of 2016 and 2017, one paid late, one let off, and a sheet for the tax office."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone

from enforcement.fees import actions
from enforcement.fees.actions.declaring import Told
from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau, Enterprise, User
from envportal.accounts.queries import staff_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from enforcement.fees.models import Fee
    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

BUREAU = "yunxi"
WATER: Mapping[str, object] = {"medium": "water", "pollutants": ["COD/860/over", "NH3-N/64", "SS/300"]}
NOISE: Mapping[str, object] = {"medium": "noise", "day": 4, "night": 2.6}


def turns(days: Days, opened: int) -> Iterator[Turn]:
    """All happened years ago but the sheet: the books of those years are handed on with the bureau."""
    yield days.ago(opened - 3), "08:50", lambda _at: _past()
    yield days.ago(20), "10:20", lambda at: _taxed(at, days.ago(20))


def _at(year: int, month: int, day: int) -> datetime:
    return timezone.make_aware(datetime.combine(date(year, month, day), time(10)))


def _two() -> list[User]:
    return list(staff_with(Bureau.objects.get(code=BUREAU), Role.FINANCE)[:2])


def _firms() -> list[Enterprise]:
    return list(Enterprise.objects.filter(bureau__code=BUREAU, kind="owner").order_by("pk")[:4])


def _demanded(firm: Enterprise, first: date, question: Mapping[str, object], seen: tuple[datetime, ...]) -> Fee:
    """Declared, verified and demanded at three moments."""
    clerk, second = _two()
    told = [Told("总排口", {**question, "period": f"{first:%Y-%m}"})]
    fee = actions.declare(
        firm, Bureau.objects.get(code=BUREAU), first=first, last=first, basis="supervised", parts=told, by=clerk,
        at=seen[0],
    )  # fmt: skip
    actions.verify(fee.pk, basis="supervised", by=clerk, at=seen[1])
    return actions.demand(fee.pk, by=second, at=seen[2])


def _past() -> None:
    clerk, second = _two()
    one, two, three, four = _firms()
    late = _demanded(one, date(2016, 3, 1), WATER, (_at(2016, 4, 11), _at(2016, 4, 12), _at(2016, 4, 20)))
    actions.pay(late.pk, actions.Receipt("演示0001", 280000, date(2016, 5, 6), one.name), by=clerk, at=_at(2016, 5, 9))
    off = _demanded(two, date(2016, 6, 1), NOISE, (_at(2016, 7, 11), _at(2016, 7, 12), _at(2016, 7, 20)))
    actions.relieve(
        off.pk, kind="waived", fen=off.assessed or 0, organ="云溪市财政局", number="云财〔演示〕3号",
        reason="遭受洪灾，依规定免缴", decided_on=date(2016, 8, 1), by=second, at=_at(2016, 8, 3),
    )  # fmt: skip
    _demanded(three, date(2017, 11, 1), WATER, (_at(2017, 12, 11), _at(2017, 12, 12), _at(2017, 12, 20)))
    _demanded(four, date(2017, 12, 1), NOISE, (_at(2018, 1, 10), _at(2018, 1, 11), _at(2018, 1, 22)))


def _taxed(at: datetime, on: date) -> None:
    clerk = _two()[0]
    month = date(on.year - (on.month <= 2), (on.month - 3) % 12 + 1, 1)
    told = [Told("总排口", {**WATER, "period": f"{month:%Y-%m}", "pollutants": ["COD/860", "NH3-N/64", "SS/300"]})]
    fee = actions.declare(
        _firms()[0], Bureau.objects.get(code=BUREAU), first=month, last=month, basis="automatic", parts=told, by=clerk,
        at=at,
    )  # fmt: skip
    actions.hand_over(fee.pk, basis="automatic", by=clerk, at=at)
