"""The permission matrix, read as data, default deny."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from envportal.accounts.enums import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.contrib.auth.models import AnonymousUser

    from envportal.accounts.models import User

DATA = Path(__file__).parent.parent / "data"
# A second factor was needed to sign in; asking for it again within the same act would be a circle.
SIGNING_IN = "account.login"


@cache
def matrix() -> dict[str, dict[str, str]]:
    """Action → role → code, as `permission_matrix.csv` has them; "-" means never."""
    with (DATA / "permission_matrix.csv").open(encoding="utf-8", newline="") as file:
        return {row.pop("action"): row for row in csv.DictReader(file)}


@cache
def routes() -> dict[str, str]:
    """View name → action, for views we did not write and cannot mark."""
    with (DATA / "routes.csv").open(encoding="utf-8", newline="") as file:
        return {row["view_name"]: row["action"] for row in csv.DictReader(file)}


def action_of(view: Callable[..., object], view_name: str) -> str | None:
    """The action a view is for: the mark on its class or function, or its line in `routes.csv`."""
    marked = getattr(getattr(view, "view_class", None), "permission", None) or getattr(view, "permission", None)
    return marked or routes().get(view_name)


def roles(user: User | AnonymousUser) -> frozenset[str]:
    """The roles of a person now; nothing is cached, so a revoked role ends with the next request."""
    if not user.is_authenticated or not user.is_active:
        return frozenset({Role.PUBLIC})
    if user.enterprise is not None:
        return frozenset({Role.PUBLIC, user.enterprise.kind})
    return frozenset({Role.PUBLIC, *user.grants.values_list("role", flat=True)})


def held(user: User | AnonymousUser, action: str) -> frozenset[tuple[str, str]]:
    """Role and code of every cell of the action's row that lets the person try it. Raises KeyError if unknown."""
    return cells(roles(user), action, is_somebody=user.is_authenticated)


def cells(roles: Iterable[str], action: str, *, is_somebody: bool) -> frozenset[tuple[str, str]]:
    """As `held`, for roles already read. One's own record (I) takes somebody whose it is."""
    row = matrix()[action]
    return frozenset((role, row[role]) for role in roles if row[role] != "-" and (is_somebody or row[role] != "I"))


def codes(user: User | AnonymousUser, action: str) -> frozenset[str]:
    """The codes under which a person may try an action; empty: never. Raises KeyError for an unknown action."""
    return frozenset(code for _, code in held(user, action))


def needs_step_up(action: str, codes: frozenset[str]) -> bool:
    """Whether the person must have shown who they are within the last ten minutes."""
    return codes == {"C"} and action != SIGNING_IN


def who_may(action: str) -> list[str]:
    """The names of the roles that may do this, for a page that says whom to ask."""
    return [str(Role(role).label) for role, code in matrix().get(action, {}).items() if code != "-"]
