"""Money as the pages of this room print it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext as _

from enforcement.orders.queries import words

if TYPE_CHECKING:
    from decimal import Decimal

register = template.Library()


@register.filter
def yuan(amount: Decimal | None) -> str:
    """190,000 元, with fen only where there are any."""
    return "—" if amount is None else _("%s 元") % words.yuan(amount)
