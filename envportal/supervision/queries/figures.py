"""The numbers of the board: each counts the rows of a list that can be opened."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from envportal.deadlines.enums import ClockState
from envportal.deadlines.queries import calendar_of, past, soon
from envportal.supervision.enums import Colour
from envportal.supervision.models import Escalation
from envportal.supervision.queries.cases import ENDED, KEPT, MISSED, OPEN, cases_in_view, in_period
from envportal.supervision.queries.scope import cards_in_view, clocks_in_view, in_view, standing
from envportal.supervision.queries.sweep import overlong_pauses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from envportal.accounts.models import Section, User
    from envportal.cases.models import Case
    from envportal.deadlines.models import ClockEvent
    from envportal.supervision.models import Card

SOON = 2
MONTHS = 6


def paused() -> Q:
    return Q(state=ClockState.PAUSED)


def escalated() -> Q:
    """Cards somebody further up was told of."""
    return Q(Exists(Escalation.objects.filter(card=OuterRef("pk"))))


def overlong(at: datetime) -> Q:
    return Q(pk__in=overlong_pauses(timezone.localdate(at)).values("clock"))


@dataclass
class Row:
    """What one section has in hand."""

    bureau: str
    section: str
    section_pk: int
    bureau_pk: int
    clocks: int = 0
    soon: int = 0
    yellow: int = 0
    red: int = 0
    overlong: int = 0
    oldest: date | None = None


@dataclass
class Hands:
    """What one person has in hand."""

    holder: Any
    section: Section | None
    cases: int = 0
    soon: int = 0
    late: int = 0
    paused: int = 0
    yellow: int = 0
    red: int = 0
    oldest: date | None = None

    @property
    def name(self) -> str:
        return str(self.holder.name)


def totals(user: User, at: datetime) -> dict[str, int]:
    counted = {
        "clocks": Count("pk"), "soon": Count("pk", filter=soon(at, SOON)), "late": Count("pk", filter=past(at)),
        "paused": Count("pk", filter=paused()), "overlong": Count("pk", filter=overlong(at)),
    }  # fmt: skip
    cards = {
        "red": Count("pk", filter=Q(colour=Colour.RED)), "yellow": Count("pk", filter=Q(colour=Colour.YELLOW)),
        "unexplained": Count("pk", filter=Q(colour=Colour.RED, explanation="")),
        "asked": Count("pk", filter=Q(removal_asked_by__isnull=False)),
        "escalated": Count("pk", filter=escalated()),
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
    new = Row(found["case__bureau__name"], found["case__section__name"] or "", section, bureau)
    return rows.setdefault((bureau, section), new)


def holders(user: User, at: datetime) -> list[Hands]:
    """Who holds what, whoever has most on top: open cases, their clocks and cards."""
    rows: dict[int, Hands] = {}
    held = cases_in_view(user).filter(OPEN, holder__isnull=False)
    for case in held.prefetch_related(None):
        row = rows.setdefault(case.holder_id or 0, Hands(case.holder, case.section, oldest=case.opened_on))
        row.cases += 1
    clocks = clocks_in_view(user).order_by().values("case__holder").annotate(
        soon=Count("pk", filter=soon(at, SOON)), late=Count("pk", filter=past(at)), paused=Count("pk", filter=paused()),
    )  # fmt: skip
    cards = cards_in_view(user).filter(standing()).order_by().values("case__holder").annotate(
        yellow=Count("pk", filter=Q(colour=Colour.YELLOW)), red=Count("pk", filter=Q(colour=Colour.RED)),
    )  # fmt: skip
    for found in (*clocks, *cards):
        _fill(rows.get(found["case__holder"] or 0), found)
    return sorted(rows.values(), key=lambda row: (-row.cases, row.holder.pk))


def _fill(row: Hands | None, found: Mapping[str, Any]) -> None:
    if row is not None:
        vars(row).update({name: n for name, n in found.items() if name != "case__holder"})


def due_by_day(user: User, today: date, days: int = 10) -> list[tuple[date, date, int]]:
    """First and last day of each bar, and the cases whose earlier limit ends then: working days from today on.

    What would end on a rest day stands with the next working day.
    """
    calendar = calendar_of(user.bureau_id)
    first = today if calendar.is_workday(today) else calendar.add(today, 1)
    shown = [calendar.add(first, n) for n in range(days)]
    running = Q(due__gte=today, due__lte=shown[-1])
    ends = [case.due for case in cases_in_view(user).filter(running).prefetch_related(None) if case.due]
    counted = Counter(next(day for day in shown if day >= due) for due in ends)
    begins = [today, *(day + timedelta(days=1) for day in shown)]
    return [(begin, day, counted[day]) for begin, day in zip(begins, shown, strict=False)]


def outcomes_by_month(user: User, today: date) -> list[tuple[date, int, int]]:
    """Month, cases ended in time, cases ended late, for this and the five months before: the shared definition."""
    months = [_month(today, back) for back in reversed(range(MONTHS))]
    ended = cases_in_view(user).filter(in_period(months[0], end_of(months[-1])), ENDED).prefetch_related(None)
    counted = Counter(
        (case.ended.replace(day=1), kept)
        for kept, found in ((True, KEPT), (False, MISSED))
        for case in ended.filter(found)
    )
    return [(month, counted[month, True], counted[month, False]) for month in months]


def end_of(month: date) -> date:
    """The last day of a month."""
    return _month(month, -1) - timedelta(days=1)


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
    return cases_in_view(user).filter(OPEN)[:most]
