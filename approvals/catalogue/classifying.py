"""The door of this room: the check an application stands on, who decides, what to bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from approvals.catalogue.actions import attach
from approvals.catalogue.queries.books import level_rules, may_follow, to_bring, who_decides
from approvals.catalogue.queries.kept import basis_of, rulings_of, snapshot

if TYPE_CHECKING:
    from envportal.cases.models import Case

__all__ = ["attach", "level_rules", "may_follow", "snapshot", "summary", "to_bring", "who_decides"]


def summary(case: Case) -> dict[str, Any]:
    """What a page about the case says of the check it stands on, and of who thought otherwise."""
    return {"basis": basis_of(case), "rulings": list(rulings_of(case))}
