"""What stands at the foot of every desk page: how far the calendar goes, and when limits were last looked at."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from envportal.deadlines.queries import calendar_of
from envportal.supervision.queries import last_sweep

register = template.Library()


@register.inclusion_tag("supervision/foot.html")
def watch_foot() -> dict[str, Any]:
    return {"year": calendar_of(None).gazetted_to.year, "swept": last_sweep(), "now": timezone.now()}
