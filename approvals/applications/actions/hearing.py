"""The hearing itself: decided by the head, told in writing, held by somebody who did not review (行政许可法第48条)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import guards, rules
from approvals.applications.actions.common import issue, note, tell, tell_applicant
from approvals.applications.actions.hearing_requests import announce_hearing
from approvals.applications.actions.legal import follow_hearing
from approvals.applications.actions.review import number
from approvals.applications.models import Application, Opinion
from approvals.applications.queries import Worded, conditions_of, heads_and_deputies, letter_subject, sheet
from approvals.applications.queries import hearing as queries
from approvals.applications.queries.files import in_chinese
from approvals.applications.states import Asker, FileKind
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
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from django.core.files.uploadedfile import UploadedFile

    from approvals.applications.models import Hearing
    from envportal.accounts.models import User
    from envportal.documents.models import Document


class NoHearing(Refused):
    """No hearing waits for this step."""


class NotSoShort(Refused):
    """The hearing would be over, by the plan, before it was decided on."""


class NoticeTooShort(Refused):
    """The parties must hear of the hearing seven working days before."""


class HearingTooLate(Refused):
    """A hearing is organised within 20 working days of the request, and there is still time for that."""


class NoticeNotServed(Refused):
    """A party did not hear of the hearing, or too late: it has to be held anew."""


class NotSigned(Refused):
    """A transcript is signed at the hearing or after it, and not tomorrow."""


class NothingToConfirm(Refused):
    """No hearing was held since the opinion was written."""


@transaction.atomic
def confirm_hearing(pk: int, *, planned_days: int, by: User, at: datetime, key: str = "") -> Application:
    """The head has it organised; once the letter that says how long is served, no day since the request counts."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("confirm_hearing", by, application, on)
    hearing = guards.running_hearing(application)
    if hearing is None or hearing.confirmed_by_id:
        raise NoHearing(_("没有等待决定的听证申请。"))
    since, last = hearing.asked_on + timedelta(days=1), hearing.asked_on + timedelta(days=planned_days)
    if last <= on:
        raise NotSoShort(_("预计天数从申请之日的次日起算，到今天已经过完，请写多一些。"))
    hearing.confirmed_by, hearing.planned_days = by, planned_days
    hearing.letter = issue(
        application, LetterKind.SPECIAL_STEP, by=by, at=at, on=on, step=Ground.HEARING.label,
        planned=f"{planned_days} 日", since=since, resumes_on=last + timedelta(days=1), reasons=_why(hearing),
        **sheet(application, on, (Ground.HEARING, since, last)),
    )  # fmt: skip
    hearing.save()
    if hearing.letter.served_on is not None:
        pause_for_hearing(hearing, since=since, at=at)
    note(application, "hearing_confirmed", by=by, at=at, key=key, letter=hearing.letter.number)
    tell_applicant(application, "hearing_confirmed", at=at, on=on, hearing=hearing)
    return application


@in_chinese
def _why(hearing: Hearing) -> str:
    """Who asked, without names: the letter goes to the applicant."""
    askers = set(queries.standing_requests(hearing).values_list("asker", flat=True))
    who = "、".join(str(Asker(asker).label) for asker in Asker.values if asker in askers) if askers else ""
    return f"{who}依法申请听证（行政许可法第四十七条）"


def pause_for_hearing(hearing: Hearing, *, since: date, at: datetime, until: date | None = None) -> None:
    """Stop the clocks for a hearing whose letter was served; the caller holds the case row."""
    asked = hearing.requests.order_by("pk").select_related("recorded_by").first()
    clocks.pause(
        hearing.application.case,
        Ground.HEARING,
        since=since,
        until=until,
        letter=hearing.letter,
        by=asked.recorded_by if asked else None,
        confirmed_by=hearing.confirmed_by,
        at=at,
        planned_until=max(since, hearing.asked_on + timedelta(days=hearing.planned_days or 1)),
    )
    hearing.paused_from = since
    hearing.save(update_fields=["paused_from"])


@transaction.atomic
def arrange_hearing(  # noqa: PLR0913  the notice of a hearing says all of this
    pk: int, *, held_on: date, held_at: time, place: str, chair: User, closed_why: str = "", by: User, at: datetime,
    key: str = "",
) -> Application:  # fmt: skip
    """听证通知书: time, place and chair to every party, seven working days before; again where it is put off.

    A hearing in public is announced on the board by a second person.
    """
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("arrange_hearing", by, application, on)
    hearing = guards.running_hearing(application)
    if hearing is None or hearing.confirmed_by_id is None:
        raise NoHearing(_("科室负责人还没有决定组织听证。"))
    _in_time(application, held_on, on)
    rules.may_chair(chair, application)
    hearing.held_on, hearing.held_at, hearing.place, hearing.chair = held_on, held_at, place, chair
    hearing.closed_why = closed_why
    hearing.notice_letter = issue(
        application, LetterKind.HEARING_NOTICE, by=by, at=at, on=on, **queries.notice_fields(hearing)
    )  # fmt: skip
    hearing.save()
    _notify_interested(application, hearing, by=by, at=at)
    announce_hearing(hearing, by=by, at=at)
    note(application, "hearing_arranged", by=by, at=at, key=key, letter=hearing.notice_letter.number)
    tell_applicant(application, "hearing_arranged", at=at, on=on, hearing=hearing)
    tell(application, "hearing_to_chair", [chair], at=at, hearing=hearing)
    return application


def _in_time(application: Application, held_on: date, on: date) -> None:
    first, due = queries.earliest_hearing(application, on), clocks.due_on(application.case, Matter.HEARING)
    if queries.last_notice_day(application, held_on) < on:
        raise NoticeTooShort(
            _("听证通知须在举行听证的 7 个工作日前送达；今天通知，最早可以定在 %(day)s。") % {"day": days.brief(first)},
            "行政许可法第48条",
        )
    if due is not None and held_on > due >= first:
        words = {"due": days.brief(due), "first": days.brief(first)}
        raise HearingTooLate(
            _("听证须在申请之日起 20 个工作日内组织；可以定在 %(first)s 到 %(due)s 之间。") % words, "行政许可法第47条"
        )


def _notify_interested(application: Application, hearing: Hearing, *, by: User, at: datetime) -> None:
    """A letter of its own to each interested party, handed over on paper."""
    for request in queries.standing_requests(hearing).filter(asker=Asker.INTERESTED):
        fields = {**letter_subject(application), **queries.notice_fields(hearing, addressee=request.name)}
        request.notice_letter = letters.issue(
            application.case, LetterKind.HEARING_NOTICE, to=None, fields=fields, by=by, at=at
        )  # fmt: skip
        request.save(update_fields=["notice_letter"])


def file_transcript(
    pk: int, *, signed_on: date, summary: str, file: UploadedFile[bytes], by: User, at: datetime, key: str = ""
) -> Application:
    """The signed transcript, read before anything is locked."""
    application = Application.objects.select_related("case").get(pk=pk)
    document = None
    if not log.already(key):
        rules.require("file_transcript", by, application, timezone.localdate(at))
        document = documents.take_in(file, case=application.case, owner=None, kind=FileKind.TRANSCRIPT, by=by, at=at)
    return _held(pk, signed_on=signed_on, summary=summary, document=document, by=by, at=at, key=key)


@transaction.atomic
def _held(
    pk: int, *, signed_on: date, summary: str, document: Document | None, by: User, at: datetime, key: str
) -> Application:
    """The day of the signature is the last one not counted; the clocks go on the day after."""
    application = lock(Application, pk)
    if log.already(key) or document is None:
        return application
    on = timezone.localdate(at)
    rules.require("file_transcript", by, application, on)
    hearing = guards.running_hearing(application)
    if hearing is None or hearing.held_on is None:
        raise NoHearing(_("还没有通知听证的时间和地点。"))
    if not hearing.held_on <= signed_on <= on:
        raise NotSigned(_("笔录的签字日期在听证当天到今天之间。"), "行政许可法第48条")
    _was_told(application, hearing)
    hearing.signed_on, hearing.summary, hearing.filed_at = signed_on, summary, at
    hearing.transcript = documents.enter(document)
    hearing.save()
    if hearing.paused_from is not None:
        clocks.resume(application.case, Ground.HEARING, last_paused_day=signed_on, by=by, at=at)
    clocks.stop(application.case, Matter.HEARING, on=hearing.held_on, by=by, at=at)
    note(application, "hearing_held", by=by, at=at, key=key, on=signed_on)
    told = {"hearing": hearing, "promise": clocks.promised(application.case)}
    tell_applicant(application, "hearing_held", at=at, on=on, **told)
    tell(application, "hearing_held", staff_with(application.case.bureau, Role.SECTION_HEAD), at=at, **told)
    return application


def _was_told(application: Application, hearing: Hearing) -> None:
    """Every party that still wanted the hearing got its notice seven working days before."""
    if hearing.held_on is None:
        return
    last = queries.last_notice_day(application, hearing.held_on)
    others = queries.standing_requests(hearing).filter(asker=Asker.INTERESTED).select_related("notice_letter")
    to_others = [request.notice_letter for request in others]
    for letter in (hearing.notice_letter, *to_others):
        if letter is None or letter.served_on is None or letter.served_on > last:
            words = {"number": letter.number if letter else "", "day": days.brief(last)}
            raise NoticeNotServed(
                _("听证通知书 %(number)s 没有在 %(day)s 或以前送达，这次听证不能作数；请登记送达，或者改期重新通知。")
                % words,
                "行政许可法第48条",
            )


@transaction.atomic
def confirm_opinion(pk: int, *, text: str, by: User, at: datetime, key: str = "") -> Application:
    """After the hearing the officer keeps the conclusion put before the public, and says what became of what was said.

    Who comes to another conclusion has the proposal sent back: the public was told of this one.
    """
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("confirm_opinion", by, application, timezone.localdate(at))
    proposal = guards.standing_proposal(application)
    if proposal is None or not guards.lacks_opinion_after_hearing(application):
        raise NothingToConfirm(_("没有需要在听证后维持的审查意见。"))
    before = proposal.opinion
    proposal.opinion = Opinion.objects.create(
        application=application, version=application.opinions.count() + 1, conclusion=before.conclusion,
        text=f"{before.text}\n听证后的意见：{text}", ground=before.ground, by=by, at=at,
    )  # fmt: skip
    number(proposal.opinion, [Worded(one.topic, one.text) for one in conditions_of(before)])
    proposal.save(update_fields=["opinion"])
    note(application, "opinion_confirmed", by=by, at=at, key=key, version=proposal.opinion.version)
    people = heads_and_deputies(application, Power.PROPOSE, timezone.localdate(at), but=by)
    tell(application, "opinion_written", people, at=at)
    follow_hearing(application, by=by, at=at)
    return application
