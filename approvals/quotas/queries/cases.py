"""What cases need, and what is held for them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from approvals.quotas.models import Account, Entry, Need, Posting
from approvals.quotas.queries.register import controls_on
from approvals.quotas.states import OF_A_CASE, AccountKind, EntryKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from approvals.quotas.models import Book
    from envportal.cases.models import Case

NOUGHT = Decimal(0)


@dataclass(frozen=True)
class Row:
    """A need of a case beside what is held for it."""

    need: Need
    # Kind → account of the case in the book of the need; one that was never used is not there.
    accounts: Mapping[str, Account]

    @property
    def reserved(self) -> Decimal:
        return self._in(AccountKind.RESERVED)

    @property
    def committed(self) -> Decimal:
        return self._in(AccountKind.COMMITTED)

    def _in(self, kind: str) -> Decimal:
        account = self.accounts.get(kind)
        return account.balance if account else NOUGHT

    @property
    def lack(self) -> Decimal:
        return max(NOUGHT, self.need.tonnes - self.reserved - self.committed)


def rows_of(case: Case) -> list[Row]:
    """Every need of a case, in the order of pollutants."""
    held: defaultdict[int, dict[str, Account]] = defaultdict(dict)
    for one in Account.objects.filter(case=case, kind__in=OF_A_CASE):
        held[one.book_id][one.kind] = one
    needs = Need.objects.filter(case=case).select_related("book__area").order_by("book__pollutant", "pk")
    return [Row(need, held[need.book_id]) for need in needs]


def unassessed(case: Case, stated: Mapping[str, Decimal], on: date) -> dict[str, Decimal]:
    """What a case states to emit, is under control on a day, and has no need yet."""
    known = set(Need.objects.filter(case=case).values_list("book__pollutant", flat=True))
    under = [one.pollutant for one in controls_on(case.bureau, on)]
    return {one: stated[one] for one in under if stated.get(one) and one not in known}


def lacks(case: Case) -> list[Row]:
    return [row for row in rows_of(case) if row.lack]


def standing_entries(case: Case) -> list[Entry]:
    """What was moved for a case and not taken back, newest first."""
    moved = Entry.objects.filter(case=case, reversal=None).exclude(kind=EntryKind.RELEASE)
    return list(moved.prefetch_related("postings__account").order_by("-pk"))


def backings(case: Case) -> list[Posting]:
    """Where what is held for a case came from: the giving sides of what stands, as amounts that were taken."""
    given = Posting.objects.filter(entry__case=case, entry__kind=EntryKind.RESERVE, entry__reversal=None, tonnes__lt=0)
    found = list(given.select_related("entry", "account__book__area", "account__reduction").order_by("pk"))
    for one in found:
        one.tonnes = -one.tonnes
    return found


def held_out_of(case: Case, book: Book, kind: str) -> Decimal:
    """What a case holds in a book out of accounts of a kind."""
    given = Posting.objects.filter(
        entry__case=case, entry__kind=EntryKind.RESERVE, entry__reversal=None, account__kind=kind, tonnes__lt=0
    )
    held = Posting.objects.filter(
        entry__in=given.values("entry"), account__book=book, account__kind=AccountKind.RESERVED
    )
    return sum((one.tonnes for one in held), NOUGHT)
