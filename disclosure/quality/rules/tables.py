"""The shipped tables of the standards, read once; where each comes from is told in `data/SOURCES.md`."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

DATA = Path(__file__).resolve().parent.parent / "data"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def in_force(row: dict[str, str], on: date) -> bool:
    """Whether a dated row holds on a day, its first and last day included."""
    begins, ends = date.fromisoformat(row["effective_from"]), row["effective_to"]
    return begins <= on and (not ends or on <= date.fromisoformat(ends))


def word(row: dict[str, str], column: str) -> str:
    """The standard's own word, or its English where English is read."""
    return row["english"] if get_language() == "en" else row[column]


def number(text: str) -> Decimal | None:
    """A cell of a table: empty where the standard gives no figure."""
    return Decimal(text) if text else None
