"""Noise of functional zones and of roads, up to the end of a month or over a year, in plain data."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from disclosure.quality.enums import Span
from disclosure.quality.rules.summaries import noise, years
from disclosure.quality.rules.summaries.figures import Facts, named, percent, share, text

if TYPE_CHECKING:
    from datetime import date

    from disclosure.quality.models import Station
    from disclosure.quality.rules.noise import Noise
    from disclosure.quality.rules.summaries.noise import Point, Road

QUARTERS = timedelta(days=365)


def points(stations: list[Station], first: date, last: date, span: str) -> Facts:
    """Zones are measured once a quarter, roads once a year: a month tells the last measurement of each."""
    begins = first if span == Span.YEAR else last - QUARTERS
    zones = [one for one in stations if one.road_length is None]
    roads = noise.roads([one for one in stations if one.road_length is not None], begins, last)
    told = (
        _year(zones, first, last) if span == Span.YEAR else [_point(one) for one in noise.points(zones, begins, last)]
    )
    judged = [one for one in told if one["compliant"] is not None]
    return {
        "standard": noise.STANDARD, "stations": told,
        "measured": len(judged) + sum(1 for one in roads if one.day is not None), "points": len(judged),
        "compliant": sum(1 for one in judged if one["compliant"]),
        "compliant_percent": percent(bool(one["compliant"]) for one in judged),
        "roads": [_road(one) for one in roads], "road_day": _together(roads, "day"),
        "road_night": _together(roads, "night"), "zones": _zones(told) if span == Span.YEAR else [],
    }  # fmt: skip


def _point(one: Point) -> Facts:
    return {
        **named(one.station), "zone": one.station.zone, "on": one.on.isoformat() if one.on else None,
        "day": _level(one.day), "night": _level(one.night), "compliant": one.within, "why": one.why, "length": None,
    }  # fmt: skip


def _year(stations: list[Station], first: date, last: date) -> list[Facts]:
    """Each point with its highest levels, and how often it was measured and kept its limits."""
    return [
        _point(one) | {
            "day": _level(day.highest), "night": _level(night.highest),
            "times": {"day": [day.kept, day.count], "night": [night.kept, night.count]},
            "compliant": noise.within(day.within, night.within),
            "why": noise.half(day=day.count > 0, night=night.count > 0) if day.count or night.count else one.why,
        }
        for one, day, night in years.times(stations, first, last)
    ]  # fmt: skip


def _zones(told: list[Facts]) -> list[Facts]:
    """点次达标率 of each zone, by day and by night."""
    found = []
    for zone in sorted({one["zone"] for one in told if one["zone"]}):
        row: Facts = {"zone": zone}
        for period in ("day", "night"):
            each = [one["times"][period] for one in told if one["zone"] == zone]
            kept, count = (sum(pair[n] for pair in each) for n in (0, 1))
            row[period] = {"kept": kept, "count": count, "percent": share(Decimal(kept), Decimal(count))}
        found.append(row)
    return found


def _road(one: Road) -> Facts:
    return {
        **named(one.station), "zone": one.station.zone, "on": one.on.isoformat() if one.on else None,
        "day": {"level": text(one.day)} if one.day is not None else None,
        "night": {"level": text(one.night)} if one.night is not None else None,
        "compliant": None, "why": one.why, "length": one.station.road_length,
    }  # fmt: skip


def _together(roads: list[Road], period: str) -> Facts | None:
    found = noise.together(roads, period)
    if found is None:
        return None
    return {
        "mean": text(found.mean), "grade": found.grade, "length": found.length, "loud": found.loud,
        "loud_percent": share(Decimal(found.loud), Decimal(found.length)),
    }  # fmt: skip


def _level(found: Noise | None) -> Facts | None:
    if found is None:
        return None
    return {"level": text(found.level), "limit": text(found.limit), "over": text(found.over)}
