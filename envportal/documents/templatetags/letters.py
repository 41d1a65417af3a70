"""Letters in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from envportal.documents import rules

if TYPE_CHECKING:
    from envportal.documents.enums import Standing
    from envportal.documents.models import Letter

register = template.Library()


@register.filter
def standing(letter: Letter) -> Standing:
    """未用印, 纸质原件已用印, 已作废 …: the same word on every page."""
    return rules.standing(letter)
