"""Tonnes with four decimals, kept as whole numbers: every engine adds them up exactly."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from collections.abc import Sequence

    WholeNumbers = models.BigIntegerField[Decimal | int, Decimal]
else:
    WholeNumbers = models.BigIntegerField

PLACES = 4
LEAST = Decimal(1).scaleb(-PLACES)
# Of all accounts of a book together; a typed amount has at most ten whole digits.
DIGITS = 14


def plain(amount: Decimal) -> str:
    """12, 0.125: without zeros nobody typed."""
    return f"{amount.normalize():f}"


class NotExact(ValueError):
    """An amount with more decimals than the ledger keeps: rounding is its writer's to do, and to say."""


class TonnesField(WholeNumbers):
    """Decimal tonnes in Python, units of 0.0001 t in the database: SQLite has no exact decimals of its own."""

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.BigIntegerField", args, kwargs

    def get_internal_type(self) -> str:
        return "BigIntegerField"

    def from_db_value(self, value: int | None, *_how: object) -> Decimal | None:
        return None if value is None else Decimal(int(value)).scaleb(-PLACES)

    def to_python(self, value: Any) -> Decimal | None:
        return value if value is None or isinstance(value, Decimal) else Decimal(value)

    def get_prep_value(self, value: Any) -> int | None:
        if value is None:
            return None
        units = Decimal(value).scaleb(PLACES)
        if units != units.to_integral_value():
            raise NotExact(value)
        return int(units)
