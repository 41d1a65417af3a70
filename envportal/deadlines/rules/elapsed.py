"""总历时: the days since the first day anything lay with the bureau, beside what the pledge counts of them."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from envportal.cases.models import Case, CaseLink
from envportal.cases.queries import APPLICATION, PRE_REVIEW, pre_reviews_of
from envportal.deadlines import queries
from envportal.deadlines.enums import Matter
from envportal.deadlines.rules import fold, words

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import Bureau
    from envportal.deadlines.models import Clock
    from envportal.workdays import Calendar


@dataclass(frozen=True)
class Stretch:
    """From one day to another: the days after the first, and how many of them are working days."""

    days: int
    working_days: int


@dataclass(frozen=True)
class Elapsed:
    """The total in its parts: before the application, since its receipt, and what the pledge counts of the latter."""

    first_on: date
    received_on: date
    until: date
    is_over: bool
    # From the first pre-application review to the receipt, and the days of it the bureau had the question.
    before: Stretch | None
    with_bureau: Stretch | None
    since: Stretch
    # What the pledged clock has used, in words; "" before it starts, and where nothing is pledged.
    net: str

    @property
    def total(self) -> int:
        return (self.until - self.first_on).days


@dataclass(frozen=True)
class Figures:
    """What the applications decided or ended in a time took, each as a median in calendar days."""

    applications: int
    with_pre_review: int
    before: float
    since: float
    total: float


def elapsed(case: Case, today: date) -> Elapsed | None:
    """The total elapsed time of an application on a day; None before it is received."""
    if case.opened_on is None or case.kind == PRE_REVIEW:
        return None
    calendar = queries.calendar_of(case.bureau_id)
    received, until = case.opened_on, min(today, case.closed_on or today)
    spans = _spans(list(pre_reviews_of(case)), received)
    return Elapsed(
        first_on=spans[0][0] if spans else received,
        received_on=received,
        until=until,
        is_over=case.closed_on is not None,
        before=_stretch(calendar, spans[0][0], received) if spans else None,
        with_bureau=_sum([_stretch(calendar, *span) for span in spans]) if spans else None,
        since=_stretch(calendar, received, until),
        net=_net(case, calendar, until),
    )


def elapsed_figures(bureau: Bureau, first: date, last: date) -> Figures:
    """The total elapsed times of the applications a bureau closed from one day to another, to stand beside the pledge.

    Two queries, however many applications there are.
    """
    closed = list(
        Case.objects.filter(bureau=bureau, kind__startswith=APPLICATION, closed_on__range=(first, last))
        .filter(opened_on__isnull=False)
        .order_by("pk")
    )
    links = CaseLink.objects.filter(target__in=closed, why=PRE_REVIEW).select_related("source").order_by("pk")
    asked: dict[int, date] = {}
    for link in links:
        if link.source.opened_on is not None:
            asked[link.target_id] = min(link.source.opened_on, asked.get(link.target_id, link.source.opened_on))
    since = [(case.closed_on - case.opened_on).days for case in closed if case.closed_on and case.opened_on]
    before = [(case.opened_on - asked[case.pk]).days if case.pk in asked and case.opened_on else 0 for case in closed]
    return Figures(
        applications=len(closed),
        with_pre_review=len(asked),
        before=_middle([days for case, days in zip(closed, before, strict=True) if case.pk in asked]),
        since=_middle(since),
        total=_middle([sum(pair) for pair in zip(before, since, strict=True)]),
    )


def _spans(asked: list[Case], received: date) -> list[tuple[date, date]]:
    """When each pre-review lay with the bureau, none of it past the receipt of the application."""
    return [(case.opened_on, min(case.closed_on or received, received)) for case in asked if case.opened_on]


def _stretch(calendar: Calendar, first: date, last: date) -> Stretch:
    return Stretch((last - first).days, calendar.between(first, last))


def _sum(stretches: list[Stretch]) -> Stretch:
    return Stretch(sum(one.days for one in stretches), sum(one.working_days for one in stretches))


def _net(case: Case, calendar: Calendar, until: date) -> str:
    clock: Clock | None = queries.of(case.pk).filter(matter=Matter.PLEDGED).last()
    if clock is None:
        return ""
    reading = fold.compute(clock.rule, clock.events.all(), calendar, until)
    return words.days(reading.used, clock.rule.unit)


def _middle(days: list[int]) -> float:
    return median(days) if days else 0
