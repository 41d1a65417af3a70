"""Before an approval ends its enterprise is heard: what it says, what it asks for, the transcript of its hearing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import guards, rules
from approvals.applications.actions.common import note, tell
from approvals.applications.enums import Heard
from approvals.applications.models import Application, Hearing, Revocation, RevocationAnswer
from approvals.applications.states import FileKind
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents import actions as documents
from envportal.refusals import Refused
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document


class AnsweredTooLate(Refused):
    """A hearing is asked for within five working days."""


class AnsweredOutOfTime(Refused):
    """An answer comes after the notice, and not tomorrow."""


class TranscriptTaken(Refused):
    """The file is the transcript of another hearing."""


class NoHearingAsked(Refused):
    """Nobody asked for a hearing, or it was held."""


class HearingOutOfTime(Refused):
    """The hearing was before its notice had been served for seven working days, or lies ahead."""


@transaction.atomic
def answer_revocation(
    pk: int, *, answer: str, wants_hearing: bool, by: User, at: datetime, key: str = ""
) -> Application:
    """陈述申辩: what the enterprise says to it here; a hearing is asked for within the days of the notice."""
    return _answer("answer_revocation", pk, answer, wants_hearing, timezone.localdate(at), by=by, at=at, key=key)


@transaction.atomic
def record_answer(
    pk: int, *, answer: str, wants_hearing: bool, answered_on: date, by: User, at: datetime, key: str = ""
) -> Application:
    """The same, as it came on paper on a day."""
    return _answer("record_answer", pk, answer, wants_hearing, answered_on, by=by, at=at, key=key)


def _answer(
    verb: str, pk: int, answer: str, wants_hearing: bool, on: date, *, by: User, at: datetime, key: str
) -> Application:
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require(verb, by, application, timezone.localdate(at))
    revocation = guards.the_revocation(application)
    _came_in_time(revocation, on, timezone.localdate(at))
    asks = wants_hearing and revocation.basis.heard == Heard.HEARING
    until = guards.heard_until(revocation)
    if asks and until is not None and on > until and not revocation.wants_hearing:
        raise AnsweredTooLate(
            _("要求听证的期限已于 %(last)s 届满；陈述申辩仍可以提出。") % {"last": days.brief(until)}, guards.HEARD
        )
    revocation.answer, revocation.answered_on, revocation.answered_by = answer, on, by
    # What the enterprise asked for, nobody but itself takes back.
    revocation.wants_hearing = asks or (by.is_staff_member and bool(revocation.wants_hearing))
    revocation.save()
    told = {"text": answer, "wants_hearing": asks, "answered_on": on, "is_own": not by.is_staff_member}
    RevocationAnswer.objects.create(revocation=revocation, by=by, at=at, **told)
    note(application, "revocation_answered", by=by, at=at, key=key, wants_hearing=asks)
    tell(application, "revocation_answered", [revocation.proposed_by], at=at, revocation=revocation)
    tell_leaders(application, revocation, at=at)
    return application


def _came_in_time(revocation: Revocation, on: date, today: date) -> None:
    letter = revocation.notice_letter
    told_on = letter.served_on if letter is not None else None
    first = told_on or timezone.localdate(revocation.proposed_at)
    if not first <= on <= today:
        raise AnsweredOutOfTime(
            _("陈述申辩的日期写 %(first)s 以后、今天或者以前的一天。") % {"first": days.brief(first)}, guards.HEARD
        )


def file_revocation_hearing(  # noqa: PLR0913  what a transcript says of itself
    pk: int, *, hearing_told_on: date, heard_on: date, chair: User, summary: str, file: UploadedFile[bytes], by: User,
    at: datetime, key: str = "",
) -> Application:  # fmt: skip
    """登记听证: the signed transcript, read before anything is locked."""
    application = Application.objects.select_related("case").get(pk=pk)
    document = None
    if not log.already(key):
        rules.require("file_revocation_hearing", by, application, timezone.localdate(at))
        document = documents.take_in(file, case=application.case, owner=None, kind=FileKind.TRANSCRIPT, by=by, at=at)
    told = {"hearing_told_on": hearing_told_on, "heard_on": heard_on, "chair": chair, "summary": summary}
    return _heard(pk, told, document, by=by, at=at, key=key)


@transaction.atomic
def _heard(
    pk: int, told: dict[str, object], document: Document | None, *, by: User, at: datetime, key: str
) -> Application:
    application = lock(Application, pk)
    if log.already(key) or document is None:
        return application
    on = timezone.localdate(at)
    rules.require("file_revocation_hearing", by, application, on)
    revocation = guards.the_revocation(application)
    if not revocation.wants_hearing or revocation.heard_on is not None:
        raise NoHearingAsked(_("没有等待举行的听证。"))
    for name, value in told.items():
        setattr(revocation, name, value)
    _in_time(application, revocation, on)
    rules.may_chair(revocation.chair, application)  # type: ignore[arg-type]
    revocation.transcript = documents.enter(document)
    if _is_of_another(revocation.transcript, revocation):
        raise TranscriptTaken(_("这份 PDF 已经是另一次听证的笔录，请选择本次听证签字的笔录。"))
    revocation.save()
    note(application, "revocation_heard", by=by, at=at, key=key, on=revocation.heard_on)
    tell_leaders(application, revocation, at=at)
    return application


def _is_of_another(transcript: Document, revocation: Revocation) -> bool:
    others = Revocation.objects.filter(transcript=transcript).exclude(pk=revocation.pk)
    return others.exists() or Hearing.objects.filter(transcript=transcript).exists()


def _in_time(application: Application, revocation: Revocation, on: date) -> None:
    told_on, heard_on = revocation.hearing_told_on, revocation.heard_on
    if told_on is None or heard_on is None or heard_on > on:
        raise HearingOutOfTime(_("听证日期写今天或者以前的一天。"))
    last = clocks.last_day_before(
        application.case.bureau, Matter.HEARING_NOTICE, application.document_kind, event=heard_on
    )  # fmt: skip
    if told_on > last:
        raise HearingOutOfTime(
            _("听证通知须在举行听证的 7 个工作日前送达，即 %(last)s 以前。") % {"last": days.brief(last)},
            "行政许可法第48条",
        )


def tell_leaders(application: Application, revocation: Revocation, *, at: datetime) -> None:
    leaders = staff_with(application.case.bureau, Role.LEADER)
    tell(application, "revocation_waits", leaders, at=at, revocation=revocation)
