"""The one place where tonnes move: entries that balance, accounts that never give what they have not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, Value
from django.utils.translation import gettext as _

from approvals.quotas.guards import NotBalanced, NotEnough
from approvals.quotas.models import Account, Book, Entry, Posting, TonnesField, plain
from approvals.quotas.states import OF_A_BOOK, SOURCES, AccountKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from approvals.quotas.models import Area
    from envportal.accounts.models import User

NOUGHT = Decimal(0)


@dataclass(frozen=True)
class Draft:
    """An entry to be written: what each account gets, below nought where it gives; and the facts beside it."""

    kind: str
    moves: Mapping[Account, Decimal]
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Where:
    """The book somebody means, which may not exist yet."""

    area: Area
    pollutant: str
    year: int


def open_book(where: Where) -> Book:
    """The book of a pollutant, area and year, made with its own accounts where it is new."""
    book, is_new = Book.objects.get_or_create(area=where.area, pollutant=where.pollutant, year=where.year)
    if is_new:
        Account.objects.bulk_create(Account(book=book, kind=kind) for kind in OF_A_BOOK)
    return book


def lock_books(books: Iterable[Book | int]) -> None:
    """Lock these books, by their keys: after the case, before numbers of letters. Nothing else moves in them then."""
    keys = {one.pk if isinstance(one, Book) else one for one in books}
    list(Book.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def post(drafts: Sequence[Draft], *, by: User | None, at: datetime, on: date) -> list[Entry]:
    """Write entries and move balances; their books are locked. Raises NotEnough, and then nothing was moved.

    The conditional update and the CHECK say the same twice: on an engine that ignores row locks the first still holds.
    """
    _apply(drafts)
    entries = Entry.objects.bulk_create(
        Entry(**{"kind": draft.kind, "on": on, "at": at, "by": by, **draft.facts}) for draft in drafts
    )
    Posting.objects.bulk_create(
        Posting(entry=entry, account=account, tonnes=amount)
        for entry, draft in zip(entries, drafts, strict=True)
        for account, amount in draft.moves.items()
        if amount
    )
    return entries


def _apply(drafts: Sequence[Draft]) -> None:
    deltas: defaultdict[Account, Decimal] = defaultdict(Decimal)
    for draft in drafts:
        _balanced(draft)
        for account, amount in draft.moves.items():
            deltas[account] += amount
    for account in sorted(deltas, key=lambda one: one.pk):
        if deltas[account]:
            _move(account, deltas[account])


def _balanced(draft: Draft) -> None:
    """In every book by itself."""
    sums: defaultdict[int, Decimal] = defaultdict(Decimal)
    for account, amount in draft.moves.items():
        sums[account.book_id] += amount
    if any(sums.values()):
        raise NotBalanced(draft)


def _move(account: Account, delta: Decimal) -> None:
    moved = Account.objects.filter(_bound(account.kind, delta), pk=account.pk).update(
        balance=F("balance") + Value(delta, output_field=TonnesField())
    )
    if not moved:
        account.refresh_from_db()
        raise NotEnough(
            _("%(account)s只有 %(has)s 吨，不够 %(asked)s 吨。")
            % {"account": account, "has": plain(abs(account.balance)), "asked": plain(abs(delta))}
        )


def _bound(kind: str, delta: Decimal) -> Q:
    if kind == AccountKind.MOVED:
        return Q()
    return Q(balance__lte=-delta) if kind in SOURCES else Q(balance__gte=-delta)
