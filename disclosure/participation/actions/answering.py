"""The answer to a message of the opinion box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from disclosure.participation.actions.common import locked, note
from disclosure.participation.models import Reply
from disclosure.participation.rules import steps, terms
from envportal.audit import log
from envportal.deadlines import clocks

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.participation.models import Submission
    from envportal.accounts.models import User


@transaction.atomic
def answer(pk: int, *, heading: str, text: str, cannot_why: str, by: User, at: datetime, key: str = "") -> Submission:
    """Write the answer; what cannot be done says why. A second person lets it go out."""
    submission = locked(pk)
    if log.already(key):
        return submission
    steps.require_answer(by, submission)
    said = {"heading": heading, "text": text, "cannot_why": cannot_why, "answered_by": by, "answered_at": at}
    Reply.objects.update_or_create(submission=submission, defaults=said)
    note(submission, "message_answered", by=by, at=at, key=key, cannot=cannot_why)
    return submission


@transaction.atomic
def take_longer(pk: int, *, longer_why: str, by: User, at: datetime, key: str = "") -> Submission:
    """A complex matter is answered in the longer term; its author reads why."""
    submission = locked(pk)
    if log.already(key):
        return submission
    steps.require_longer(by, submission, timezone.localdate(at))
    received = timezone.localdate(submission.received_at)
    submission.due_on = terms.due_on(clocks.calendar_of(submission.bureau_id), received, is_complex=True)
    submission.longer_why = longer_why
    submission.save(update_fields=["due_on", "longer_why"])
    note(submission, "message_takes_longer", by=by, at=at, key=key, reason=longer_why, due_on=submission.due_on)
    return submission
