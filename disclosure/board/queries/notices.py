"""Notices by the names a colleague would use. Everything `public` leaves out what was never published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from disclosure.board.enums import State
from disclosure.board.models import Edition, Notice

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import User
    from envportal.cases.models import Case


def notices_of(case: Case) -> QuerySet[Notice]:
    """Every notice of a case, also what waits and what was replaced; oldest first."""
    return Notice.objects.filter(case=case).order_by("pk")


def public() -> QuerySet[Notice]:
    """What was ever public: current notices, earlier versions, and traces of withdrawn ones."""
    return Notice.objects.filter(published_at__isnull=False).exclude(state=State.PENDING)


def on_board() -> QuerySet[Notice]:
    """The current notices: published, neither withdrawn nor replaced."""
    return Notice.objects.filter(state=State.PUBLISHED)


def open_for_comment(day: date) -> Q:
    """Published with a last day that has not passed; people may speak from publication on."""
    return Q(closes_on__gte=day)


def current(case: Case, kind: str) -> Notice | None:
    return on_board().filter(case=case, kind=kind).first()


def pending(case: Case, kind: str) -> Notice | None:
    return Notice.objects.filter(case=case, kind=kind, state=State.PENDING).first()


def waiting_for(user: User) -> QuerySet[Notice]:
    """What waits to be published in the bureau of a member of staff, oldest first."""
    waiting = Notice.objects.filter(state=State.PENDING, bureau=user.bureau_id)
    return waiting.select_related("case", "submitted_by", "bureau").order_by("submitted_at", "pk")


def recent_of(user: User) -> QuerySet[Notice]:
    """What the bureau of a member of staff published or withdrew, newest first."""
    done = public().filter(bureau=user.bureau_id)
    return done.select_related("case", "published_by", "bureau").order_by("-published_at", "-pk")


def edition() -> int:
    """How often the board has changed; part of every ETag."""
    return Edition.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def turn_edition() -> None:
    """Count one change; the caller holds the transaction and takes this lock last."""
    Edition.objects.get_or_create(pk=1)
    Edition.objects.filter(pk=1).update(number=F("number") + 1)
