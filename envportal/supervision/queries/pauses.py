"""How long cases took, how much of that the clock stood still, and what is odd about the pauses."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from django.utils import timezone

from envportal.audit.models import Event
from envportal.deadlines.enums import Ground, Matter
from envportal.deadlines.queries import calendar_of
from envportal.deadlines.rules import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from envportal.cases.models import Case
    from envportal.deadlines.models import Clock
    from envportal.deadlines.rules.fold import History, Pause
    from envportal.workdays import Calendar

# A pause is late if it begins with this part of the term left, or less.
LAST_PART = 5
# Of fewer cases no share is given: one long pause would stand for a person.
FEW = 5
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Taken:
    """Days on the wall since receipt, and those of them the clock stood still; both calendar days."""

    raw: int = 0
    paused: int = 0

    @property
    def net(self) -> int:
        return self.raw - self.paused


@dataclass(frozen=True)
class Fact:
    """One pause of a case, and what is odd about it."""

    pk: int
    case: Case
    ground: str
    waiting_for: str
    first: date
    last: date | None
    days: int
    left: int
    total: int
    nth: int
    acted: bool

    @property
    def is_late(self) -> bool:
        return self.left * LAST_PART <= self.total

    @property
    def is_repeated(self) -> bool:
        return self.nth > 1

    @property
    def is_silent(self) -> bool:
        return not self.acted

    @property
    def ground_label(self) -> str:
        return str(Ground(self.ground).label)


def measuring(case: Case) -> list[Clock]:
    """The clocks whose pauses count: the statutory ones, which every special step stops; else the pledged ones."""
    clocks = list(case.clocks.all())
    statutory = [clock for clock in clocks if clock.matter == Matter.STATUTORY]
    return statutory or [clock for clock in clocks if clock.matter == Matter.PLEDGED]


def taken(case: Case, today: date) -> Taken:
    """How long a case took or takes so far; days two pauses share are counted once."""
    if case.opened_on is None:
        return Taken()
    end = case.closed_on or today
    still = {day for clock in measuring(case) for pause in _history(clock).pauses for day in _days(pause, end)}
    return Taken(max(0, (end - case.opened_on).days), sum(1 for day in still if case.opened_on < day))


def facts(cases: Iterable[Case], today: date) -> list[Fact]:
    """Every pause of these cases, the latest first."""
    cases, calendar = list(cases), cache(calendar_of)
    acts = _acts(cases)
    found = [
        fact for case in cases for fact in _facts(case, calendar(case.bureau_id), acts[case.pk], today)
    ]  # fmt: skip
    return sorted(found, key=lambda fact: (fact.first, fact.pk), reverse=True)


def _facts(case: Case, calendar: Calendar, acts: list[date], today: date) -> Iterator[Fact]:
    end, seen = case.closed_on or today, Counter[str]()
    told = [(clock, _history(clock)) for clock in measuring(case)]
    pauses = [(clock, history, pause) for clock, history in told for pause in history.pauses]
    for clock, history, pause in sorted(pauses, key=lambda found: (found[2].first, found[2].event_pk or 0)):
        days = _days(pause, end)
        seen[pause.ground] += 1
        left, total = _left(clock, history, pause, calendar)
        yield Fact(
            pk=pause.event_pk or 0, case=case, ground=pause.ground, waiting_for=pause.waiting_for, first=pause.first,
            last=pause.last, days=len(days), left=left, total=total, nth=seen[pause.ground],
            acted=any(pause.first <= act <= _last(pause, end) for act in acts),
        )  # fmt: skip


def _history(clock: Clock) -> History:
    return fold.fold(clock.events.all())


def _last(pause: Pause, end: date) -> date:
    return min(pause.last or end, end)


def _days(pause: Pause, end: date) -> list[date]:
    return [pause.first + DAY * n for n in range((_last(pause, end) - pause.first).days + 1)]


def _left(clock: Clock, history: History, pause: Pause, calendar: Calendar) -> tuple[int, int]:
    """What was left of the term on the eve of a pause, and the whole term, in the rule's unit."""
    before = tuple(other for other in history.pauses if other.first < pause.first)
    reading = fold.read(clock.rule, replace(history, pauses=before, stopped_on=None), calendar, pause.first - DAY)
    # Not `reading.left`: days added because the last one is a rest day are none of the term.
    return reading.total - reading.used, reading.total


def _acts(cases: list[Case]) -> defaultdict[int, list[date]]:
    """The days on which somebody on the applicant's side did something the log of the case tells."""
    acted = Event.objects.filter(case__in=[case.pk for case in cases], actor__enterprise__isnull=False)
    found = defaultdict[int, list["date"]](list)
    for case, at in acted.values_list("case", "at"):
        found[case or 0].append(timezone.localdate(at))
    return found


@dataclass
class Share:
    """What one section or person has: cases, days, pauses, and how many of those are odd."""

    key: int
    bureau: int
    name: str
    within: str
    cases: int = 0
    raw: int = 0
    paused: int = 0
    pauses: int = 0
    late: int = 0
    repeated: int = 0
    silent: int = 0

    @property
    def net(self) -> int:
        return self.raw - self.paused

    @property
    def share(self) -> str:
        """Paused days of a hundred; none for few cases."""
        return f"{100 * self.paused / self.raw:.0f}%" if self.cases >= FEW and self.raw else ""


def by_section(case: Case) -> Share:
    """The empty row of the section a case lies in; 0 for none."""
    return Share(case.section_id or 0, case.bureau_id, case.section.name if case.section else "", case.bureau.name)


def by_holder(case: Case) -> Share:
    """The empty row of whoever holds the case, or held it last."""
    section = case.section.name if case.section else ""
    return Share(case.holder_id or 0, case.bureau_id, case.holder.name if case.holder else "", section)


def shares(cases: Iterable[Case], pauses: Iterable[Fact], whose: Callable[[Case], Share], today: date) -> list[Share]:
    """A row for each section or person, whose clocks stood still longest on top."""
    rows: dict[tuple[int, int], Share] = {}
    for case in cases:
        row, took = _row(rows, whose(case)), taken(case, today)
        row.cases, row.raw, row.paused = row.cases + 1, row.raw + took.raw, row.paused + took.paused
    for fact in pauses:
        row = _row(rows, whose(fact.case))
        row.pauses += 1
        row.late, row.repeated = row.late + fact.is_late, row.repeated + fact.is_repeated
        row.silent += fact.is_silent
    return sorted(rows.values(), key=lambda row: (-row.paused, row.name))


def _row(rows: dict[tuple[int, int], Share], new: Share) -> Share:
    return rows.setdefault((new.bureau, new.key), new)


def total(rows: Iterable[Share]) -> Share:
    whole = Share(0, 0, "", "")
    for row in rows:
        for name in ("cases", "raw", "paused", "pauses", "late", "repeated", "silent"):
            setattr(whole, name, getattr(whole, name) + getattr(row, name))
    return whole
