"""Ask to be written to, confirm, hear of what is new, leave. No account, no log of whose address it is."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from disclosure.board import rules
from disclosure.board.models import Subscription, SubscriptionAsk, SubscriptionMail
from disclosure.board.queries import subscriptions as queries
from disclosure.board.rules import subscribing
from envportal.messaging.rules import render

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.board.models import Notice

# Whoever has notices by the hundred in one day reads them on the page.
MOST_IN_A_MAIL = 50


def subscribe(address: str, search: str, *, language: str, source: str, at: datetime) -> None:
    """Post a mail that asks whether the address is its owner's wish; the caller learns nothing of what was known.

    Raises TooManyTries by where the question comes from, never by the address that is typed.
    """
    here = hmac.digest(settings.SECRET_KEY.encode(), source.encode(), "sha256").hex()
    rules.subscribing.require_few_asks(queries.asks(at, here), queries.asks(at))
    queries.stale_asks(at).delete()
    SubscriptionAsk.objects.create(source=here, at=at)
    try:
        _ask(address.strip().lower(), search, language, at)
    except IntegrityError:  # the same question came twice at the same moment
        return


@transaction.atomic
def _ask(address: str, search: str, language: str, at: datetime) -> None:
    known = Subscription.objects.select_for_update().filter(address=address)
    one = known.filter(query=search).first()
    if one is not None:
        if not subscribing.may_have_another(one, at):
            return
        one.asked_at, one.language = at, language
        one.save(update_fields=["asked_at", "language"])
    elif known.count() >= subscribing.MOST_SEARCHES:
        return
    else:
        one = Subscription.objects.create(
            address=address, query=search, language=language, secret=get_random_string(32), asked_at=at
        )
    _post(one, "subscription_confirm", at, link=subscribing.link(one, subscribing.CONFIRM))


@transaction.atomic
def confirm(token: str, *, at: datetime) -> Subscription | None:
    """From now on; a second time it only says so again. None: the link is not good (any more)."""
    found = subscribing.opened(token, subscribing.CONFIRM)
    one = Subscription.objects.select_for_update().filter(pk=found.pk).first() if found else None
    if one is not None and one.confirmed_at is None:
        one.confirmed_at = one.told_until = at
        one.save(update_fields=["confirmed_at", "told_until"])
    return one


def leave(token: str) -> None:
    """The address goes, with every mail that waits for it. Whether there was one is nobody's business."""
    found = subscribing.opened(token, subscribing.LEAVE)
    if found is not None:
        found.delete()


def tell(*, at: datetime) -> int:
    """Post today's digests, each in a transaction of its own: a run that dies goes on where it was.

    Addresses nobody confirmed are forgotten.
    """
    queries.never_confirmed(at).delete()
    return sum(_tell(pk, at) for pk in queries.to_look_at(timezone.localdate(at)))


@transaction.atomic
def _tell(pk: int, at: datetime) -> bool:
    today, until = timezone.localdate(at), at - queries.SETTLED
    one = Subscription.objects.select_for_update().filter(pk=pk).exclude(looked_on=today).first()
    if one is None or one.told_until is None or until <= one.told_until:
        return False
    found = list(queries.new_in(one, until)[: MOST_IN_A_MAIL + 1])
    one.looked_on, one.told_until = today, until
    one.save(update_fields=["looked_on", "told_until"])
    if found:
        _post(one, "subscription_digest", at, **_told(one, found))
    return bool(found)


def _told(one: Subscription, found: list[Notice]) -> dict[str, object]:
    before = f"{settings.PORTAL_URL}{'/en' if one.language == 'en' else ''}/board/"
    return {
        "items": [(notice, f"{before}{notice.public_id}/") for notice in found[:MOST_IN_A_MAIL]],
        "count": len(found), "is_cut": len(found) > MOST_IN_A_MAIL, "most": MOST_IN_A_MAIL,
        "list": f"{before}?{one.query}", "link": subscribing.link(one, subscribing.LEAVE),
    }  # fmt: skip


def _post(one: Subscription, template: str, at: datetime, **context: object) -> None:
    words = "、".join(queries.words_of(one.query))
    subject, body = render(template, one.language, {"search": words, **context})
    SubscriptionMail.objects.create(subscription=one, subject=subject[:200], body=body, posted_at=at, next_try_at=at)
