"""当天办结: the bureau's dated list, what is on it today, and how many were answered on their day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from approvals.applications.models import SameDay
from approvals.applications.queries.lists import at_counter
from approvals.applications.states import State
from envportal.accounts.models import Bureau
from envportal.documents.enums import Library
from envportal.documents.queries import wording as words
from envportal.documents.rules.wording import suits

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from approvals.applications.models import Application
    from envportal.accounts.models import User
    from envportal.documents.queries.wording import Block

# A figure of fewer cases tells of people, not of a bureau.
FEWEST = 5


def same_day_list(bureau: Bureau, on: date) -> list[Block]:
    """The trades a bureau answers on the day they come, by the list in force; without one there is no such track."""
    return words.library(words.whose(bureau), on, Library.SAME_DAY)


def same_day_entry(application: Application, on: date) -> Block | None:
    """The entry that is for the project's industry, which has to be known."""
    industry = application.project.industry
    offered = same_day_list(application.case.bureau, on) if industry else []
    return next((block for block in offered if suits(block, industry)), None)


def may_be_taken_up(user: User, on: date) -> list[Application]:
    """Drafts of the counter whose industry stands in the list and which nobody took up yet."""
    drafts = at_counter(user, on).filter(state=State.DRAFT, same_day=None)[:50]
    return [draft for draft in drafts if same_day_entry(draft, on) is not None]


def on_screen(user: User, on: date) -> QuerySet[SameDay]:
    """Those of today, and those of before that are neither done nor explained."""
    mine = SameDay.objects.filter(application__in=at_counter(user, on).order_by().values("pk"))
    left = Q(done_on=None, unfinished_why="")
    found = mine.filter(left | Q(came_on=on)).select_related("application__case__enterprise", "letter", "taken_by")
    return found.order_by("came_on", "pk")


def minutes_left(one: SameDay, at: datetime) -> int:
    """To closing time of the day it came; below nought once that has passed."""
    closes = timezone.make_aware(datetime.combine(one.came_on, one.closes_at or time(23, 59)))
    return int((closes - at).total_seconds() // 60)


@dataclass(frozen=True)
class Month:
    """How many came in a month, and how many were answered on their day; None where they are too few."""

    month: date
    came: int
    kept: int | None


def months(bureau: Bureau, since: date) -> list[Month]:
    rows = SameDay.objects.filter(application__case__bureau=bureau, came_on__gte=since)
    counted = rows.annotate(month=TruncMonth("came_on")).values("month").order_by("-month")
    counted = counted.annotate(came=Count("pk"), kept=Count("pk", filter=Q(done_on=F("came_on"))))
    return [Month(row["month"], row["came"], row["kept"] if row["came"] >= FEWEST else None) for row in counted]


def bureaus_with_a_list(on: date) -> list[tuple[Bureau, list[Block]]]:
    """For everybody: which bureau answers which trades on the day."""
    listed = [(bureau, same_day_list(bureau, on)) for bureau in Bureau.objects.order_by("name", "pk")]
    return [(bureau, entries) for bureau, entries in listed if entries]
