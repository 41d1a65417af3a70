"""The fees of the demo: arrears of 2016 and 2017, one paid late, one let off, and a sheet for the tax office."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone

from disclosure.board import board
from enforcement.fees import actions
from enforcement.fees.actions.declaring import Told
from enforcement.fees.models import Fee
from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau, Enterprise, User
from envportal.accounts.queries import staff_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

BUREAU = "yunxi"
WATER: Mapping[str, object] = {"medium": "water", "pollutants": ["COD/860/over", "NH3-N/64", "SS/300"]}
NOISE: Mapping[str, object] = {"medium": "noise", "day": 4, "night": 2.6}
ARREARS = (
    (0, date(2016, 3, 1), WATER), (1, date(2016, 6, 1), NOISE), (2, date(2017, 11, 1), WATER),
    (3, date(2017, 12, 1), NOISE),
)  # fmt: skip


def turns(days: Days, opened: int) -> Iterator[Turn]:
    """Arrears are demanded now, as the month of the discharge allows; only the waiver was decided years ago."""
    begun = opened - 4
    for firm, first, question in ARREARS:
        for step, later, clock in (("declare", 0, "08:50"), ("verify", 1, "10:10"), ("demand", 12, "11:20")):
            yield days.ago(begun - later), clock, partial(_step, step, firm, first, question)
    yield days.ago(begun - 25), "14:10", _relieved
    yield days.ago(begun - 36), "09:40", _paid_late
    yield days.ago(20), "10:20", lambda at: _taxed(at, days.ago(20))


def _two() -> list[User]:
    return list(staff_with(Bureau.objects.get(code=BUREAU), Role.FINANCE)[:2])


def _firms() -> list[Enterprise]:
    return list(Enterprise.objects.filter(bureau__code=BUREAU, kind="owner").order_by("pk")[:4])


def _fee(firm: int, first: date) -> Fee:
    return Fee.objects.get(case__enterprise=_firms()[firm], first=first)


def _step(step: str, firm: int, first: date, question: Mapping[str, object], at: datetime) -> None:
    clerk, second = _two()
    if step == "declare":
        told = [Told("总排口" if question is WATER else "东厂界", {**question, "period": f"{first:%Y-%m}"})]
        actions.declare(
            _firms()[firm], Bureau.objects.get(code=BUREAU), first=first, last=first, basis="supervised", parts=told,
            by=clerk, at=at,
        )  # fmt: skip
    elif step == "verify":
        actions.verify(_fee(firm, first).pk, basis="supervised", by=clerk, at=at)
    else:
        _published(actions.demand(_fee(firm, first).pk, by=second, at=at), at)


def _published(fee: Fee, at: datetime) -> None:
    editor = staff_with(Bureau.objects.get(code=BUREAU), Role.EDITOR)[0]
    for notice in board.notices_of(fee.case).filter(state=board.State.PENDING):
        board.publish(notice.pk, by=editor, at=at)


def _relieved(at: datetime) -> None:
    fee = _fee(*ARREARS[1][:2])
    actions.relieve(
        fee.pk, kind="waived", fen=fee.assessed or 0, organ="云溪市财政局", number="云财〔2016〕3号",
        reason="遭受洪灾，依规定免缴", decided_on=date(2016, 8, 1), by=_two()[1], at=at,
    )  # fmt: skip
    _published(fee, at)


def _paid_late(at: datetime) -> None:
    fee, on = _fee(*ARREARS[0][:2]), timezone.localdate(at)
    payer = fee.case.enterprise.name if fee.case.enterprise else ""
    actions.pay(fee.pk, actions.Receipt("演示0001", fee.assessed or 0, on, payer), by=_two()[0], at=at)
    _published(fee, at)


def _taxed(at: datetime, on: date) -> None:
    """A month of a quarter ago: figures for the tax office."""
    month = date(on.year - (on.month <= 3), (on.month - 4) % 12 + 1, 1)
    told = [Told("总排口", {**WATER, "period": f"{month:%Y-%m}", "pollutants": ["COD/860", "NH3-N/64", "SS/300"]})]
    clerk = _two()[0]
    fee = actions.declare(
        _firms()[0], Bureau.objects.get(code=BUREAU), first=month, last=month, basis="automatic", parts=told, by=clerk,
        at=at,
    )  # fmt: skip
    actions.hand_over(fee.pk, basis="automatic", by=clerk, at=at)
