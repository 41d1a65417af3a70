"""{{ amount|tonnes }}: 1,234.5, without zeros nobody typed."""

from __future__ import annotations

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def tonnes(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{Decimal(f'{value.normalize():f}'):,}"
    return "—" if value is None else str(value)
