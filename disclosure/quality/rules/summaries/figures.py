"""What the facts of every medium are written with."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from disclosure.quality.rules.numbers import half_even, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from disclosure.quality.models import Station

Facts = dict[str, Any]


def named(one: Station) -> Facts:
    return {
        "code": one.code, "name": one.name, "name_en": one.name_en, "river": one.river, "level": one.level,
        "place": one.place,
    }  # fmt: skip


def percent(kept: Iterable[bool]) -> str | None:
    found = list(kept)
    return share(Decimal(sum(found)), Decimal(len(found)))


def share(part: Decimal, whole: Decimal) -> str | None:
    return text(half_even(100 * part / whole, 1)) if whole else None


def text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
