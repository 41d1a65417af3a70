"""终止批准: proposed with its ground, the enterprise heard, decided by another; what hung on it is freed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import guards, queries, rules
from approvals.applications.actions.common import issue, note, tell, tell_applicant
from approvals.applications.enums import GROUNDS, Heard, RevocationGround, RevocationOutcome, Way
from approvals.applications.models import Application, Revocation
from approvals.applications.queries import revocations as reads
from approvals.applications.states import FileKind, State
from approvals.quotas import ledger
from approvals.zones import zoning
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts import rules as account_rules
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents import actions as documents
from envportal.documents import letters
from envportal.documents.enums import LetterKind
from envportal.refusals import Refused
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document, Letter

TURNS = {Way.REVOKED: "revoke", Way.RECALLED: "recall", Way.CANCELLED: "cancel"}
EVENTS = {Way.REVOKED: "approval_revoked", Way.RECALLED: "approval_recalled", Way.CANCELLED: "approval_cancelled"}


class AlreadyProposed(Refused):
    """An end of this approval waits for its decision."""


class DocumentMissing(Refused):
    """The ground cannot be without its paper."""


class NotByUs(Refused):
    """The approval was not given by a letter here."""


class AnsweredTooLate(Refused):
    """A hearing is asked for within five working days."""


class NoHearingAsked(Refused):
    """Nobody asked for a hearing, or it was held."""


class HearingOutOfTime(Refused):
    """The hearing was before its notice had been served for seven working days, or lies ahead."""


@transaction.atomic
def propose_revocation(
    pk: int, *, ground: str, facts: str, rests_on: str, by: User, at: datetime, key: str = ""
) -> Application:
    """提出终止批准: the enterprise is told beforehand, unless it is what it asked for in writing itself."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("propose_revocation", by, application, timezone.localdate(at))
    _begin(application, ground, facts=facts, rests_on=rests_on, by=by, at=at, key=key)
    return application


@transaction.atomic
def give_up_approval(pk: int, *, facts: str, by: User, at: datetime, key: str = "") -> Application:
    """放弃批准: the enterprise asks that its approval be cancelled; a leader decides, and nobody has to be heard."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("give_up_approval", by, application, on)
    rests_on = f"建设单位{on.year}年{on.month}月{on.day}日在本系统提出的申请"
    said = f"建设单位申请注销批准，写明：{facts}"
    _begin(application, RevocationGround.GIVEN_UP, facts=said, rests_on=rests_on, by=by, at=at, key=key)
    return application


def none_waits(application: Application) -> None:
    """Raise AlreadyProposed while somebody's proposal waits for its decision."""
    if guards.open_revocation(application) is not None:
        raise AlreadyProposed(_("已有人提出终止本批准，等待决定。"))


def _begin(
    application: Application, ground: str, *, facts: str, rests_on: str, by: User, at: datetime, key: str
) -> None:
    basis = GROUNDS[ground]
    none_waits(application)
    if basis.document and not rests_on:
        raise DocumentMissing(_("写明%(what)s。") % {"what": basis.document}, basis.cited)
    if reads.approval_letter(application) is None:
        raise NotByUs(_("本局没有出具过本件的批复。"))
    revocation = Revocation(
        application=application, ground=ground, facts=facts, rests_on=rests_on, proposed_by=by, proposed_at=at
    )
    on = timezone.localdate(at)
    # On paper the bureau only says that the owner asked: the owner hears of it, and may say that it did not.
    if basis.heard != Heard.NOT_NEEDED or by.is_staff_member:
        fields = reads.notice_words(revocation)
        revocation.notice_letter = issue(
            application, LetterKind.REVOCATION_NOTICE, by=by, at=at, on=on, **fields
        )  # fmt: skip
    revocation.save()
    words = str(RevocationGround(ground).label)
    note(application, "revocation_proposed", by=by, at=at, key=key, ground=ground, reason=words)
    if revocation.notice_letter is not None:
        tell_applicant(application, "revocation_proposed", at=at, on=on, revocation=revocation)
    _tell_leaders(application, revocation, at=at)


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
    asks = wants_hearing and revocation.basis.heard == Heard.HEARING
    until = guards.heard_until(revocation)
    if asks and until is not None and on > until and not revocation.wants_hearing:
        raise AnsweredTooLate(
            _("要求听证的期限已于 %(last)s 届满；陈述申辩仍可以提出。") % {"last": days.brief(until)}, guards.HEARD
        )
    revocation.answer, revocation.answered_on, revocation.answered_by = answer, on, by
    revocation.wants_hearing = asks
    revocation.save()
    note(application, "revocation_answered", by=by, at=at, key=key, wants_hearing=asks)
    tell(application, "revocation_answered", [revocation.proposed_by], at=at, revocation=revocation)
    _tell_leaders(application, revocation, at=at)
    return application


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
    revocation.save()
    note(application, "revocation_heard", by=by, at=at, key=key, on=revocation.heard_on)
    _tell_leaders(application, revocation, at=at)
    return application


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


@account_rules.signed
def end_approval(pk: int, *, code: str, reason: str = "", by: User, at: datetime, key: str = "") -> Application:
    """撤销, 撤回, 注销: signed with the second factor once the enterprise was heard; all it took is freed, once."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("end_approval", by, application, on)
    revocation = guards.the_revocation(application)
    rules.another_decides(by, revocation)
    guards.enterprise_heard(revocation, on)
    account_rules.confirm_second_factor(by, code, at)
    basis = revocation.basis
    getattr(application, TURNS[basis.way])()
    application.save()
    why = str(State(application.state).label)
    ledger.release(application.case, reason=why, by=by, at=at)
    zoning.release(application.case, by=by, at=at, reason=why)
    revocation.reason, revocation.outcome = reason, RevocationOutcome.ENDED
    revocation.decided_by, revocation.decided_at = by, at
    letter = issue(application, LetterKind.REVOCATION, by=by, at=at, on=on, **reads.decision_words(revocation))
    revocation.letter = letter
    revocation.save()
    approval = reads.approval_letter(application)
    if approval is not None:
        letters.end(approval, letter, by=by, at=at)
    _tell_the_public(application, revocation, letter, by=by, at=at)
    note(application, EVENTS[basis.way], by=by, at=at, key=key, ground=revocation.ground, letter=letter.number)
    tell_applicant(application, "approval_ended", at=at, on=on, letter=letter)
    tell(application, "approval_ended", queries.review_people(application), at=at, letter=letter)
    return application


def _tell_the_public(
    application: Application, revocation: Revocation, letter: Letter, *, by: User, at: datetime
) -> None:
    board.submit(
        application.case, Notice.Kind.REVOCATION, title=application.case.title,
        facts=reads.revocation_facts(revocation, letter), by=by, at=at, document_number=letter.number,
    )  # fmt: skip
    tell(application, "notice_to_publish", staff_with(application.case.bureau, Role.EDITOR), at=at)


@transaction.atomic
def drop_revocation(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Application:
    """不终止: the approval goes on to hold; who proposed its end and the enterprise, where it was told, hear why."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("drop_revocation", by, application, on)
    revocation = guards.the_revocation(application)
    rules.another_decides(by, revocation)
    revocation.outcome, revocation.reason = RevocationOutcome.DROPPED, reason
    revocation.decided_by, revocation.decided_at = by, at
    revocation.save()
    note(application, "revocation_dropped", by=by, at=at, key=key, reason=reason)
    tell_applicant(application, "revocation_dropped", at=at, on=on, reason=reason)
    tell(application, "revocation_dropped", queries.review_people(application), at=at, reason=reason)
    return application


def _tell_leaders(application: Application, revocation: Revocation, *, at: datetime) -> None:
    leaders = staff_with(application.case.bureau, Role.LEADER)
    tell(application, "revocation_waits", leaders, at=at, revocation=revocation)
