"""Penalties that no longer stand, and whose notices are still up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.board.enums import State
from disclosure.board.models import Overturned

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from envportal.accounts.models import User


def to_withdraw(user: User | AnonymousUser) -> QuerySet[Overturned]:
    """What the bureau of a member of staff has to take off the board, what is due first on top."""
    bureau = [user.bureau_id] if user.is_authenticated and user.bureau_id is not None else []
    up = Overturned.objects.filter(notice__state=State.PUBLISHED, notice__bureau__in=bureau)
    return up.select_related("notice").order_by("due_on", "pk")
