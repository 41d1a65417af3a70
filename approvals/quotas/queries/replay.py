"""The proof: what stands is what was posted, every entry balances, nothing is below nought that may not be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from approvals.quotas.models import Account, Entry, Posting, TonnesField
from approvals.quotas.states import SOURCES, AccountKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet


@dataclass(frozen=True)
class Difference:
    """What is not as the postings have it."""

    what: str
    which: str


def differences() -> Iterator[Difference]:
    for account in _replayed().exclude(balance=F("posted")):
        yield Difference("balance", f"{account} has {account.balance}, postings {account.posted}")  # type: ignore[attr-defined]
    below = Q(kind__in=SOURCES, balance__gt=0) | (~Q(kind__in=[*SOURCES, AccountKind.MOVED]) & Q(balance__lt=0))
    for account in Account.objects.filter(below):
        yield Difference("sign", f"{account} has {account.balance}")
    sides = Posting.objects.values("entry", "account__book").annotate(sum=_posted("tonnes")).exclude(sum=0)
    for side in sides.order_by("entry", "account__book"):
        yield Difference("unbalanced", f"entry {side['entry']} leaves {side['sum']} in book {side['account__book']}")
    for entry in Entry.objects.annotate(n=Count("postings__account__book__pollutant", distinct=True)).exclude(n=1):
        yield Difference("mixed", f"entry {entry.pk} moves {entry.n} pollutants")
    yield from _unlike_their_mirror()


def _unlike_their_mirror() -> Iterator[Difference]:
    """A release takes back exactly what it names."""
    released = Posting.objects.filter(entry__reverses__isnull=False)
    for row in released.annotate(
        before=Coalesce(
            Sum(
                "entry__reverses__postings__tonnes", filter=Q(entry__reverses__postings__account=F("account")),
                output_field=TonnesField(),
            ),
            0, output_field=TonnesField(),
        )
    ).exclude(before=-F("tonnes")):  # fmt: skip
        yield Difference("mirror", f"entry {row.entry_id} does not take back what it names")


def _replayed() -> QuerySet[Account]:
    return Account.objects.annotate(posted=_posted("postings__tonnes")).select_related("book__area")


def _posted(path: str) -> Coalesce:
    return Coalesce(Sum(path, output_field=TonnesField()), 0, output_field=TonnesField())
