"""Tables on their way in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.quality.models import Run

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from envportal.accounts.models import User


def seen_by(user: User | AnonymousUser) -> QuerySet[Run]:
    """The tables of a member of staff's bureau, newest first."""
    if not user.is_authenticated or user.bureau_id is None:
        return Run.objects.none()
    found = Run.objects.filter(bureau=user.bureau_id)
    return found.select_related("uploaded_by", "mapped_by", "applied_by", "undone_by").order_by("-uploaded_at", "-pk")
