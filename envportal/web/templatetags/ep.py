"""Pieces of a page: dates, states, and the components of templates/components/."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms, template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def _english() -> bool:
    return get_language() == "en"


def _as_date(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if value.tzinfo else value.date()
    return value


@register.filter
def day(value: date | datetime | None) -> str:
    """10月21日（周三）, the way staff pages write a day; with its year where that is not this year."""
    if value is None:
        return "—"
    on = _as_date(value)
    if on.year != timezone.localdate().year:
        return fullday(on)
    text = f"{on:%a} {on.day} {on:%B}" if _english() else f"{on.month}月{on.day}日（{WEEKDAYS[on.weekday()]}）"
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), text)


@register.filter
def fullday(value: date | datetime | None) -> str:
    """2026年10月21日（周三）, the way the public and letters are told a day."""
    if value is None:
        return "—"
    on = _as_date(value)
    chinese = f"{on.year}年{on.month}月{on.day}日（{WEEKDAYS[on.weekday()]}）"
    text = f"{on:%A} {on.day} {on:%B} {on.year}" if _english() else chinese
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), text)


@register.filter
def instant(value: datetime | None) -> str:
    """10月15日 00:00, on the wall clock of the bureau."""
    if value is None:
        return "—"
    at = timezone.localtime(value)
    year = "" if at.year == timezone.localdate().year else (f" {at.year}" if _english() else f"{at.year}年")
    text = f"{at.day} {at:%B}{year}, {at:%H:%M}" if _english() else f"{year}{at.month}月{at.day}日 {at:%H:%M}"
    return format_html('<time datetime="{}">{}</time>', at.isoformat(timespec="minutes"), text)


@register.simple_tag
def state(word: object, tone: str = "") -> str:
    """One word of state; tone is "", soon, late, paused, done or idle."""
    return format_html('<span class="ep-state{}">{}</span>', f" ep-state--{tone}" if tone else "", word)


@register.simple_tag
def card(colour: str, removed: bool = False) -> str:  # noqa: FBT001, FBT002
    """黄牌 or 红牌, in a card's shape."""
    word = _("红牌") if colour == "red" else _("黄牌")
    return format_html('<span class="ep-card ep-card--{}">{}</span>', "removed" if removed else colour, word)


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """What is to be mended, each sentence a link to its field."""
    rows = [("", error) for error in form.non_field_errors()]
    for field in form:
        rows += [(getattr(field, "target", field.auto_id), error) for error in field.errors]
    return {"rows": rows}


@register.inclusion_tag("components/step_form.html", takes_context=True)
def step_form(context: template.Context) -> dict[str, Any]:
    """The form of a FormPage or StepView with its button."""
    return context.flatten()
