"""A month or a year in plain data: what pages show, files hold, and a bulletin freezes when it is composed.

Codes and figures, no sentences but those that stand in the readings: a page says them in the language of its reader.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from disclosure.quality.enums import Medium, Span
from disclosure.quality.queries import stations as register
from disclosure.quality.rules.numbers import half_even, plain
from disclosure.quality.rules.periods import month, months
from disclosure.quality.rules.summaries import air, noise, water

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from disclosure.quality.models import Station
    from disclosure.quality.rules.noise import Noise
    from envportal.accounts.models import Bureau

Facts = dict[str, Any]
GOOD_CLASS = 3
QUARTERS = timedelta(days=365)


def of(medium: str, bureau: Bureau, first: date, last: date, span: str) -> Facts:
    """Everything a bulletin of a period says."""
    stations = list(register.running(register.own(medium, bureau), last))
    head = {"medium": medium, "span": str(span), "first": first.isoformat(), "last": last.isoformat()}
    return {**head, "stations": [], **OF[medium](stations, first, last, span)}


def has_content(facts: Facts) -> bool:
    """Whether anything was measured at all."""
    return bool(facts["measured"])


def period_of(on: date, span: str) -> tuple[date, date]:
    """The month or the year a day lies in."""
    whole = months(on.year, 1, 12) if span == Span.YEAR else month(on.year, on.month)
    assert whole.first is not None  # noqa: S101  both have their days
    assert whole.last is not None  # noqa: S101
    return whole.first, whole.last


def _air(stations: list[Station], first: date, last: date, span: str) -> Facts:
    is_year = span == Span.YEAR
    then = first.replace(year=first.year - 1), period_of(last.replace(year=last.year - 1, day=1), Span.MONTH)[1]
    town = air.summary(air.town_days(stations, first, last), air.town_days(stations, *then), is_year=is_year)
    own = [
        (one, air.summary(air.days_of(one.pk, first, last), air.days_of(one.pk, *then), is_year=is_year))
        for one in stations
    ]
    return {
        **_summed(town), "measured": town.days.valid + sum(each.days.valid for _one, each in own),
        "stations": [{**_named(one), **_summed(each)} for one, each in own],
        "days": [] if is_year else [_day(one) for one in town.series],
    }  # fmt: skip


def _summed(found: air.Summary) -> Facts:
    days, before = found.days, found.before
    return {
        "standard": found.standard, "calendar_days": found.calendar_days, "valid": days.valid, "good": days.good,
        "percent": _text(days.percent), "levels": {str(level): n for level, n in days.by_level.items()},
        "figures": [_figure(one) for one in found.figures],
        "composite": _text(found.composite.value) if found.composite else None,
        "main": list(found.composite.primary) if found.composite else [], "why": found.why,
        "primary": [[name, n] for name, n in found.primary],
        "before": {"valid": before.valid, "good": before.good, "percent": _text(before.percent)} if before else None,
        "composite_before": _text(found.composite_before),
    }  # fmt: skip


def _figure(one: air.Figure) -> Facts:
    return {
        "parameter": one.parameter, "value": _text(one.value), "days": one.days, "enough": one.enough,
        "limit": _text(one.limit), "over": one.is_over, "before": _text(one.before),
    }  # fmt: skip


def _day(one: air.Moment) -> Facts:
    primary = list(one.index.primary) if one.index else []
    return {"on": one.on.isoformat(), "value": one.value, "level": one.level, "primary": primary, "why": one.why}


def _water(stations: list[Station], first: date, last: date, span: str) -> Facts:
    told = [
        {
            **_named(one.station), "target": one.station.target, "kind": one.station.water_kind, "number": one.number,
            "whole": one.found.whole if one.found else None, "last_month": one.last_month, "last_year": one.last_year,
            "compliant": one.compliant, "deciding": list(one.found.deciding) if one.found else [], "why": one.why,
            "over": [[each.name, _text(each.value), each.unit, _text(each.times)] for each in one.over],
        }
        for one in water.sections(stations, _month_of(first, last, span))
    ]  # fmt: skip
    classed = [one for one in told if one["number"]]
    return {
        "standard": water.STANDARD, "stations": told, "measured": len(classed),
        "good": sum(1 for one in classed if one["number"] <= GOOD_CLASS),
        "good_percent": _percent(one["number"] <= GOOD_CLASS for one in classed),
        "compliant": sum(1 for one in classed if one["compliant"]),
        "compliant_percent": _percent(bool(one["compliant"]) for one in classed if one["compliant"] is not None),
        "worse_than_five": sum(1 for one in classed if one["number"] > 5),
    }  # fmt: skip


def _month_of(first: date, last: date, span: str) -> date:
    """A bulletin of water is of a month; that of a year tells its last month."""
    return last.replace(day=1) if span == Span.YEAR else first


def _drinking(stations: list[Station], first: date, last: date, span: str) -> Facts:
    told = [
        {
            **_named(one.station), "kind": one.station.water_kind, "target": one.station.target, "items": one.items,
            "number": one.water_class.number if one.water_class else None, "compliant": one.compliant,
            "stated": one.found.stated if one.found else False, "covers": one.found.covers if one.found else "",
            "over": [
                [each.name, _text(each.value), "mg/L", _text(each.times_over)]
                for each in (one.found.exceeding if one.found else ())
            ],
            "report": one.report.source if one.report else "", "why": one.why,
        }
        for one in water.sources(stations, _month_of(first, last, span))
    ]  # fmt: skip
    judged = [one for one in told if one["compliant"] is not None]
    return {
        "standard": "GB 3838-2002、GB/T 14848-2017", "stations": told, "measured": len(judged),
        "compliant": sum(1 for one in judged if one["compliant"]),
        "compliant_percent": _percent(bool(one["compliant"]) for one in judged),
    }  # fmt: skip


def _noise(stations: list[Station], _first: date, last: date, _span: str) -> Facts:
    told = [
        {
            **_named(one.station), "zone": one.station.zone, "on": one.on.isoformat() if one.on else None,
            "day": _level(one.day), "night": _level(one.night), "compliant": one.within, "why": one.why,
        }
        for one in noise.points(stations, last - QUARTERS, last)
    ]  # fmt: skip
    judged = [one for one in told if one["compliant"] is not None]
    return {
        "standard": noise.STANDARD, "stations": told, "measured": len(judged),
        "compliant": sum(1 for one in judged if one["compliant"]),
        "compliant_percent": _percent(bool(one["compliant"]) for one in judged),
    }  # fmt: skip


def _level(found: Noise | None) -> Facts | None:
    if found is None:
        return None
    return {"level": _text(found.level), "limit": _text(found.limit), "over": _text(found.over)}


def _named(one: Station) -> Facts:
    return {
        "code": one.code, "name": one.name, "name_en": one.name_en, "river": one.river, "level": one.level,
        "place": one.place,
    }  # fmt: skip


def _percent(kept: Iterable[bool]) -> str | None:
    found = list(kept)
    return _text(half_even(Decimal(100 * sum(found)) / len(found), 1)) if found else None


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


OF: dict[str, Callable[[list[Station], date, date, str], Facts]] = {
    Medium.AIR: _air, Medium.WATER: _water, Medium.DRINKING: _drinking, Medium.NOISE: _noise,
}  # fmt: skip
