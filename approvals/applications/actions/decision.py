"""The signature: approval, refusal, back to review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.aftercare import following
from approvals.applications import guards, queries, rules
from approvals.applications.actions.common import close, issue, note, start_clock, tell, tell_applicant
from approvals.applications.actions.hearing_requests import end_hearing, not_begun
from approvals.applications.models import Application
from approvals.applications.states import Conclusion, State
from approvals.departments import consultation
from approvals.meetings import resolutions
from approvals.quotas import ledger
from approvals.zones import zoning
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts import rules as account_rules
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines.enums import Matter
from envportal.documents.enums import LetterKind
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from approvals.applications.models import Opinion, Proposal
    from envportal.accounts.models import User
    from envportal.documents.models import Letter


class ProposedOtherwise(Refused):
    """The public was told of another decision; it cannot be replaced by a signature."""


class AgainstTheMeeting(Refused):
    """The meeting resolved otherwise: the signatory may decide against it, for a reason that is kept."""


@dataclass(frozen=True)
class Signature:
    """What one of the two signatures needs: the conclusion the public was told, its letter, its event."""

    conclusion: Conclusion
    letter: LetterKind
    fields: Callable[[Application, Opinion], dict[str, object]]
    event: str


SIGNATURES = {
    "approve": Signature(Conclusion.APPROVE, LetterKind.APPROVAL, queries.approval_fields, "approved"),
    "refuse": Signature(Conclusion.REFUSE, LetterKind.REFUSAL, queries.refusal_fields, "refused"),
}


@account_rules.signed
def approve(pk: int, *, code: str, by: User, at: datetime, against: str = "", key: str = "") -> Application:
    """批准 (生态环境法典第102条): signed with the second factor once every guard of the decision holds."""
    return _sign("approve", pk, code=code, against=against, by=by, at=at, key=key)


@account_rules.signed
def refuse(pk: int, *, code: str, by: User, at: datetime, against: str = "", key: str = "") -> Application:
    """不予批准 on one of the five grounds of 生态环境法典第105条, under the same guards as an approval."""
    return _sign("refuse", pk, code=code, against=against, by=by, at=at, key=key)


def _sign(verb: str, pk: int, *, code: str, against: str, by: User, at: datetime, key: str) -> Application:
    application = lock(Application, pk)
    if log.already(key):
        return application
    on, signature = timezone.localdate(at), SIGNATURES[verb]
    opinion = _to_sign(verb, application, signature.conclusion, by=by, on=on).opinion
    _against_the_meeting(application, signature.conclusion, against, by=by, at=at)
    account_rules.confirm_second_factor(by, code, at)
    getattr(application, verb)()
    _settle_totals(application, by=by, at=at, on=on)
    fields = signature.fields(application, opinion) | _delegated(application, by, on)
    letter = issue(application, signature.letter, by=by, at=at, on=on, **fields)
    _decided(application, opinion, letter, by=by, at=at, on=on)
    if verb == "approve":
        _follow(application, opinion, letter, by=by, at=at, on=on)
        conditions = queries.in_one_text(opinion)
        consultation.push(application.case, document_number=letter.number, conditions=conditions, by=by, at=at)
    note(application, signature.event, by=by, at=at, key=key, letter=letter.number, ground=opinion.ground)
    tell_applicant(application, signature.event, at=at, on=on, letter=letter)
    return application


def _follow(application: Application, opinion: Opinion, letter: Letter, *, by: User, at: datetime, on: date) -> None:
    """What was approved is followed: its conditions become duties. A registration is built without acceptance."""
    if application.procedure.full_text is not None:
        following.begin(
            application.case, queries.conditions_of(opinion), document_number=letter.number, decided_on=on,
            portal_service=bool(application.portal_service), by=by, at=at,
        )  # fmt: skip


def _delegated(application: Application, by: User, on: date) -> dict[str, str]:
    """受委托签发: the letter says in whose name, and by which document."""
    given = rules.delegation_for(rules.VERBS["approve"].action, by, application, on)
    if given is None:
        return {}
    words = f"本决定由{by.name}受{given.giver.name}委托签发（委托书：{given.basis}）"
    return {"delegated": words}


def _settle_totals(application: Application, *, by: User, at: datetime, on: date) -> None:
    """What was reserved is the project's or goes back; before the letter takes its number (counters come last)."""
    if application.state == State.APPROVED:
        zoning.take_up(application.case, guards.needed_totals(application), on=on)
        ledger.commit(application.case, by=by, at=at)
    else:
        ledger.release(application.case, reason=str(State(application.state).label), by=by, at=at)


@transaction.atomic
def send_back(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Application:
    """The signatory does not share the proposal: back to review; its notice is withdrawn with the reason."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("send_back", by, application, timezone.localdate(at))
    not_begun(application, at, was_put_off=True)
    proposal = guards.standing_proposal(application)
    if proposal is not None:
        proposal.sent_back_at, proposal.sent_back_why = at, reason
        proposal.save(update_fields=["sent_back_at", "sent_back_why"])
        _take_off_board(proposal, reason, by=by, at=at)
    end_hearing(application, reason=reason, by=by, at=at)
    application.send_back()
    application.save()
    note(application, "sent_back", by=by, at=at, key=key, reason=reason)
    tell(application, "sent_back", queries.review_people(application), at=at, reason=reason)
    return application


def _to_sign(name: str, application: Application, conclusion: str, *, by: User, on: date) -> Proposal:
    rules.require(name, by, application, on)
    guards.hold(guards.before_decision(application), application, on)
    proposal = guards.standing_proposal(application)
    if proposal is None or proposal.opinion.conclusion != conclusion:
        raise ProposedOtherwise(_("公示的拟审批意见与此不同；不同意的，请退回审查。"))
    return proposal


def _against_the_meeting(application: Application, conclusion: Conclusion, why: str, *, by: User, at: datetime) -> None:
    """The head is responsible: the meeting resolves, the signatory decides, and says why where they part."""
    if not resolutions.differs(application.case, approves=conclusion == Conclusion.APPROVE):
        return
    if not why:
        raise AgainstTheMeeting(_("会审结论与此不同；仍要这样决定的，写明理由。"), resolutions.COLLECTIVE)
    note(application, "went_against_meeting", by=by, at=at, reason=why)


def _take_off_board(proposal: Proposal, reason: str, *, by: User, at: datetime) -> None:
    """Whichever version the public reads now, and what waits to take its place."""
    application, case = proposal.application, proposal.application.case
    given = rules.delegation_for(rules.VERBS["send_back"].action, by, application, timezone.localdate(at))
    leader = given.giver if given else None
    standing = board.current(case, Notice.Kind.PROPOSED_DECISION)
    if standing is not None:
        board.withdraw(standing.pk, reason=reason, by=by, at=at, in_the_name_of=leader)
    board.take_back(case, reason=reason, by=by, at=at, kind=Notice.Kind.PROPOSED_DECISION)


def _decided(application: Application, opinion: Opinion, letter: Letter, *, by: User, at: datetime, on: date) -> None:
    application.decided_on = on
    application.save()
    close(application, by=by, at=at, on=on)
    start_clock(application, Matter.DECISION_PUBLICATION, since=on, by=by, at=at)
    if letter.served_on is None:
        start_clock(application, Matter.DELIVERY, since=on, by=by, at=at)
    board.submit(
        application.case,
        Notice.Kind.DECISION,
        title=application.case.title,
        facts=queries.decision_facts(application, opinion, letter),
        files=[],
        by=by,
        at=at,
        outcome=application.state,
        document_number=letter.number,
    )
    tell(application, "notice_to_publish", staff_with(application.case.bureau, Role.EDITOR), at=at)
