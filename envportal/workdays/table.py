"""The days that differ from the ordinary week, read from the shipped tables."""

from __future__ import annotations

import os
from datetime import date

TYPE_CHECKING = False  # typing itself would double the import time of this room
if TYPE_CHECKING:
    from collections.abc import Iterator

# pathlib would cost milliseconds at import.
DATA = os.path.join(os.path.dirname(__file__), "data")  # noqa: PTH118, PTH120

GAZETTED = "gazetted"
PROVISIONAL = "provisional"
LOCAL = "local"
NUMBER_NOT_RECORDED = "number not recorded"
STATUTE = "全国年节及纪念日放假办法"
# 全国年节及纪念日放假办法: the holidays whose date needs no lunar calendar.
FIXED = ((1, 1, "元旦"), (5, 1, "劳动节"), (5, 2, "劳动节"), (10, 1, "国庆节"), (10, 2, "国庆节"), (10, 3, "国庆节"))


class DayRow:
    """One day that is set apart: a holiday, a make-up working day, or a day a bureau adds."""

    __slots__ = ("date", "is_workday", "name", "notice", "status")

    def __init__(self, day: date, is_workday: bool, name: str, notice: str = "", status: str = GAZETTED) -> None:
        self.date = day
        self.is_workday = is_workday
        self.name = name
        self.notice = notice
        self.status = status


def _lines(name: str) -> Iterator[list[str]]:
    with open(os.path.join(DATA, name), encoding="utf-8") as file:  # noqa: PTH118, PTH123
        next(file)
        for line in file:
            yield line.rstrip("\n").split(",")


_notices: list[tuple[str, str, str, str]] = []


def shipped() -> list[DayRow]:
    """The rows of the shipped calendar, oldest first."""
    return [
        DayRow(date.fromisoformat(day), is_workday == "1", name, "", status)
        for day, is_workday, name, status in _lines("china_workdays.csv")
    ]


def computed(first_year: int, last_year: int) -> list[DayRow]:
    """The statutory holidays with a fixed date in years nobody has published yet."""
    return [
        DayRow(date(year, month, day), is_workday=False, name=name, status=PROVISIONAL)
        for year in range(first_year, last_year + 1)
        for month, day, name in FIXED
    ]


def notice(row: DayRow) -> tuple[str, str | None]:
    """The notice a day stands on and its number: "" where it is not recorded, None where it has none."""
    if row.notice:
        return row.notice, None
    if row.status == PROVISIONAL:
        return STATUTE, None
    return _notice_on(row.date) or (_yearly(row), "")


def _yearly(row: DayRow) -> str:
    # New Year's days in December belong to the notice of the year they begin.
    year = row.date.year + (row.date.month == 12 and row.name == "元旦")
    return f"国务院办公厅关于{year}年部分节假日安排的通知"


def _notice_on(day: date) -> tuple[str, str] | None:
    if not _notices:
        _notices.extend((first, last, title, number) for first, last, title, number in _lines("notices.csv"))
    written = day.isoformat()
    return next(((title, number) for first, last, title, number in _notices if first <= written <= last), None)
