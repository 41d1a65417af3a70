"""Send what waits for subscribers: claim, hand to the gateway, delete."""

from __future__ import annotations

from email.errors import MessageError
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F

from disclosure.board.models import SubscriptionMail
from disclosure.board.queries import subscriptions as queries
from disclosure.board.rules import subscribing
from envportal.messaging.rules import LEASE, MOST_TRIES, wait_after

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.mail.backends.base import BaseEmailBackend

AT_ONCE = 20
FAILURES = (OSError, ValueError, MessageError)


@transaction.atomic
def claim(*, at: datetime) -> list[int]:
    """Mails that are due, so that no other worker takes them; one that dies gives them back after the lease."""
    taken = list(queries.due(at).select_for_update(skip_locked=True).values_list("pk", flat=True)[:AT_ONCE])
    SubscriptionMail.objects.filter(pk__in=taken).update(next_try_at=at + LEASE, tries=F("tries") + 1)
    return taken


def deliver(pks: list[int], *, at: datetime) -> bool:
    """Send claimed mails over one connection; False if the gateway is away and the rest should wait."""
    connection = get_connection()
    try:
        connection.open()
    except OSError:
        for pk in pks:
            _put_back(pk, at)
        return False
    try:
        for pk in pks:
            _send(pk, connection, at)
    finally:
        connection.close()
    return True


def _send(pk: int, connection: BaseEmailBackend, at: datetime) -> None:
    """Outside any transaction. Whoever left since has no mail any more."""
    mail = SubscriptionMail.objects.select_related("subscription").filter(pk=pk).first()
    if mail is None:
        return
    try:
        as_email(mail, connection).send()
    except FAILURES:
        connection.close()  # what a failed connection still takes is unknown
        _put_back(pk, at)
    else:
        SubscriptionMail.objects.filter(pk=pk).delete()


@transaction.atomic
def _put_back(pk: int, at: datetime) -> None:
    """Try again later; an address that cannot be reached in eight tries is forgotten."""
    mail = SubscriptionMail.objects.select_for_update().filter(pk=pk).first()
    if mail is None:
        return
    if mail.tries >= MOST_TRIES:
        mail.subscription.delete()
        return
    mail.next_try_at = at + wait_after(mail.tries)
    mail.save(update_fields=["next_try_at"])


def as_email(mail: SubscriptionMail, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """With the headers by which a mail program leaves in one step (RFC 2369, RFC 8058)."""
    headers = {
        "Message-ID": f"<subscription-{mail.pk}-{mail.subscription_id}@{urlsplit(settings.PORTAL_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.subscription.language,
        "List-Unsubscribe": f"<{subscribing.link(mail.subscription, subscribing.LEAVE)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return EmailMessage(mail.subject, mail.body, to=[mail.subscription.address], headers=headers, connection=connection)
