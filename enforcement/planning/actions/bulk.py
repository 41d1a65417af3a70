"""Approve and notice the visits of a confirmed plan in one go: each visit is a transaction of its own.

Safe to run twice: the key of the form and the visit's make the key of its step, and what was done stays done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from enforcement.inspections import visiting
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from envportal.accounts.models import User

STEPS: Final[dict[str, Callable[..., visiting.Visit]]] = {"approve": visiting.approve, "notice": visiting.notice}


@dataclass(frozen=True)
class Came:
    """What became of one visit: "" done, or why not."""

    visit: visiting.Visit
    refused: str = ""


def each(
    verb: str, visits: Iterable[visiting.Visit], *, told_how: str = "", by: User, at: datetime, key: str
) -> list[Came]:
    """The step on each visit, one after the other; what one refuses stops none of the others."""
    more = {"told_how": told_how} if verb == "notice" else {}
    return [_one(verb, visit, more, by=by, at=at, key=f"{key}/{visit.pk}") for visit in visits]


def _one(
    verb: str, visit: visiting.Visit, more: dict[str, str], *, by: User, at: datetime, key: str
) -> Came:  # fmt: skip
    try:
        done = STEPS[verb](visit.pk, by=by, at=at, key=key, **more)
    except Refused as refused:
        return Came(visit, str(refused) or _("没有办成。"))
    return Came(done)
