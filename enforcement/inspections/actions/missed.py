"""A visit an enterprise was told of and nobody made: the people of it and their head are told, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from enforcement.inspections.actions.common import locked, note, team, tell
from enforcement.inspections.queries.missed import missed
from enforcement.inspections.states import State
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with

if TYPE_CHECKING:
    from datetime import datetime

    from enforcement.inspections.models import Visit
    from envportal.accounts.models import User


def tell_missed(*, at: datetime) -> int:
    """Each visit by itself; returns how many were told of. Safe to run twice: the log remembers."""
    waiting = missed(timezone.localdate(at)).values_list("pk", flat=True)
    return sum(_tell(pk, at=at) for pk in list(waiting))


@transaction.atomic
def _tell(pk: int, *, at: datetime) -> bool:
    visit = locked(pk)
    if visit.state != State.NOTICED or not missed(timezone.localdate(at)).filter(pk=pk).exists():
        return False
    note(visit, "visit_not_made", by=None, at=at, day=visit.day.isoformat())
    tell(visit, "visit_not_made", dict.fromkeys([*team(visit), *_heads(visit)]), at=at)
    return True


def _heads(visit: Visit) -> list[User]:
    bureau, section = visit.case.bureau, visit.case.section
    heads = staff_with(bureau, Role.SECTION_HEAD, section) if section is not None else staff_with(bureau, Role.LEADER)
    return list(heads) or list(staff_with(bureau, Role.LEADER))
