"""The numbers of the board: each counts the rows of a list that can be opened."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from envportal.accounts.models import Section
from envportal.cases.models import Case
from envportal.deadlines.enums import ClockState, Matter
from envportal.deadlines.queries import calendar_of, outcomes, past, soon
from envportal.supervision.enums import Colour
from envportal.supervision.queries.scope import cards_in_view, clocks_in_view, in_view, standing
from envportal.supervision.queries.sweep import overlong_pauses

if TYPE_CHECKING:
    from envportal.accounts.models import User
    from envportal.deadlines.models import ClockEvent
    from envportal.supervision.models import Card

DECIDING = (Matter.STATUTORY, Matter.PLEDGED)
SOON = 2
MONTHS = 6


def paused() -> Q:
    return Q(state=ClockState.PAUSED)


def overlong(at: datetime) -> Q:
    return Q(pk__in=overlong_pauses(timezone.localdate(at)).values("clock"))


@dataclass
class Row:
    """What one section has in hand."""

    bureau: str
    section: str
    section_pk: int
    clocks: int = 0
    soon: int = 0
    yellow: int = 0
    red: int = 0
    overlong: int = 0
    oldest: date | None = None


def totals(user: User, at: datetime) -> dict[str, int]:
    counted = {
        "clocks": Count("pk"), "soon": Count("pk", filter=soon(at, SOON)), "late": Count("pk", filter=past(at)),
        "paused": Count("pk", filter=paused()), "overlong": Count("pk", filter=overlong(at)),
    }  # fmt: skip
    cards = {
        "red": Count("pk", filter=Q(colour=Colour.RED)), "yellow": Count("pk", filter=Q(colour=Colour.YELLOW)),
        "unexplained": Count("pk", filter=Q(colour=Colour.RED, explanation="")),
        "asked": Count("pk", filter=Q(removal_asked_by__isnull=False)),
    }  # fmt: skip
    return clocks_in_view(user).aggregate(**counted) | cards_in_view(user).filter(standing()).aggregate(**cards)


def by_section(user: User, at: datetime) -> list[Row]:
    """A row for each section that has something in hand; cases nobody assigned yet in a row of their own (0)."""
    rows: dict[tuple[int, int], Row] = {}
    where = ("case__bureau", "case__bureau__name", "case__section", "case__section__name")
    counted = clocks_in_view(user).order_by().values(*where).annotate(
        clocks=Count("pk"), soon=Count("pk", filter=soon(at, SOON)), overlong=Count("pk", filter=overlong(at)),
        oldest=Min("case__opened_on"),
    )  # fmt: skip
    for found in counted:
        row = _row(rows, found)
        row.clocks, row.soon, row.overlong = found["clocks"], found["soon"], found["overlong"]
        row.oldest = found["oldest"]
    colours = {colour.value: Count("pk", filter=Q(colour=colour)) for colour in Colour}
    for found in cards_in_view(user).filter(standing()).order_by().values(*where).annotate(**colours):
        row = _row(rows, found)
        row.yellow, row.red = found["yellow"], found["red"]
    return sorted(rows.values(), key=lambda row: (row.bureau, row.section_pk == 0, row.section))


def _row(rows: dict[tuple[int, int], Row], found: dict[str, Any]) -> Row:
    bureau, section = found["case__bureau"], found["case__section"] or 0
    new = Row(found["case__bureau__name"], found["case__section__name"] or "", section)
    return rows.setdefault((bureau, section), new)


def holders(user: User, most: int = 5) -> list[dict[str, Any]]:
    """Who has most in hand, with the cards on it."""
    clocks = clocks_in_view(user).filter(case__holder__isnull=False).order_by()
    who = ("case__holder", "case__holder__name", "case__section__name")
    found = clocks.values(*who).annotate(cases=Count("case", distinct=True)).order_by("-cases", "case__holder")[:most]
    cards = Counter(cards_in_view(user).filter(standing()).values_list("case__holder", "colour"))
    return [
        {
            "pk": row["case__holder"], "name": row["case__holder__name"], "section": row["case__section__name"] or "",
            "cases": row["cases"], "red": cards[row["case__holder"], "red"],
            "yellow": cards[row["case__holder"], "yellow"],
        }
        for row in found
    ]  # fmt: skip


def due_by_day(user: User, today: date, days: int = 10) -> list[tuple[date, int]]:
    """Cases by the working day their earlier limit ends, today and the working days that follow."""
    calendar = calendar_of(user.bureau_id)
    first = today if calendar.is_workday(today) else calendar.add(today, 1)
    shown = [calendar.add(first, n) for n in range(days)]
    running = clocks_in_view(user).filter(state=ClockState.RUNNING).order_by().values("case")
    earlier = running.annotate(first=Min("due_on")).filter(first__gte=today, first__lte=shown[-1])
    counted = Counter(next(day for day in shown if day >= row["first"]) for row in earlier)
    return [(day, counted[day]) for day in shown]


def outcomes_by_month(user: User, today: date) -> list[tuple[date, int, int]]:
    """Month, cases ended in time, cases ended late, for this and the five months before: the shared definition."""
    months = [_month(today, back) for back in reversed(range(MONTHS))]
    ended = outcomes().filter(in_view(user), matter__in=DECIDING, stopped_on__gte=months[0]).order_by().values("case")
    missed = Count("pk", filter=Q(kept=False))
    counted = Counter(
        (row["ended"].replace(day=1), row["missed"] > 0)
        for row in ended.annotate(ended=Max("stopped_on"), missed=missed).filter(case__closed_on__isnull=False)
    )
    return [(month, counted[month, False], counted[month, True]) for month in months]


def _month(today: date, back: int) -> date:
    years, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return date(years, month + 1, 1)


def red_cards(user: User, most: int = 5) -> QuerySet[Card]:
    return cards_in_view(user).filter(standing(), colour=Colour.RED)[:most]


def removed_since(user: User, day: date) -> int:
    return cards_in_view(user).filter(removed_at__date__gte=day).count()


def longest_pauses(user: User, today: date, most: int = 5) -> QuerySet[ClockEvent]:
    pauses = overlong_pauses(today).filter(in_view(user, "clock__case__"), clock__in=clocks_in_view(user).order_by())
    return pauses.select_related("clock__case")[:most]


def oldest_cases(user: User, most: int = 5) -> QuerySet[Case]:
    """Open cases, the one received first on top."""
    open_ones = Case.objects.filter(in_view(user, ""), opened_on__isnull=False, closed_on=None)
    return open_ones.select_related("section", "holder", "bureau").order_by("opened_on", "pk")[:most]


def sections_of(user: User) -> QuerySet[Section]:
    """The sections whose clocks or cards a person watches over, for a filter."""
    clocks, cards = clocks_in_view(user).order_by(), cards_in_view(user).order_by()
    found = Section.objects.filter(
        Q(pk__in=clocks.values("case__section")) | Q(pk__in=cards.values("case__section"))
    )  # fmt: skip
    return found.select_related("bureau").order_by("bureau__name", "name")
