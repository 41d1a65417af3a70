"""Who wants to hear of which search, and what is new in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils import timezone
from django.utils.http import urlencode

from disclosure.board.enums import Kind, State
from disclosure.board.models import Subscription, SubscriptionAsk, SubscriptionMail
from disclosure.board.queries import lists

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from disclosure.board.models import Notice

# What of a list's address is a search; the order and the span of time are not.
PARTS = ("q", "k", "p", "b", "s", "h", "d", "r", "w", "e")
UNCONFIRMED = timedelta(days=7)
AN_HOUR = timedelta(hours=1)
# A notice's time of publication is a little before it can be read: what is younger waits for the next look.
SETTLED = timedelta(minutes=10)


def search_of(wanted: lists.Wanted) -> str:
    """A search as text, always the same for the same search."""
    typed = {
        "q": wanted.q, "k": wanted.kind, "p": wanted.division, "b": wanted.bureau,
        "s": "open" if wanted.only_open else "", "h": wanted.history,
        "d": wanted.document_kind, "r": wanted.outcome, "w": wanted.place, "e": wanted.owner,
    }  # fmt: skip
    return urlencode({name: str(value) for name, value in typed.items() if value})


def wanted_of(search: str) -> lists.Wanted:
    """The search again; what it asks for stays even where the lists no longer offer it."""
    said = QueryDict(search)
    typed = {name: str(said.get(name, "")) for name in PARTS}
    return lists.Wanted(
        q=typed["q"], kind=typed["k"], division=typed["p"], bureau=typed["b"], only_open=typed["s"] == "open",
        history=typed["h"], document_kind=typed["d"], outcome=typed["r"], place=typed["w"], owner=typed["e"],
    )  # fmt: skip


def words_of(search: str) -> list[str]:
    """What a search asks for, in words."""
    wanted = wanted_of(search)
    kind = Kind(wanted.kind).label if wanted.kind in Kind.values else ""
    return [str(word) for word in (wanted.q, kind, wanted.division, wanted.place, wanted.owner) if word]


def new_in(subscription: Subscription, until: datetime) -> QuerySet[Notice]:
    """Published since the subscriber was last told, and on the board now."""
    today = timezone.localdate(until)
    found = lists.matching(wanted_of(subscription.query), today).filter(state=State.PUBLISHED)
    found = found.filter(published_at__gt=subscription.told_until, published_at__lte=until)
    return found.select_related("bureau").defer("facts", "search").order_by("published_at", "public_id")


def to_look_at(today: date) -> list[int]:
    """Confirmed subscriptions nobody looked at today."""
    confirmed = Subscription.objects.filter(confirmed_at__isnull=False).exclude(looked_on=today)
    return list(confirmed.order_by("pk").values_list("pk", flat=True))


def never_confirmed(at: datetime) -> QuerySet[Subscription]:
    return Subscription.objects.filter(confirmed_at=None, asked_at__lte=at - UNCONFIRMED)


def due(at: datetime) -> QuerySet[SubscriptionMail]:
    return SubscriptionMail.objects.filter(next_try_at__lte=at).order_by("next_try_at", "pk")


def asks(at: datetime, source: str = "") -> int:
    """How often confirmations were asked for in the last hour, from one source or from all."""
    found = SubscriptionAsk.objects.filter(at__gt=at - AN_HOUR)
    return (found.filter(source=source) if source else found).count()


def stale_asks(at: datetime) -> QuerySet[SubscriptionAsk]:
    return SubscriptionAsk.objects.filter(at__lte=at - AN_HOUR)
