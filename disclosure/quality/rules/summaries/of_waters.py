"""Surface water and drinking water of a month or a year, in plain data."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from disclosure.quality.enums import Span
from disclosure.quality.rules import waters
from disclosure.quality.rules.drinking import by_quantity
from disclosure.quality.rules.summaries import water, years
from disclosure.quality.rules.summaries.figures import Facts, named, percent, text

if TYPE_CHECKING:
    from datetime import date

    from disclosure.quality.models import Station
    from disclosure.quality.rules.summaries.water import Section, Source

GOOD_CLASS, WORST_CLASS = 3, 6


def sections(stations: list[Station], first: date, _last: date, span: str) -> Facts:
    found = years.sections(stations, first.year) if span == Span.YEAR else water.sections(stations, first)
    told = [_section(one, span) for one in found]
    classed = [one for one in told if one["number"]]
    good, worst = (sum(keeps(one["number"]) for one in classed) for keeps in (_is_good, _is_worst))
    handed = [one for one in told if one["handover"]]
    return {
        "standard": water.STANDARD, "stations": told, "measured": len(classed), "good": good,
        "good_percent": percent(_is_good(one["number"]) for one in classed),
        "compliant": sum(1 for one in classed if one["compliant"]),
        "compliant_percent": percent(bool(one["compliant"]) for one in classed if one["compliant"] is not None),
        "worse_than_five": worst, "state": waters.state(len(classed), good, worst),
        "handed": len(handed), "handed_compliant": sum(1 for one in handed if one["compliant"]),
        "lakes": sum(1 for one in told if one["trophic"]),
    }  # fmt: skip


def _is_good(number: int) -> bool:
    return number <= GOOD_CLASS


def _is_worst(number: int) -> bool:
    return number >= WORST_CLASS


def _section(one: Section, span: str) -> Facts:
    told = {
        **named(one.station), "target": one.station.target, "kind": one.station.water_kind, "number": one.number,
        "whole": one.found.whole if one.found else None, "last_month": one.last_month, "last_year": one.last_year,
        "compliant": one.compliant, "deciding": list(one.found.deciding) if one.found else [], "why": one.why,
        "over": [[each.name, text(each.value), each.unit, text(each.times)] for each in one.over],
        "handover": one.station.handover,
        "trophic": {"value": text(one.trophic.value), "state": one.trophic.state} if one.trophic else None,
    }  # fmt: skip
    return told | {"months": one.months, "months_kept": one.kept} if span == Span.YEAR else told


def sources(stations: list[Station], first: date, _last: date, span: str) -> Facts:
    found = years.sources(stations, first.year) if span == Span.YEAR else water.sources(stations, first)
    judged = [one for one in found if one.compliant is not None]
    drawn = [(one.volume, _kept(one, span)) for one in judged if one.volume is not None]
    rate = by_quantity([(kept, True) for _whole, kept in drawn] + [(whole - kept, False) for whole, kept in drawn])
    return {
        "standard": "GB 3838-2002、GB/T 14848-2017", "stations": [_source(one, span) for one in found],
        "measured": len(judged), "compliant": sum(1 for one in judged if one.compliant),
        "compliant_percent": percent(bool(one.compliant) for one in judged),
        "volume": text(rate.whole) if drawn else None, "volume_kept": text(rate.kept) if drawn else None,
        "volume_percent": text(rate.percent) if drawn else None,
    }  # fmt: skip


def _kept(one: Source, span: str) -> Decimal:
    """Of what a source gave, what kept the standard: all or nothing in a month, by its months in a year."""
    if span == Span.YEAR:
        return one.kept_volume or Decimal(0)
    return one.volume or Decimal(0) if one.compliant else Decimal(0)


def _source(one: Source, span: str) -> Facts:
    is_year = span == Span.YEAR
    kept_all = one.kept == one.months if is_year and one.months else one.compliant
    told = {
        **named(one.station), "kind": one.station.water_kind, "target": one.station.target, "items": one.items,
        "number": one.water_class.number if one.water_class else None, "compliant": kept_all,
        "stated": one.found.stated if one.found else False, "covers": one.found.covers if one.found else "",
        "over": [
            [each.name, text(each.value), "mg/L", text(each.times_over)]
            for each in (one.found.exceeding if one.found else ())
        ],
        "report": one.report.source if one.report else "", "why": one.why, "volume": text(one.volume),
    }  # fmt: skip
    if not is_year:
        return told
    return told | {"months": one.months, "months_kept": one.kept, "over_in": one.on.isoformat() if told["over"] else ""}
