"""Words of the board's own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html

from envportal.web.templatetags import days

if TYPE_CHECKING:
    from datetime import date, datetime

register = template.Library()


@register.filter
def shortday(value: date | datetime | None) -> str:
    """10月21日 among others, without its weekday; with its year where that is not this year."""
    if value is None:
        return "—"
    return format_html('<time datetime="{}">{}</time>', days.local(value).isoformat(), days.near(value))
