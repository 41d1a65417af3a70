"""Fen as people read them, and the address of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from enforcement.fees.rules.addresses import address_of

if TYPE_CHECKING:
    from collections.abc import Mapping

register = template.Library()


@register.filter
def yuan(fen: object) -> str:
    """12,345.60, without the unit."""
    if not isinstance(fen, int):
        return "—"
    sign, rest = ("−" if fen < 0 else ""), abs(fen)
    return f"{sign}{rest // 100:,}.{rest % 100:02d}"


@register.filter
def recompute(question: Mapping[str, object]) -> str:
    return address_of(question)
