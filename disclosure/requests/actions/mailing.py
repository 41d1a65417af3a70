"""电子邮件送达, where the applicant chose it: the letter goes as an attachment, and that it went is the proof.

By 政府信息公开条例第40条 the applicant chooses the form; by 民事诉讼法第90条 a letter is served on the day the sender's
system says that it went. Both are cited from memory and were not compared.
"""

from __future__ import annotations

from email.errors import MessageError
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from disclosure.requests.actions.common import note, tell
from disclosure.requests.models import Mail, Request
from disclosure.requests.queries import requests as queries
from disclosure.requests.queries.applicants import address_of
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.cases.locks import lock
from envportal.documents import actions as documents
from envportal.documents import letters
from envportal.documents.enums import ServiceWay
from envportal.messaging import outbox

if TYPE_CHECKING:
    from datetime import datetime

FAILURES: Final = (OSError, ValueError, MessageError)
BODY = """您好：

您申请政府信息公开（登记编号：{number}）的文书见附件：{title} {letter}。

这封邮件由系统发出，请不要回复。办理情况凭登记编号和查询码在门户查看。
{bureau}
"""


def send_mails(*, at: datetime) -> int:
    """Send every letter that is due and printed; returns how many went."""
    return sum(_sent(pk, at=at) for pk in _claimed(at=at))


@transaction.atomic
def _claimed(*, at: datetime, limit: int = 20) -> list[int]:
    """Taken, so that no other worker takes them; one that dies gives them back after the lease."""
    due = queries.mails_due(at).select_for_update(of=("self",), skip_locked=True)
    taken = list(due.values_list("pk", flat=True)[:limit])
    Mail.objects.filter(pk__in=taken).update(next_try_at=at + outbox.LEASE, tries=F("tries") + 1)
    return taken


def _sent(pk: int, *, at: datetime) -> bool:
    """Handed to the gateway outside any transaction: a slow one must not hold a lock."""
    mail = Mail.objects.select_related("request__case__bureau", "letter").get(pk=pk)
    try:
        _message(mail).send()
    except FAILURES as error:
        _put_back(pk, type(error).__name__, at=at)
        return False
    _went(pk, at=at)
    return True


def _message(mail: Mail) -> EmailMessage:
    letter, case = mail.letter, mail.request.case
    words = {"number": case.number, "title": letter.title, "letter": letter.number, "bureau": case.bureau.name}
    message = EmailMessage(
        f"{letter.title} {letter.number}", BODY.format(**words), to=[address_of(mail.request)],
        headers={"Message-ID": message_id(mail), "Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    message.attach(f"{letter.title} {letter.number}.pdf", documents.content_of(letter), "application/pdf")
    given = getattr(mail.request, "answer_given", None)
    if given is not None and given.letter_id == letter.pk and given.document is not None:
        message.attach(given.document.name, documents.content_of(given.document), "application/pdf")
    return message


def message_id(mail: Mail) -> str:
    return f"<letter-{mail.letter_id}@{urlsplit(settings.PORTAL_URL).hostname}>"


@transaction.atomic
def _went(pk: int, *, at: datetime) -> None:
    """It is served on the day it went, with the number of the message as its proof."""
    mail = Mail.objects.select_related("letter").get(pk=pk)
    request = lock(Request, mail.request_id)
    mail.sent_at, mail.last_error = at, ""
    mail.save(update_fields=["sent_at", "last_error"])
    if mail.letter.served_on is None:
        proof = letters.Proof(tracking=message_id(mail)[:40], note="发信服务器确认发出")
        letters.serve(mail.letter, on=timezone.localdate(at), by=None, at=at, way=ServiceWay.EMAIL, proof=proof)
    note(request, "letter_mailed", by=None, at=at, letter=mail.letter.number)


@transaction.atomic
def _put_back(pk: int, error: str, *, at: datetime) -> None:
    """Try again later, or give up and tell who can post it."""
    mail = Mail.objects.select_related("letter").get(pk=pk)
    request = lock(Request, mail.request_id)
    mail.last_error, mail.next_try_at = error[:60], at + outbox.wait_after(mail.tries)
    if mail.tries >= outbox.MOST_TRIES:
        mail.dead_at = at
        note(request, "mail_given_up", by=None, at=at, letter=mail.letter.number, error=error)
        people = [request.case.holder, *staff_with(request.case.bureau, Role.CLERK)]
        tell(request, "request_mail_given_up", people, at=at)
    mail.save(update_fields=["last_error", "next_try_at", "dead_at"])
