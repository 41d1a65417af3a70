"""Days of the demo, told from today or from the day a case was received."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from envportal.workdays import Calendar

STATUTE = timedelta(days=30)  # 生态环境法典第102条, for a table


@dataclass(frozen=True)
class Days:
    """Working days are counted from today or, on a rest day, from the next working day."""

    today: date
    calendar: Calendar

    def ago(self, n: int) -> date:
        anchor = self.calendar.add(self.today, 0)
        return self.calendar.subtract(anchor, n) if n >= 0 else self.calendar.add(anchor, -n)


# A day of a case, from the day it was received.
When = Callable[[Days, date], date]


def ago(n: int) -> When:
    """So many working days before today; negative: after today."""
    return lambda days, _received: days.ago(n)


def received(_days: Days, day: date) -> date:
    """The day of receipt, which may be a rest day."""
    return day


def after(n: int) -> When:
    """So many working days after receipt."""
    return lambda days, received: days.calendar.add(received, n)


def due(n: int) -> When:
    """The day of receipt whose statutory limit ends so many working days before today."""
    return lambda days, _received: days.ago(n) - STATUTE
