"""The self-examination ledger and the return calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from envportal.accountability.models import Entry, ReturnCall
from envportal.ratings import rating as ratings
from envportal.ratings.models import Rating

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau, User

SHARED = (
    "case__bureau",
    "case__section",
    "case__holder",
    "about",
    "opened_by",
    "published_by",
    "done_by",
    "checked_by",
)


def entries_of(user: User) -> QuerySet[Entry]:
    """The ledger of somebody's bureau, what is due first on top."""
    rows = Entry.objects.filter(case__bureau=user.bureau_id).select_related(*SHARED, "proof")
    return rows.order_by("checked_on", "due_on", "pk")


def public_entries(bureau: Bureau | None) -> QuerySet[Entry]:
    """What a second person agreed to publish, the newest first."""
    rows = Entry.objects.filter(case__bureau=bureau, published_at__isnull=False)
    return rows.select_related("case__section").order_by("-case__opened_on", "-pk")


def calls_of(user: User) -> QuerySet[ReturnCall]:
    """The return calls of a bureau but for those about the reader's own section."""
    rows = ReturnCall.objects.filter(rating__bureau=user.bureau_id)
    if user.section_id is not None:
        rows = rows.exclude(rating__section=user.section_id)
    people = ("rating__section", "rating__wish", "called_by", "checked_by", "entry__case", "responsibility")
    return rows.select_related(*people).order_by("checked_on", "due_on", "pk")


def low_without_call(on: date) -> QuerySet[Rating]:
    """Low ratings nobody called about: at once where a call is wished for, else once their quarter is over.

    Without a wish only those of which five stand together: of fewer somebody could tell who said it.
    """
    low = Rating.objects.filter(score__lte=ratings.LOW, return_call=None)
    over = Q(quarter__lt=ratings.quarter_of(on)) & Q(pk__in=ratings.among_many())
    return low.filter(Q(wish__isnull=False) | over).select_related("wish", "bureau", "section").order_by("pk")
