"""A request for a hearing, handed to the procedure that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.participation import guards
from disclosure.participation.actions.common import locked, note
from disclosure.participation.enums import Kind
from disclosure.participation.queries.submissions import hearing_requests

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from disclosure.participation.models import Submission
    from envportal.accounts.models import User
    from envportal.cases.models import Case


@transaction.atomic
def take_up(pk: int, *, outcome: str, by: User, at: datetime) -> Submission:
    """The procedure has it, in time or refused; its author reads the outcome by number and code."""
    submission = locked(pk)
    if submission.kind != Kind.HEARING or submission.taken_up_at is not None:
        raise guards.OutOfOrder(_("这份听证申请已经登记过了。"))
    submission.taken_up_at, submission.taken_up_by, submission.outcome = at, by, outcome[:300]
    submission.save(update_fields=["taken_up_at", "taken_up_by", "outcome"])
    note(submission, "hearing_taken_up", by=by, at=at)
    return submission


def end_hearings(case: Case, *, say: Callable[[Submission], str], by: User | None, at: datetime) -> None:
    """Whoever asked and was not taken up before the case ended is answered. The caller holds the case row."""
    for submission in hearing_requests(case):
        submission.taken_up_at, submission.taken_up_by, submission.outcome = at, by, say(submission)[:300]
        submission.save(update_fields=["taken_up_at", "taken_up_by", "outcome"])
        note(submission, "hearing_answered", by=by, at=at)
