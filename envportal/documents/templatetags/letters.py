"""Letters in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from envportal.documents import rules

if TYPE_CHECKING:
    from envportal.documents.models import Letter

register = template.Library()


@register.filter
def standing(letter: Letter) -> str:
    """未用印, 纸质原件已用印, 已作废 …: the same word on every page."""
    return str(rules.standing(letter).label)
