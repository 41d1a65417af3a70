"""How often anybody may ask to be written to, and the links that prove an address is one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import override

from disclosure.board.guards import TooManyTries
from disclosure.board.models import Subscription
from disclosure.board.queries.subscriptions import UNCONFIRMED

if TYPE_CHECKING:
    from datetime import datetime

MOST_FROM_ONE, MOST_FROM_ALL = 10, 600
MOST_SEARCHES = 20
CONFIRM, LEAVE = "confirm", "leave"


def require_few_asks(from_here: int, from_all: int) -> None:
    """The same for every address that is typed: how often says nothing of whose it is."""
    if from_here >= MOST_FROM_ONE or from_all >= MOST_FROM_ALL:
        raise TooManyTries(_("申请太频繁，请过 1 小时再试。"))


def may_have_another(subscription: Subscription, at: datetime) -> bool:
    """Another confirmation mail, at the earliest an hour after the last one."""
    return subscription.confirmed_at is None and (at - subscription.asked_at).total_seconds() >= 3600


def link(subscription: Subscription, act: str) -> str:
    """The signed address in a mail; the one that confirms runs out, the one that leaves never does."""
    token = signing.dumps([subscription.pk, subscription.secret], salt=f"board.subscription.{act}")
    with override(subscription.language):
        return f"{settings.PORTAL_URL}{reverse(f'board:subscription_{act}', args=[token])}"


def opened(token: str, act: str) -> Subscription | None:
    """The subscription a link is for, or None: forged, run out, or left already."""
    longest = UNCONFIRMED if act == CONFIRM else None
    try:
        pk, secret = signing.loads(token, salt=f"board.subscription.{act}", max_age=longest)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Subscription.objects.filter(pk=pk).first()
    return found if found is not None and constant_time_compare(found.secret, secret) else None
