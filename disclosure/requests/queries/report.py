"""The year in figures: what came, what was answered how, what is carried over, what was contested. No request named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Min, Q

from disclosure.requests.models import Contest, Request
from disclosure.requests.queries import table
from disclosure.requests.states import Result, Who

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau

Cells = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """A row with its figures: one a column, then their sum."""

    row: table.Row
    figures: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.figures)


@dataclass(frozen=True)
class Year:
    year: int
    lines: tuple[Line, ...]
    contests: tuple[tuple[str, tuple[int, ...]], ...]
    late: int  # answered after the last day, of those answered this year

    def line(self, key: str) -> Line:
        return next(line for line in self.lines if line.row.key == key)

    @property
    def adds_up(self) -> bool:
        """新收加结转等于办理结果加结转下年: the sum the form itself asks for, in every column."""
        came, went = (
            [self.line(key).figures for key in keys]
            for keys in ((table.NEW, table.CARRIED_IN), (table.TOTAL, table.CARRIED_OUT))
        )
        return [sum(pair) for pair in zip(*came, strict=True)] == [sum(pair) for pair in zip(*went, strict=True)]


def years(today: date) -> list[int]:
    """The years there is anything to say of, newest first."""
    first = Request.objects.aggregate(first=Min("received_on"))["first"]
    return list(range(today.year, (first or today).year - 1, -1))


def year(number: int, today: date, bureau: Bureau | None = None) -> Year:
    """The table of a year up to today; of one bureau or of all."""
    first, last = date(number, 1, 1), min(date(number, 12, 31), today)
    cells = _cells(_rows(bureau), first, last)
    lines = tuple(Line(row, tuple(cells[row.key, who] for who in Who)) for row in table.ROWS)
    return Year(number, lines, _contests(bureau, first, last), _late(bureau, first, last))


def _rows(bureau: Bureau | None) -> QuerySet[Request]:
    rows = Request.objects.exclude(received_on=None)
    return rows.filter(case__bureau=bureau) if bureau else rows


def _cells(rows: QuerySet[Request], first: date, last: date) -> Cells:
    cells: Cells = Counter()
    told = rows.filter(received_on__lte=last).values_list(
        "received_on", "who", "answer_given__outcome", "answer_given__ground", "answer_given__answered_on"
    )
    for received, who, outcome, ground, answered in told:
        assert received is not None  # noqa: S101  those without a day are left out
        if answered is not None and answered < first:
            continue
        cells[table.NEW if received >= first else table.CARRIED_IN, who] += 1
        if answered is None or answered > last:
            cells[table.CARRIED_OUT, who] += 1
            continue
        cells[table.row_of(outcome, ground), who] += 1
        cells[table.TOTAL, who] += 1
    return cells


def _contests(bureau: Bureau | None, first: date, last: date) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """By way and result, as they stood on the last day: decided this year, or not decided yet."""
    rows = Contest.objects.filter(Q(decided_on=None) | Q(decided_on__gte=first), filed_on__lte=last)
    rows = rows.filter(request__case__bureau=bureau) if bureau else rows
    cells: Cells = Counter()
    for kind, result, decided in rows.values_list("kind", "result", "decided_on"):
        cells[kind, result if decided and decided <= last else Result.PENDING] += 1
    return tuple((kind, tuple(cells[kind, result] for result in table.RESULTS)) for kind in table.CONTESTS)


def _late(bureau: Bureau | None, first: date, last: date) -> int:
    """Answers of the year whose clock had run out before they were given."""
    answered = _rows(bureau).filter(answer_given__answered_on__range=(first, last), answer_given__letter__isnull=False)
    clocks = answered.filter(case__clocks__matter="information_reply").values_list(
        "pk", "answer_given__answered_on", "case__clocks__due_on"
    )
    last_due = {pk: (on, due) for pk, on, due in clocks.order_by("case__clocks__pk")}
    return sum(on is not None and on > due for on, due in last_due.values())
