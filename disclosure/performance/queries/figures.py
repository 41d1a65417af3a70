"""The figures of the public record; each counts rows of a list that can be opened."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Avg, Count, Min, Q, QuerySet
from django.db.models.functions import TruncMonth

from disclosure.performance.enums import Span, Variant, Which
from disclosure.performance.models import Explanation, PledgeRecord, Reckoning
from disclosure.performance.queries.working import HANDS
from envportal.cases.models import Case
from envportal.cases.queries import APPLICATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Fewer than this are not told apart: a figure of four cases tells of people, not of a bureau.
FEWEST = 5
MONTHS = {Span.HALF: 6, Span.YEAR: 12}
SHOWN_OLDEST = 10


@dataclass(frozen=True)
class Wanted:
    """Which part of the record is read."""

    since: date | None = None
    bureau: str = ""
    variant: str = ""
    which: str = Which.ALL


@dataclass(frozen=True)
class Kind:
    """One kind of document; a figure of too few cases is None and not shown."""

    variant: str
    ended: int
    kept: int
    fast: int | None
    middle: int | None
    slow: int | None
    elapsed: int | None
    hands: dict[str, float]

    @property
    def missed(self) -> int:
        return self.ended - self.kept

    @property
    def name(self) -> str:
        return str(Variant(self.variant).label)


def first_day(span: str, today: date) -> date | None:
    """The first day of the first month that is read."""
    months = MONTHS.get(Span(span))
    if months is None:
        return None
    years, month = divmod(today.year * 12 + today.month - months, 12)
    return date(years, month + 1, 1)


def found(wanted: Wanted) -> QuerySet[PledgeRecord]:
    """The rows a filter means, the case that ended last on top."""
    rows = PledgeRecord.objects.select_related("bureau", "case").order_by("-ended_on", "case")
    if wanted.since:
        rows = rows.filter(ended_on__gte=wanted.since)
    if wanted.which:
        rows = rows.filter(kept=wanted.which == Which.KEPT)
    same = {"bureau__code": wanted.bureau, "variant": wanted.variant}
    return rows.filter(**{name: value for name, value in same.items() if value})


def totals(rows: QuerySet[PledgeRecord]) -> tuple[int, int]:
    """How many ended, and how many of them in time."""
    counted = rows.order_by().aggregate(ended=Count("pk"), kept=Count("pk", filter=Q(kept=True)))
    return counted["ended"], counted["kept"]


def by_kind(rows: QuerySet[PledgeRecord]) -> list[Kind]:
    """A row a kind of document, in the order of the enum; three queries, however many cases there are."""
    rows = rows.order_by()
    net: dict[str, Counter[int]] = defaultdict(Counter)
    for variant, days, n in rows.values_list("variant", "net").annotate(n=Count("pk")):
        net[variant][days] += n
    elapsed: dict[str, Counter[int]] = defaultdict(Counter)
    for variant, days, n in rows.values_list("variant", "elapsed_days").annotate(n=Count("pk")):
        elapsed[variant][days] += n
    means = {f"{hand}_mean": Avg(f"{hand}_days") for hand in HANDS}
    counted = rows.values("variant").annotate(ended=Count("pk"), kept_n=Count("pk", filter=Q(kept=True)), **means)
    known = {row["variant"]: row for row in counted}
    return [
        _kind(variant, known[variant], net[variant], elapsed[variant]) for variant in Variant.values if variant in known
    ]


def _kind(variant: str, row: Mapping[str, Any], net: Counter[int], elapsed: Counter[int]) -> Kind:
    few = row["ended"] < FEWEST
    fast, middle, slow = (None if few else at_share(net, share) for share in (1 / 3, 1 / 2, 2 / 3))
    hands = {} if few else {hand: round(float(row[f"{hand}_mean"]), 1) for hand in HANDS}
    longest = None if few else at_share(elapsed, 1 / 2)
    return Kind(variant, row["ended"], row["kept_n"], fast, middle, slow, longest, hands)


def at_share(counted: Counter[int], share: float) -> int:
    """The smallest value that at least this share of all does not pass: a third, half, two thirds of the cases."""
    needed, seen = share * counted.total(), 0
    for value in sorted(counted):
        seen += counted[value]
        if seen + 1e-9 >= needed:
            return value
    return max(counted, default=0)


def by_month(rows: QuerySet[PledgeRecord], since: date | None, today: date) -> list[tuple[date, int, int]]:
    """Month, kept, missed; months in which nothing ended stand with zeros, the last twelve at most."""
    counted = rows.order_by().annotate(month=TruncMonth("ended_on")).values("month")
    counted = counted.annotate(kept_n=Count("pk", filter=Q(kept=True)), missed_n=Count("pk", filter=Q(kept=False)))
    known = {row["month"]: (row["kept_n"], row["missed_n"]) for row in counted}
    first = since or min(known, default=today)
    return [(month, *known.get(month, (0, 0))) for month in _months(first, today)][-12:]


def _months(first: date, last: date) -> Iterable[date]:
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(start, end + 1)]


def open_cases(bureau: str) -> QuerySet[Case]:
    """Applications received and not ended, the one received first on top."""
    rows = Case.objects.filter(kind__startswith=APPLICATION, closed_on=None, opened_on__isnull=False)
    return (rows.filter(bureau__code=bureau) if bureau else rows).order_by("opened_on", "pk")


def how_open(bureau: str) -> tuple[int, date | None]:
    """How many are open, and since when the oldest of them."""
    counted = open_cases(bureau).order_by().aggregate(n=Count("pk"), oldest=Min("opened_on"))
    return counted["n"], counted["oldest"]


def explained(pks: Iterable[int]) -> dict[int, str]:
    """What a bureau says last of each miss."""
    said = Explanation.objects.filter(record__in=list(pks)).order_by("at", "pk")
    return {one.record_id: one.text for one in said}


def reckoned() -> Reckoning | None:
    return Reckoning.objects.order_by("pk").first()
