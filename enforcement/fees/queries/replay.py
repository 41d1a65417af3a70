"""The proof: what stands is what was posted, every entry balances, every payment is where its receipt says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from enforcement.fees.models import Account, Payment, Posting
from enforcement.fees.states import ABOVE, BELOW, Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.models import QuerySet


@dataclass(frozen=True)
class Difference:
    """What is not as the postings have it."""

    what: str
    which: str


def differences() -> Iterator[Difference]:
    for account in _replayed().filter(_any({side: ~Q(**{side: F(f"posted_{side}")}) for side in Side.values})):
        yield Difference("balance", f"account {account.pk} is not what its postings add up to")
    for row in Posting.objects.values("entry").annotate(sum=Sum("fen")).exclude(sum=0).order_by("entry"):
        yield Difference("unbalanced", f"entry {row['entry']} leaves {row['sum']} fen")
    crossed = {str(side): Q(**{f"{side}__lt": 0}) for side in ABOVE}
    crossed |= {str(side): Q(**{f"{side}__gt": 0}) for side in BELOW}
    for account in Account.objects.filter(_any(crossed)).order_by("pk"):
        yield Difference("sign", f"account {account.pk} has a side on the wrong side of nought")
    booked = Payment.objects.filter(entry__isnull=False).annotate(
        got=Coalesce(Sum("entry__postings__fen", filter=Q(entry__postings__side=Side.COLLECTED)), 0)
    )
    for payment in booked.exclude(got=F("fen")).order_by("pk"):
        yield Difference("payment", f"receipt {payment.receipt} is not booked with its sum")


def _replayed() -> QuerySet[Account]:
    posted = {
        f"posted_{side}": Coalesce(Sum("entries__postings__fen", filter=Q(entries__postings__side=side)), 0)
        for side in Side.values
    }
    return Account.objects.annotate(**posted).order_by("pk")


def _any(conditions: Mapping[str, Q]) -> Q:
    return reduce(or_, conditions.values())
