"""The door of this room: what acceptance, approval and an end do to the ledger, and what a decision asks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from approvals.quotas.actions import commit, demand, release, reserve
from approvals.quotas.actions.holding import assessed, covered
from approvals.quotas.guards import BASIS, NotCovered
from approvals.quotas.queries import Replacement, Row, moved_since_read, replacement_rules, replacements, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from envportal.cases.models import Case

__all__ = [
    "BASIS", "NotCovered", "Replacement", "Row", "commit", "covers", "demand", "moved_since_read", "release",
    "replacement_rules", "replacements", "reserve", "rows_of",
]  # fmt: skip


def covers(case: Case, stated: Mapping[str, Decimal], on: date) -> None:
    """Raise NotCovered unless what is held for a case covers what it needs (环发〔2014〕197号: 前置条件).

    What it states to emit under control and nobody has assessed is not covered either.
    """
    assessed(case, stated, on)
    for row in rows_of(case):
        covered(row)
