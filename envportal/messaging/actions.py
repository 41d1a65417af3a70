"""Send what was posted: claim, hand to the gateway, mark; read what came in."""

from __future__ import annotations

from email.errors import MessageError
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F

from envportal.audit import log
from envportal.messaging import queries, rules
from envportal.messaging.models import WAITING, Message

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.mail.backends.base import BaseEmailBackend

    from envportal.accounts.models import User

# A gateway that is away, refuses, or cannot take this address: all of them are tried again.
FAILURES = (OSError, ValueError, MessageError)


@transaction.atomic
def claim(*, at: datetime, limit: int = 20) -> list[int]:
    """Take messages that are due, so that no other worker takes them; one that dies gives them back after the lease."""
    due = queries.due(at).select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit]
    taken = list(due)
    Message.objects.filter(pk__in=taken).update(next_try_at=at + rules.LEASE, tries=F("tries") + 1)
    return taken


def deliver(pks: list[int], *, at: datetime) -> bool:
    """Send claimed messages over one connection; False if the gateway is away and the rest should wait."""
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        for pk in pks:
            put_back(pk, error=str(error), at=at)
        return False
    try:
        for pk in pks:
            _send(pk, connection, at)
    finally:
        connection.close()
    return True


def _send(pk: int, connection: BaseEmailBackend, at: datetime) -> None:
    """Hand one message over, outside any transaction: a slow gateway must not hold a lock.

    A worker killed between the gateway's yes and the mark sends again; the Message-ID lets the receiver see that.
    """
    message = Message.objects.select_related("to_user", "case__bureau").get(pk=pk)
    try:
        as_email(message, connection).send()
    except FAILURES as error:
        connection.close()  # what a failed connection still takes is unknown
        put_back(pk, error=str(error), at=at)
    else:
        Message.objects.filter(pk=pk, sent_at=None).update(sent_at=at, last_error="")


@transaction.atomic
def put_back(pk: int, *, error: str, at: datetime) -> None:
    """Try again later, or give up and say so in the log."""
    message = Message.objects.select_for_update().filter(WAITING).get(pk=pk)
    message.last_error = error[:300]
    message.next_try_at = at + rules.wait_after(message.tries)
    if message.tries >= rules.MOST_TRIES:
        message.dead_at = at
        facts = {"message": pk, "template": message.template, "tries": message.tries, "error": message.last_error}
        log.record(None, "message_given_up", by=None, at=at, facts=facts, chain="messaging")
    message.save(update_fields=["last_error", "next_try_at", "dead_at"])


def as_email(message: Message, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """A reminder that says where to read: the message itself stays in the portal."""
    headers = {
        "Message-ID": f"<message-{message.pk}@{urlsplit(settings.PORTAL_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    return EmailMessage(
        message.subject, rules.mail_body(message), to=[message.to_address], headers=headers, connection=connection
    )  # fmt: skip


@transaction.atomic
def mark_read(pk: int, *, by: User, at: datetime) -> Message:
    message = Message.objects.select_for_update().get(pk=pk, to_user=by)
    if message.read_at is None:
        message.read_at = at
        message.save(update_fields=["read_at"])
    return message


@transaction.atomic
def mark_all_read(*, by: User, at: datetime) -> int:
    return queries.unread(by).update(read_at=at)


@transaction.atomic
def send_again(pk: int, *, by: User, at: datetime, key: str | None = None) -> Message:
    """Try a message once more that was given up."""
    message = Message.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return message
    if message.dead_at is None:
        raise rules.NotGivenUp
    message.dead_at, message.tries, message.next_try_at = None, 0, at
    message.save(update_fields=["dead_at", "tries", "next_try_at"])
    log.record(None, "message_requeued", by=by, at=at, facts={"message": pk}, key=key, chain="messaging")
    return message
