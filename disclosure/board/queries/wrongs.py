"""What readers said is wrong, for the desk; and what was answered, for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.board.models import WrongReport

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from disclosure.board.models import Notice
    from envportal.accounts.models import User


def waiting_for(user: User | AnonymousUser) -> QuerySet[WrongReport]:
    """What waits for an answer in somebody's bureau, what is due first before the rest."""
    if not user.is_authenticated or user.bureau_id is None:
        return WrongReport.objects.none()
    waiting = WrongReport.objects.filter(notice__bureau=user.bureau_id, answered_at=None)
    return waiting.select_related("notice").order_by("due_on", "pk")


def open_of(notice: Notice) -> QuerySet[WrongReport]:
    return WrongReport.objects.filter(notice=notice, answered_at=None)


def answered_of(notice: Notice) -> QuerySet[WrongReport]:
    """Outcome and answer only: what was said, and by whom, is never public."""
    answered = WrongReport.objects.filter(notice=notice, answered_at__isnull=False).only(
        "outcome", "answer", "answered_at"
    )
    return answered.order_by("answered_at", "pk")
