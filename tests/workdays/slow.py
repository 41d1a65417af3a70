"""The same arithmetic a day at a time, to compare with."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from envportal import workdays

DATA = Path(workdays.__file__).parent / "data" / "china_workdays.csv"
FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
Pauses = Sequence[tuple[date, date]]


@cache
def table() -> dict[date, bool]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return {date.fromisoformat(row["date"]): row["is_workday"] == "1" for row in csv.DictReader(file)}


def is_workday(day: date) -> bool:
    if day in table():
        return table()[day]
    if day.year > 2027 and (day.month, day.day) in FIXED:
        return False
    return day.weekday() < 5


def paused(day: date, pauses: Pauses) -> bool:
    return any(first <= day <= last for first, last in pauses)


def due(start: date, amount: int, unit: str, pauses: Pauses = ()) -> date:
    """Walk on until the term is full, then on to a working day nobody paused."""
    day, left = start, amount
    while left:
        day += timedelta(1)
        if not paused(day, pauses) and (unit == "calendar_day" or is_workday(day)):
            left -= 1
    while paused(day, pauses) or not is_workday(day):
        day += timedelta(1)
    return day


def before(event: date, amount: int) -> date:
    day = event
    while amount:
        day -= timedelta(1)
        amount -= is_workday(day)
    return day
