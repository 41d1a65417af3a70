"""终止批准: proposed with its ground, the enterprise heard, decided by another; what hung on it is freed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.aftercare import following
from approvals.applications import guards, queries, rules
from approvals.applications.actions import answered
from approvals.applications.actions.common import issue, note, tell, tell_applicant
from approvals.applications.actions.revocation_heard import tell_leaders
from approvals.applications.enums import GROUNDS, NOT_REVOKED, Heard, RevocationGround, RevocationOutcome, Way, WhyNot
from approvals.applications.models import Application, Revocation
from approvals.applications.queries import revocations as reads
from approvals.applications.states import State
from approvals.departments import consultation
from approvals.quotas import ledger
from approvals.zones import zoning
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts import rules as account_rules
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.documents import letters
from envportal.documents.enums import LetterKind
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User
    from envportal.documents.models import Letter

TURNS = {Way.REVOKED: "revoke", Way.RECALLED: "recall", Way.CANCELLED: "cancel"}
EVENTS = {Way.REVOKED: "approval_revoked", Way.RECALLED: "approval_recalled", Way.CANCELLED: "approval_cancelled"}


class AlreadyProposed(Refused):
    """An end of this approval waits for its decision."""


class DocumentMissing(Refused):
    """The ground cannot be without its paper."""


class NotByUs(Refused):
    """The approval was not given by a letter here."""


class MustBeRevoked(Refused):
    """应当撤销: the bureau goes on only where the ground is not there, or the public interest would suffer badly."""


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
    tell_leaders(application, revocation, at=at)


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
    following.ended(application.case, why, by=by, at=at)
    revocation.reason, revocation.outcome = reason, RevocationOutcome.ENDED
    revocation.decided_by, revocation.decided_at = by, at
    letter = issue(application, LetterKind.REVOCATION, by=by, at=at, on=on, **reads.decision_words(revocation))
    revocation.letter = letter
    revocation.save()
    approval = reads.approval_letter(application)
    if approval is not None:
        letters.end(approval, letter, by=by, at=at)
    consultation.push(
        application.case, document_number=letter.number, conditions=reads.in_one_text(revocation), by=by, at=at,
        template="end_pushed",
    )  # fmt: skip
    _tell_the_public(application, revocation, letter, by=by, at=at)
    note(application, EVENTS[basis.way], by=by, at=at, key=key, ground=revocation.ground, letter=letter.number)
    answered.approval_was_wrong(application, revocation, at=at)
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
def drop_revocation(pk: int, *, reason: str, why_not: str = "", by: User, at: datetime, key: str = "") -> Application:
    """不终止: the approval goes on to hold; who proposed its end and the enterprise, where it was told, hear why."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("drop_revocation", by, application, on)
    revocation = guards.the_revocation(application)
    rules.another_decides(by, revocation)
    if revocation.basis.is_bound and why_not not in WhyNot.values:
        raise MustBeRevoked(
            _("属于这种情形的应当撤销：只有查明不属于这种情形，或者撤销可能对公共利益造成重大损害，才不终止。"),
            "行政许可法第69条第2、3款",
        )
    if revocation.basis.is_bound:
        reason = f"{NOT_REVOKED[WhyNot(why_not)]}{reason}"
    revocation.outcome, revocation.reason = RevocationOutcome.DROPPED, reason
    revocation.decided_by, revocation.decided_at = by, at
    revocation.save()
    note(application, "revocation_dropped", by=by, at=at, key=key, reason=reason)
    tell_applicant(application, "revocation_dropped", at=at, on=on, reason=reason)
    tell(application, "revocation_dropped", queries.review_people(application), at=at, reason=reason)
    return application
