"""By when a message is answered: the bureau's own rule, dated, counted in working days."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from envportal.workdays import Calendar

TABLE = Path(__file__).parent.parent / "data" / "terms.csv"


@dataclass(frozen=True)
class Term:
    valid_from: date
    ordinary: int
    complex: int
    basis: str


@cache
def terms() -> tuple[Term, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [
            Term(date.fromisoformat(row["valid_from"]), int(row["ordinary"]), int(row["complex"]), row["basis"])
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(rows, key=lambda term: term.valid_from))


def term_on(day: date) -> Term:
    """The line in force on a day; before the first line, the first."""
    return next((term for term in reversed(terms()) if term.valid_from <= day), terms()[0])


def due_on(calendar: Calendar, received: date, *, is_complex: bool = False) -> date:
    term = term_on(received)
    return calendar.add(received, term.complex if is_complex else term.ordinary)
