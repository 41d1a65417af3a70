"""What verified reductions stand in for the loads of a case, as the ledger has it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import F, Max

from approvals.quotas.models import Demand, Need, Posting, Standing
from approvals.quotas.states import DOUBLE, EQUAL, MEDIA, AccountKind, EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from approvals.quotas.models import Book
    from envportal.cases.models import Case

NOUGHT = Decimal(0)


@dataclass(frozen=True)
class Replacement:
    """One pollutant of one case: what it needs, how many times over its area asks, and what reductions give."""

    need: Decimal
    times: Decimal
    given: Decimal = NOUGHT
    sources: tuple[str, ...] = ()


def replacements(cases: Iterable[Case]) -> dict[int, dict[str, Replacement]]:
    """Case → pollutant → what stands in for it, of many cases in three reads."""
    keys = [case.pk for case in cases]
    needs = list(Need.objects.filter(case__in=keys).select_related("book").order_by("pk"))
    given = _given(keys) if needs else {}
    missed = _missed(need.book for need in needs)
    found: defaultdict[int, dict[str, Replacement]] = defaultdict(dict)
    for need in needs:
        bound = given.get((need.case_id, need.book_id), {})
        times = Decimal(DOUBLE if _standing_key(need.book) in missed else EQUAL)
        found[need.case_id][need.book.pollutant] = Replacement(
            need.tonnes, times, sum(bound.values(), NOUGHT), tuple(bound)
        )
    return found


def _given(keys: list[int]) -> Mapping[tuple[int, int], dict[str, Decimal]]:
    """Case and book held in → source → tonnes it gave, of what was not taken back."""
    taken = Posting.objects.filter(
        entry__case__in=keys, entry__kind=EntryKind.RESERVE, entry__reversal=None, account__kind=AccountKind.SUPPLY
    ).select_related("account__reduction")
    held_in = dict(
        Posting.objects.filter(entry__in=taken.values("entry"), account__kind=AccountKind.RESERVED)
        .values_list("entry", "account__book")
    )  # fmt: skip
    found: defaultdict[tuple[int, int], dict[str, Decimal]] = defaultdict(dict)
    for one in taken.annotate(of_case=F("entry__case")).order_by("pk"):
        of = found[one.of_case, held_in[one.entry_id]]
        source = str(one.account.reduction)
        of[source] = of.get(source, NOUGHT) - one.tonnes
    return found


def _standing_key(book: Book) -> tuple[int, int, str]:
    return book.area_id, book.year - 1, MEDIA[book.pollutant]


def _missed(books: Iterable[Book]) -> set[tuple[int, int, str]]:
    """Area, year and medium that missed the standard, of the years before these books."""
    areas = {book.area_id for book in books}
    return set(Standing.objects.filter(area__in=areas, met=False).values_list("area", "year", "medium"))


@dataclass(frozen=True)
class Demanded:
    """A demand beside what the ledger holds against it."""

    demand: Demand
    held: Replacement | None

    @property
    def needed(self) -> Decimal:
        """Tonnes of reductions, for what the review holds the need to be."""
        return self.held.need * max(self.demand.times, self.held.times) if self.held else NOUGHT

    @property
    def given(self) -> Decimal:
        return self.held.given if self.held else NOUGHT

    @property
    def is_short(self) -> bool:
        return self.held is not None and self.given < self.needed


def demanded(case: Case) -> list[Demanded]:
    """What rules demand to be replaced of a case, and what is."""
    asked = list(Demand.objects.filter(case=case).order_by("pollutant"))
    held = replacements([case]).get(case.pk, {}) if asked else {}
    return [Demanded(one, held.get(one.pollutant)) for one in asked]


def unreplaced(case: Case) -> list[str]:
    """The pollutants of which a rule demands more out of reductions than the case is given."""
    return [one.demand.pollutant for one in demanded(case) if one.is_short]


def moved_since_read() -> QuerySet[Demand]:
    """Demands of running cases in whose quota something moved since their sheet was drawn up."""
    rows = Demand.objects.filter(case__closed_on=None).annotate(newest=Max("case__quota_entries"))
    return rows.filter(newest__gt=F("read_to")).order_by("case")
