"""What the editors of the demo write by hand: incidents, penalties, inspections, news, and that nothing happened."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from disclosure.board import board
from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau, Enterprise, User
from envportal.accounts.queries import staff_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.operations.actions.days import Days

TABLE = Path(__file__).parent.parent / "data" / "posted.toml"
BUREAU = "yunxi"
# What forms call the enterprise a notice is about.
OWNERS = ("当事人", "企业名称", "检查对象", "建设单位")
Turn = tuple["date", str, "Callable[[datetime], object]"]


def turns(days: Days, opened: int, names: dict[str, str]) -> Iterator[Turn]:
    """Each notice is written on its day and published on another; `names` gives an enterprise's code by its key."""
    for number, told in enumerate(tomllib.loads(TABLE.read_text(encoding="utf-8"))["notice"]):
        kept: dict[str, int] = {}
        yield days.ago(told["written"]), "10:05", _write(told, days, names, kept, number)
        if "published" in told:
            yield days.ago(told["published"]), "15:20", _publish(kept)
    first, last = board.period_before(days.ago(opened), 3)
    kept = {}
    yield days.ago(opened - 3), "10:40", lambda at: _say_nil(first, last, kept, at)
    yield days.ago(opened - 4), "15:40", lambda at: board.publish_nil(kept["pk"], by=_editors()[1], at=at)


def _write(
    told: dict[str, Any], days: Days, names: dict[str, str], kept: dict[str, int], number: int
) -> Callable[[datetime], object]:
    def write(at: datetime) -> None:
        typed = {label: _value(value, days) for label, value in told["facts"].items()}
        if "enterprise" in told:
            owner = Enterprise.objects.get(uscc=names[told["enterprise"]])
            labels = board.labels_of_form(told["form"])
            label = next(name for name in OWNERS if name in labels)
            typed |= {label: owner.name, "统一社会信用代码": owner.uscc}
        notice = board.draft(
            told["form"], typed=typed, arose_on=days.ago(told["arose"]), by=_editors()[0], at=at,
            key=f"demo-posted-{number}",
        )  # fmt: skip
        kept["pk"] = notice.pk

    return write


def _publish(kept: dict[str, int]) -> Callable[[datetime], object]:
    return lambda at: board.publish(kept["pk"], by=_editors()[1], at=at)


def _say_nil(first: date, last: date, kept: dict[str, int], at: datetime) -> None:
    kept["pk"] = board.say_nil(board.column("incident"), first_day=first, last_day=last, by=_editors()[0], at=at).pk


def _value(value: object, days: Days) -> object:
    """A number as it is; “ago 30” and “ahead 60” as a day."""
    if isinstance(value, int | float):
        return Decimal(str(value))
    word, _space, n = str(value).partition(" ")
    if word in {"ago", "ahead"} and n.isdecimal():
        return days.ago(int(n) if word == "ago" else -int(n))
    return value


def _editors() -> list[User]:
    return list(staff_with(Bureau.objects.get(code=BUREAU), Role.EDITOR))
