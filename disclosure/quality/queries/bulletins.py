"""Bulletins by the names a colleague would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils import timezone

from disclosure.quality.enums import BulletinState
from disclosure.quality.models import Bulletin

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau, User


def public() -> QuerySet[Bulletin]:
    """What was ever public: current bulletins, and earlier versions of them."""
    found = Bulletin.objects.filter(state__in=[BulletinState.PUBLISHED, BulletinState.SUPERSEDED])
    return found.select_related("bureau", "supersedes", "letter")


def current() -> QuerySet[Bulletin]:
    return public().filter(state=BulletinState.PUBLISHED).order_by("-first", "medium", "pk")


def last_day(bureau: Bureau, **of: str) -> date | None:
    """The day the last bulletin of a medium or a span went out."""
    at = current().filter(bureau=bureau, **of).aggregate(Max("published_at"))["published_at__max"]
    return timezone.localdate(at) if at else None


def standing(bureau: Bureau, medium: str, first: date, last: date) -> Bulletin | None:
    """The bulletin of a period that stands in public."""
    return current().filter(bureau=bureau, medium=medium, first=first, last=last).first()


def drafted(bureau: Bureau, medium: str, first: date, last: date) -> Bulletin | None:
    same = {"bureau": bureau, "medium": medium, "first": first, "last": last}
    return Bulletin.objects.filter(**same, state=BulletinState.DRAFT).first()


def of_desk(user: User | AnonymousUser) -> QuerySet[Bulletin]:
    """Every bulletin of a member of staff's bureau, drafts first."""
    if not user.is_authenticated or user.bureau_id is None:
        return Bulletin.objects.none()
    found = Bulletin.objects.filter(bureau=user.bureau_id)
    return found.select_related("bureau", "composed_by", "published_by").order_by("-composed_at", "-pk")
