"""当天办结: taken up from the list, answered by a letter with number and code, or explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import queries, rules
from approvals.applications.actions.common import close, issue, note, open_case, tell_applicant
from approvals.applications.models import Application, SameDay
from approvals.applications.states import DeclineGround, DocumentKind, RegistrationMode
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines.queries import calendar_of
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


class NotOnTheDayList(Refused):
    """The bureau's list in force has no entry for the project's industry."""


class NotTakenUp(Refused):
    """The project is not on the same-day track."""


class TooLittleKnown(Refused):
    """Project and contact have to be filled in: the reply names them."""


class DoneAlready(Refused):
    """It was answered; there is nothing to explain."""


@transaction.atomic
def take_up_same_day(pk: int, *, by: User, at: datetime, key: str = "") -> Application:
    """上当天办结: from the list in force; its clock ends when the counter closes."""
    application = lock(Application, pk)
    if log.already(key) or hasattr(application, "same_day"):
        return application
    on = timezone.localdate(at)
    rules.require("take_up_same_day", by, application, on)
    entry = queries.same_day_entry(application, on)
    if entry is None:
        raise NotOnTheDayList(_("项目的行业不在本局公布的当天办结清单上，或者还没有填行业。"))
    closes = calendar_of(application.case.bureau_id).closes(on)
    SameDay.objects.create(
        application=application, entry=entry.key, version=entry.number, title=entry.title, came_on=on,
        closes_at=closes, taken_by=by,
    )  # fmt: skip
    note(application, "same_day_taken", by=by, at=at, key=key, entry=entry.title)
    return application


@transaction.atomic
def reply_not_needed(pk: int, *, reasons: str, by: User, at: datetime, key: str = "") -> Application:
    """当场答复不需要办理环评: received, numbered and answered in one step (行政许可法第32条第一项: 即时告知)."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("reply_not_needed", by, application, on)
    row = _row(application)
    if not all(step.done for step in queries.steps(application) if step.name in ("project", "contact")):
        raise TooLittleKnown(_("先填好项目基本情况和联系人：答复里要写。"))
    if application.document_kind == DocumentKind.REGISTRATION:
        application.registration_mode = RegistrationMode.REVIEW
    application.submit()
    application.received_on, application.submitted_at = on, at
    application.save()
    open_case(application, "收", on=on)
    kind, fields = queries.decline_letter(DeclineGround.NO_PERMIT_NEEDED, "")
    letter = issue(application, kind, by=by, at=at, on=on, received_on=on, reasons=reasons, **fields)
    application.decline()
    application.save()
    close(application, by=by, at=at, on=on)
    row.letter, row.done_on = letter, on
    row.save(update_fields=["letter", "done_on"])
    note(application, "replied_same_day", by=by, at=at, key=key, letter=letter.number, entry=row.title)
    tell_applicant(application, "declined", at=at, on=on, reasons=reasons)
    return application


@transaction.atomic
def say_why_unfinished(pk: int, *, why: str, by: User, at: datetime, key: str = "") -> Application:
    """当天没有办完: the person who came is owed a reason, and the reader of the record, too."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("say_why_unfinished", by, application, timezone.localdate(at))
    row = _row(application)
    if row.done_on is not None:
        raise DoneAlready(_("本件已经办结，不用说明。"))
    row.unfinished_why, row.unfinished_by = why, by
    row.save(update_fields=["unfinished_why", "unfinished_by"])
    note(application, "same_day_unfinished", by=by, at=at, key=key, reason=why)
    return application


def finish_same_day(application: Application, *, on: date) -> None:
    """Called where a filing is complete or handed over: what the window helped with is done."""
    SameDay.objects.filter(application=application, done_on=None).update(done_on=on)


def _row(application: Application) -> SameDay:
    row = SameDay.objects.filter(application=application).first()
    if row is None:
        raise NotTakenUp(_("本件没有上当天办结。"))
    return row
