"""How the townships are covered: what was unvisited for longest stands first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from enforcement.planning import queries

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import Bureau


@dataclass(frozen=True)
class Township:
    """A township with its enterprises and the last visit to any of them; None: nobody ever was there."""

    name: str
    enterprises: int
    visited: int
    last: date | None
    days: int | None
    is_over: bool


def of(bureau: Bureau | None, on: date) -> list[Township]:
    """Every township of the bureau's enterprises, never visited ones first, then the longest unvisited."""
    last, target = queries.last_visits(bureau), queries.target(bureau)
    found = []
    for name, members in queries.townships(bureau).items():
        seen = [last[pk] for pk in members if pk in last]
        newest = max(seen, default=None)
        days = (on - newest).days if newest else None
        this_year = sum(day.year == on.year for day in seen)
        found.append(Township(name, len(members), this_year, newest, days, days is None or days > target))
    return sorted(found, key=lambda one: (one.last is not None, one.last, one.name))
