"""Books and what moved in them; as they stand, or as they stood at the end of a day."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import ExpressionWrapper, F, Q, Sum
from django.db.models.functions import Coalesce

from approvals.quotas.models import Account, Book, Entry, Need, Posting, TonnesField, plain
from approvals.quotas.states import AccountKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau

NOUGHT = Decimal(0)


def own_accounts(book: Book | int) -> dict[str, Account]:
    """Kind → account, of those that belong to the book alone."""
    pk = book if isinstance(book, int) else book.pk
    return own_accounts_of([pk])[pk]


def own_accounts_of(books: Iterable[int]) -> dict[int, dict[str, Account]]:
    """The same of several books, in one read."""
    found: defaultdict[int, dict[str, Account]] = defaultdict(dict)
    rows = Account.objects.filter(book__in=list(books), case=None, reduction=None)
    for one in rows.select_related("book__area"):
        found[one.book_id][one.kind] = one
    return found


def by_book(bureau: Bureau | None = None, on: date | None = None) -> QuerySet[Book]:
    """Books with what stands in each kind of account, now or at the end of a day; newest year first."""
    rows = Book.objects.select_related("area__bureau")
    if bureau is not None:
        rows = rows.filter(area__bureau=bureau)
    sums = {f"in_{kind.value}": _sum_of(kind, on) for kind in AccountKind}
    whole, left = -F("in_grant") - F("in_reduction") - F("in_moved"), F("in_available") + F("in_pool") + F("in_supply")
    tonnes = TonnesField()
    rows = rows.annotate(**sums).annotate(whole=ExpressionWrapper(whole, tonnes), left=ExpressionWrapper(left, tonnes))
    return rows.order_by("-year", "area__name", "area", "pollutant")


def with_something(on: date | None = None) -> QuerySet[Book]:
    """Books of all bureaus in which something ever moved: what everybody may read."""
    return by_book(None, on).exclude(whole=0, left=0)  # type: ignore[misc]


def public_rows(found: Iterable[Book]) -> Iterator[dict[str, object]]:
    """What everybody may take away of them."""
    for book in found:
        sums = {
            name: plain(getattr(book, column))
            for name, column in (
                ("total", "whole"), ("reserved", "in_reserved"), ("committed", "in_committed"),
                ("retired", "in_retired"), ("left", "left"),
            )
        }  # fmt: skip
        area = book.area
        yield {"bureau": area.bureau.name, "area": area.name, "pollutant": book.pollutant, "year": book.year, **sums}


def _sum_of(kind: str, on: date | None) -> Coalesce:
    if on is None:
        found = Sum("accounts__balance", filter=Q(accounts__kind=kind), output_field=TonnesField())
    else:
        until = Q(accounts__kind=kind, accounts__postings__entry__on__lte=on)
        found = Sum("accounts__postings__tonnes", filter=until, output_field=TonnesField())
    return Coalesce(found, 0, output_field=TonnesField())


def balances(book: Book, on: date) -> dict[str, Decimal]:
    """Kind of account → what stood in it at the end of a day."""
    rows = Posting.objects.filter(account__book=book, entry__on__lte=on).order_by()
    sums = dict(rows.values_list("account__kind").annotate(Sum("tonnes", output_field=TonnesField())))
    return {kind: sums.get(kind, NOUGHT) for kind in AccountKind.values}


def movements(bureau: Bureau) -> QuerySet[Posting]:
    """Every posting of a bureau's books, newest first."""
    rows = Posting.objects.filter(account__book__area__bureau=bureau)
    return rows.select_related("account__book__area", "account__case", "entry__by", "entry__case").order_by("-pk")


def entries_of(book: Book, on: date) -> QuerySet[Posting]:
    """What moved in a book up to the end of a day, newest first."""
    rows = Posting.objects.filter(account__book=book, entry__on__lte=on)
    return rows.select_related("account__case", "account__book", "entry__by", "entry__case").order_by("-pk")


def waiting(book: Book) -> QuerySet[Need]:
    """Needs of open cases that are not wholly held, oldest first."""
    mine = Q(case__quota_accounts__kind__in=[AccountKind.RESERVED, AccountKind.COMMITTED])
    mine &= Q(case__quota_accounts__book=F("book"))
    rows = Need.objects.filter(book=book, case__closed_on=None).select_related("case", "book")
    held = Coalesce(Sum("case__quota_accounts__balance", filter=mine), 0, output_field=TonnesField())
    return rows.annotate(held=held).filter(held__lt=F("tonnes")).order_by("case__opened_on", "pk")


def latest() -> Entry | None:
    return Entry.objects.order_by("-at", "-pk").first()
