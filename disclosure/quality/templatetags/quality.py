"""Levels, classes and names of environmental quality in the words and shapes of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html

from disclosure.quality.rules import words
from disclosure.quality.rules.remarks import LABELS
from disclosure.quality.rules.water import state_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

register = template.Library()
register.filter("water_class", words.water_class)
register.filter("pollutants", words.pollutants)
register.filter("pollutant", words.short)
register.filter("parameter", words.parameter)
register.filter("unit_of", words.unit)
register.filter("kept", words.compliant)
register.filter("times_over", words.over)
register.filter("zone", words.zone)
register.filter("station_name", words.station)
register.filter("advice", words.advice)
register.filter("bulletin_title", words.bulletin)
register.filter("level_and_grade", words.level_and_grade)


@register.filter
def level(number: int | str | None) -> str:
    """The word of a level beside its colour, which never speaks alone."""
    if not number:
        return words.NO_DASH
    return format_html(
        '<span class="ep-swatch ep-swatch--{}" aria-hidden="true"></span>{}', number, words.level(number)
    )


@register.simple_tag
def water(number: int | None, target: int | None = None) -> str:
    """A class in its frame, red where it is worse than the target."""
    if not number:
        return words.NO_DASH
    over = " ep-water--over" if target and number > target else ""
    return format_html('<span class="ep-water{}">{}</span>', over, words.water_class(number))


@register.filter
def trophic(state: int) -> str:
    """What the trophic state of a lake is called."""
    return words.trophic(state)


@register.filter
def water_state(number: int) -> str:
    """What the waters of an area are, as a whole."""
    return state_words()[number]


@register.filter
def noise_grade(number: int) -> str:
    """二级，较好."""
    return words.noise_grade(number)


@register.filter
def column_name(name: str) -> object:
    """What a column of a table that was taken in is called."""
    return LABELS.get(name, name)


@register.filter
def items(names: Iterable[str]) -> str:
    """Items of the water standard, by name."""
    return str(words.listed(names))


@register.filter
def figure_of(facts: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """The figure of one pollutant in the facts of a period."""
    return next((one for one in facts.get("figures", ()) if one["parameter"] == name), None)
