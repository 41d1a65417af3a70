"""The one extension of the pledge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import queries, rules
from approvals.applications.actions.common import issue, note, tell_applicant
from approvals.applications.models import Application
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.enums import LetterKind
from envportal.documents.models import Letter
from envportal.refusals import Refused
from envportal.workdays import instants

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


@transaction.atomic
def extend(pk: int, *, days: int, reason: str, by: User, at: datetime, key: str = "") -> Application:
    """延长承诺时限: by the head, before its end, once, never past the statute, and only once the applicant is told why.

    Where the letter is handed over on paper the limit moves with its service, if that is not too late.
    """
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("extend", by, application, on)
    given = rules.delegation_for(rules.VERBS["extend"].action, by, application, on)
    after = clocks.extended_due(application.case, amount=days, at=at)
    if Letter.objects.filter(case=application.case, kind=LetterKind.EXTENSION, served_on=None, voided_at=None).exists():
        raise rules.OutOfOrder(_("延期告知书已经出具，等待送达；承诺时限只能延长一次。"))
    letter = issue(
        application,
        LetterKind.EXTENSION,
        by=by,
        at=at,
        on=on,
        original_due_on=clocks.due_on(application.case, Matter.PLEDGED),
        new_due_on=after,
        reasons=reason,
        approver=f"{given.giver.name}委托{by.name}" if given else by.name,
        added=str(days),
        **queries.sheet(application, on, days),
    )
    note(application, "extended", by=by, at=at, key=key, days=days, reason=reason, letter=letter.number)
    extend_by(application, letter, at=at, on=on)
    return application


def extend_when_served(application: Application, letter: Letter, *, by: User, at: datetime, on: date) -> None:
    """A service is recorded whatever it brings: a pledge that moved since the letter may not be extended any more.

    Served on an earlier day than it is recorded, the letter is in time if it was so on that day.
    """
    try:
        extend_by(application, letter, at=at, on=on)
    except Refused as refused:
        note(application, "extension_without_effect", by=by, at=at, letter=letter.number, why=str(refused))


def extend_by(application: Application, letter: Letter, *, at: datetime, on: date) -> None:
    """Move the pledge as its letter says, if the letter was served before the pledge ended."""
    served_late = on < timezone.localdate(at)
    then = instants.begin(on) if served_late else at
    if letter.served_on is None or clocks.is_past(application.case, Matter.PLEDGED, at=then):
        return
    fields = letter.fields
    before, reason = clocks.due_on(application.case, Matter.PLEDGED), fields["reasons"]
    clock = clocks.extend(
        application.case, amount=int(fields["added"]), reason=reason, letter=letter, by=letter.issued_by, at=at, on=on
    )
    tell_applicant(
        application,
        "extended",
        at=at,
        on=timezone.localdate(at),
        before=before,
        after=clock.due_on,
        reason=reason,
        provisional=clock.provisional,
    )
