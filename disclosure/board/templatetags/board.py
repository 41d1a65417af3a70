"""Words of the board's own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language

from envportal.web.templatetags import days

if TYPE_CHECKING:
    from datetime import date, datetime

register = template.Library()


@register.filter
def shortday(value: date | datetime | None) -> str:
    """10月21日 among others, without its weekday; with its year where that is not this year."""
    if value is None:
        return "—"
    on = days.local(value)
    is_now = on.year == timezone.localdate().year
    if get_language() == "en":
        text = f"{on.day} {on:%B}{'' if is_now else f' {on.year}'}"
    else:
        text = f"{'' if is_now else f'{on.year}年'}{on.month}月{on.day}日"
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), text)
