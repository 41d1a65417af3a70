"""Who may do what: the permission matrix, read as data, default deny."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from envportal.accounts.enums import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from envportal.accounts.models import User

MATRIX = Path(__file__).parent / "data" / "permission_matrix.csv"


@cache
def matrix() -> dict[str, dict[str, str]]:
    """Action → role → code, as `permission_matrix.csv` has them; "-" means never."""
    with MATRIX.open(encoding="utf-8", newline="") as file:
        return {row.pop("action"): row for row in csv.DictReader(file)}


def roles(user: User | AnonymousUser) -> frozenset[str]:
    """The roles of a person now; nothing is cached, so a revoked role ends with the next request."""
    if not user.is_authenticated or not user.is_active:
        return frozenset({Role.PUBLIC})
    if user.enterprise is not None:
        return frozenset({Role.PUBLIC, user.enterprise.kind})
    return frozenset({Role.PUBLIC, *user.grants.values_list("role", flat=True)})


def codes(user: User | AnonymousUser, action: str) -> frozenset[str]:
    """The codes under which a person may try an action; empty: never. Raises KeyError for an unknown action."""
    row = matrix()[action]
    return frozenset(row[role] for role in roles(user)) - {"-"}
