"""Who asks for a hearing, and who no longer does (行政许可法第47条)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from approvals.applications import guards, rules
from approvals.applications.actions.common import issue, note, start_clock, tell, tell_applicant
from approvals.applications.models import Application, Hearing, HearingRequest
from approvals.applications.queries import heads_and_deputies, hearing_facts, letter_subject, review_people
from approvals.applications.queries import hearing as queries
from approvals.applications.states import Asker, FileKind
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.enums import Power, Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Ground, Matter
from envportal.documents import actions as documents
from envportal.documents import letters
from envportal.documents.enums import LetterKind
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from django.core.files.uploadedfile import UploadedFile

    from approvals.applications.models import Proposal
    from envportal.accounts.models import User
    from envportal.documents.models import Document, Letter


# Why an announcement nobody has read leaves the board, and why one that was read has a next version.
NOT_IN_PUBLIC = gettext_noop("听证不公开举行，或者不再举行")
CHANGED = gettext_noop("听证的安排有变")


class AskedAlready(Refused):
    """The applicant's request for a hearing stands already."""


class NotAsked(Refused):
    """No such request stands."""


class NotThatDay(Refused):
    """A day that cannot be: in the future, or before what it answers."""


class TranscriptOwed(Refused):
    """The hearing has begun: what was said at it is filed before anything else."""


class NothingProposed(Refused):
    """There is no proposed decision a hearing could be about."""


@transaction.atomic
def ask_hearing(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Application:
    """申请听证, online by the applicant. One that comes too late is kept and refused with its reason."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("ask_hearing", by, application, on)
    if queries.has_asked(application):
        raise AskedAlready(_("您已经申请听证，不用再次申请。"), "行政许可法第47条")
    request = HearingRequest(
        application=application, asker=Asker.APPLICANT, name=application.owner.name, reason=reason, asked_on=on,
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    return _take(application, request, key=key)


def record_hearing_request(  # noqa: PLR0913  a request on paper says all of this
    pk: int, *, asker: str, name: str, contact: str, reason: str, asked_on: date, file: UploadedFile[bytes],
    by: User, at: datetime, handed_in_at: time | None = None, key: str = "",
) -> Application:  # fmt: skip
    """A written request that reached the bureau: by an interested party, or by the applicant on paper.

    One recorded on the day it came was handed in at the counter, by now at the latest; what is posted comes later.
    """
    application = Application.objects.select_related("case").get(pk=pk)
    document = None
    if not log.already(key):
        rules.require("record_hearing_request", by, application, timezone.localdate(at))
        document = documents.take_in(
            file, case=application.case, owner=None, kind=FileKind.HEARING_REQUEST, by=by, at=at, is_inside=True
        )
    request = HearingRequest(
        asker=asker, name=name, contact=contact, reason=reason, asked_on=asked_on, recorded_by=by, recorded_at=at
    )  # fmt: skip
    local = timezone.localtime(at)
    handed_in_at = handed_in_at or (local.time() if local.date() == asked_on else None)
    return enter_request(pk, request, document, handed_in_at=handed_in_at, key=key)


@transaction.atomic
def enter_request(
    pk: int, request: HearingRequest, document: Document | None, *, handed_in_at: time | None, key: str
) -> Application:
    """Let a request stand, in time or refused, with the document it is on."""
    application = lock(Application, pk)
    if log.already(key) or document is None:
        return application
    on = timezone.localdate(request.recorded_at)
    rules.require("record_hearing_request", request.recorded_by, application, on)
    proposed_on = timezone.localdate(_proposal(application).at)
    if not proposed_on <= request.asked_on <= on:
        raise NotThatDay(_("收到申请的日期在提出拟审批意见之日和今天之间。"))
    if request.asker == Asker.APPLICANT and queries.has_asked(application):
        raise AskedAlready(_("申请人已经申请听证，不用再次登记。"), "行政许可法第47条")
    request.application, request.document = application, documents.enter(document)
    return _take(application, request, handed_in_at=handed_in_at, key=key)


def _take(
    application: Application, request: HearingRequest, *, handed_in_at: time | None = None, key: str
) -> Application:
    """In time: it joins the hearing, or begins one. Too late: it is kept with the reason; the case goes its way."""
    by, at, facts = request.recorded_by, request.recorded_at, {"asker": request.asker, "on": request.asked_on}
    request.refused_why = queries.came_too_late(
        application, request.asker, on=request.asked_on, handed_in_at=handed_in_at
    )
    if request.refused_why:
        request.notice_letter = _tell_in_writing(application, request)
        request.save()
        note(application, "hearing_request_refused", by=by, at=at, key=key, **facts)
        if request.asker == Asker.APPLICANT:
            tell_applicant(
                application, "hearing_request_refused", at=at, on=timezone.localdate(at), request=request
            )  # fmt: skip
        return application
    request.hearing = guards.running_hearing(application) or _begin(application, request)
    request.save()
    note(application, "hearing_requested", by=by, at=at, key=key, **facts)
    heads = heads_and_deputies(application, Power.PAUSE, timezone.localdate(at))
    tell(application, "hearing_requested", [*review_people(application), *heads], at=at, request=request)
    return application


def _tell_in_writing(application: Application, request: HearingRequest) -> Letter:
    """Who asked too late is told so by a letter: the applicant's as it agreed to be served, a neighbour's on paper."""
    by, at = request.recorded_by, request.recorded_at
    fields = {"asked_on": request.asked_on, "late_why": request.refused_why}
    if request.asker == Asker.APPLICANT:
        return issue(application, LetterKind.HEARING_NOTICE, by=by, at=at, on=timezone.localdate(at), **fields)
    fields |= {**letter_subject(application), "addressee": request.name}
    return letters.issue(application.case, LetterKind.HEARING_NOTICE, to=None, fields=fields, by=by, at=at)


def announce_hearing(hearing: Hearing, *, by: User, at: datetime) -> None:
    """听证公告: open to the public and so announced; what was announced is followed by what became of it."""
    case, is_open = hearing.application.case, not hearing.closed_why and hearing.ended_at is None
    if not is_open:
        board.take_back(case, reason=NOT_IN_PUBLIC, by=by, at=at, kind=Notice.Kind.HEARING)
    if is_open or board.current(case, Notice.Kind.HEARING) is not None:
        board.submit(
            case, Notice.Kind.HEARING, title=case.title, facts=hearing_facts(hearing), by=by, at=at,
            reason=CHANGED,
        )  # fmt: skip
        tell(hearing.application, "notice_to_publish", staff_with(case.bureau, Role.EDITOR), at=at)


def _begin(application: Application, request: HearingRequest) -> Hearing:
    """A hearing to be organised within 20 working days of the request."""
    by, at = request.recorded_by, request.recorded_at
    start_clock(application, Matter.HEARING, since=request.asked_on, by=by, at=at)
    return Hearing.objects.create(
        application=application, proposal=_proposal(application), asked_on=request.asked_on
    )  # fmt: skip


def _proposal(application: Application) -> Proposal:
    proposal = guards.standing_proposal(application)
    if proposal is None:
        raise NothingProposed(_("现在没有可以申请听证的拟审批意见。"))
    return proposal


@transaction.atomic
def withdraw_hearing(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Application:
    """The applicant no longer wants the hearing; it ends if nobody else does."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("withdraw_hearing", by, application, timezone.localdate(at))
    request = queries.own_requests(application).filter(hearing__filed_at=None, hearing__ended_at=None).first()
    return _withdraw(application, request, reason=reason, by=by, at=at, key=key)


@transaction.atomic
def record_hearing_withdrawal(
    pk: int, *, request: HearingRequest, reason: str, by: User, at: datetime, key: str = ""
) -> Application:
    """Who asked in writing takes it back."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("record_hearing_withdrawal", by, application, timezone.localdate(at))
    hearing = guards.running_hearing(application)
    standing = queries.standing_requests(hearing).filter(pk=request.pk).first() if hearing else None
    return _withdraw(application, standing, reason=reason, by=by, at=at, key=key)


def _withdraw(
    application: Application, request: HearingRequest | None, *, reason: str, by: User, at: datetime, key: str
) -> Application:
    if request is None or request.hearing is None:
        raise NotAsked(_("没有可以撤回的听证申请。"))
    not_begun(application, at)
    request.withdrawn_on = timezone.localdate(at)
    request.save(update_fields=["withdrawn_on"])
    note(application, "hearing_request_withdrawn", by=by, at=at, key=key, asker=request.asker)
    if not queries.standing_requests(request.hearing).exists():
        end_hearing(application, reason=reason, by=by, at=at)
    return application


def not_begun(application: Application, at: datetime, *, was_put_off: bool = False) -> None:
    """Raise once the hour of the hearing has come: it no longer ends without its transcript (行政许可法第48条).

    With `was_put_off`, also where another day was set after it had come: what was said is not lost by that.
    """
    hearing = guards.running_hearing(application)
    if hearing is not None and (hearing.has_begun(at) or (was_put_off and queries.put_off_late(hearing))):
        raise TranscriptOwed(
            _("听证已到举行的时间，登记听证笔录以后才能办这一步；没有举行成的，先另定日期举行。"), "行政许可法第48条"
        )


def end_hearing(application: Application, *, reason: str, by: User, at: datetime) -> None:
    """A hearing that is not held any more: its clocks go on tomorrow. The caller holds the case row."""
    hearing = guards.running_hearing(application)
    if hearing is None:
        return
    on = timezone.localdate(at)
    hearing.ended_at, hearing.ended_why = at, reason[:500]
    hearing.save(update_fields=["ended_at", "ended_why"])
    announce_hearing(hearing, by=by, at=at)
    if hearing.paused_from is not None:
        clocks.resume(application.case, Ground.HEARING, last_paused_day=on, by=by, at=at)
    clocks.stop(application.case, Matter.HEARING, on=on, by=by, at=at)
    note(application, "hearing_ended", by=by, at=at)
    told = {"hearing": hearing, "promise": clocks.promised(application.case)}
    tell_applicant(application, "hearing_ended", at=at, on=on, **told)
    tell(application, "hearing_ended", review_people(application), at=at, **told)
