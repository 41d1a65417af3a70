"""Air of a month or a year, in plain data: the town and each station, which are ranked by the composite index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.quality.enums import Span
from disclosure.quality.rules.periods import of_span
from disclosure.quality.rules.statistics import ranked
from disclosure.quality.rules.summaries import air
from disclosure.quality.rules.summaries.figures import Facts, named, text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from disclosure.quality.models import Station


def days(stations: list[Station], first: date, last: date, span: str) -> Facts:
    is_year = span == Span.YEAR
    then = first.replace(year=first.year - 1), of_span(last.replace(year=last.year - 1, day=1), Span.MONTH)[1]
    town = air.summary(air.town_days(stations, first, last), air.town_days(stations, *then), is_year=is_year)
    own = [
        (one, air.summary(air.days_of(one.pk, first, last), air.days_of(one.pk, *then), is_year=is_year))
        for one in stations
    ]
    places = ranks((one.code, each.composite.value if each.composite else None) for one, each in own)
    return {
        **_summed(town), "measured": town.days.valid + sum(each.days.valid for _one, each in own),
        "stations": [{**named(one), **_summed(each), "rank": places[one.code]} for one, each in own],
        "days": [] if is_year else [_day(one) for one in town.series],
    }  # fmt: skip


def _summed(found: air.Summary) -> Facts:
    days, before = found.days, found.before
    return {
        "standard": found.standard, "calendar_days": found.calendar_days, "valid": days.valid, "good": days.good,
        "percent": text(days.percent), "levels": {str(level): n for level, n in days.by_level.items()},
        "figures": [_figure(one) for one in found.figures],
        "composite": text(found.composite.value) if found.composite else None,
        "main": list(found.composite.primary) if found.composite else [], "why": found.why,
        "primary": [[name, n] for name, n in found.primary],
        "before": {"valid": before.valid, "good": before.good, "percent": text(before.percent)} if before else None,
        "composite_before": text(found.composite_before),
    }  # fmt: skip


def _figure(one: air.Figure) -> Facts:
    return {
        "parameter": one.parameter, "value": text(one.value), "days": one.days, "enough": one.enough,
        "limit": text(one.limit), "over": one.is_over, "before": text(one.before),
    }  # fmt: skip


def _day(one: air.Moment) -> Facts:
    primary = list(one.index.primary) if one.index else []
    return {"on": one.on.isoformat(), "value": one.value, "level": one.level, "primary": primary, "why": one.why}


def ranks(indices: Iterable[tuple[str, Decimal | None]]) -> dict[str, int | None]:
    """The place of each by the composite index, the lowest first (HJ 663-2013); none of one alone."""
    found = dict(indices)
    known = sum(value is not None for value in found.values())
    return {one.name: one.rank if known > 1 else None for one in ranked(found)}
