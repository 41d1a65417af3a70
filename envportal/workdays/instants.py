"""Where a day begins and ends as an instant: always in Shanghai, whatever the zone of the server or the reader."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


def begin(day: date) -> datetime:
    """The first instant of a day."""
    return datetime.combine(day, time.min, ZONE)


def end(day: date, closes: time | None = None) -> datetime:
    """The first instant after a day: midnight, or the closing time of the counter (民法典 §203)."""
    return datetime.combine(day, closes, ZONE) if closes else begin(day + timedelta(1))


def day_of(at: datetime) -> date:
    """The day an instant lies on."""
    return at.astimezone(ZONE).date()
