"""Who has what to read, and what waits to be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envportal.messaging.models import WAITING, Message

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from envportal.accounts.models import User


def inbox(user: User) -> QuerySet[Message]:
    """A person's messages, newest first."""
    return Message.objects.filter(to_user=user).order_by("-created_at", "-pk")


def unread(user: User) -> QuerySet[Message]:
    return inbox(user).filter(read_at=None)


def due(at: datetime) -> QuerySet[Message]:
    """Messages to be sent by now, longest waiting first."""
    return Message.objects.filter(WAITING, next_try_at__lte=at).order_by("next_try_at", "pk")


def oldest_waiting() -> datetime | None:
    """When the message was posted that waits longest for its e-mail."""
    return Message.objects.filter(WAITING).order_by("created_at").values_list("created_at", flat=True).first()


def given_up() -> QuerySet[Message]:
    """Messages whose e-mail nobody will try again unless asked."""
    return Message.objects.filter(dead_at__isnull=False).order_by("-dead_at", "-pk")
