"""Ends without a decision on the merits: withdrawn, returned, terminated, transferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from approvals.applications import guards, queries, rules
from approvals.applications.actions.common import close, issue, note, tell, tell_applicant
from approvals.applications.actions.filing import require_signature
from approvals.applications.actions.hearing_requests import end_hearing
from approvals.applications.models import Application
from approvals.applications.queries import facts
from approvals.quotas import ledger
from disclosure.board import board
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User
    from envportal.documents.models import Document


@transaction.atomic
def withdraw(
    pk: int, *, reason: str, by: User, at: datetime, key: str = "", signed: Document | None = None
) -> Application:
    """撤回申请, by the applicant, at any time before the decision; at the counter by a request they `signed`."""
    application = lock(Application, pk)
    if not log.already(key):
        rules.require("withdraw", by, application, timezone.localdate(at))
        require_signature(by, signed, at)
    return _end(pk, "withdraw", "withdrawn", reason=reason, by=by, at=at, key=key)


@transaction.atomic
def return_participation(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Application:
    """公众参与不充分: returned, to be filed again after it was done properly (生态环境法典第103条)."""
    return _end(pk, "return_participation", "returned", reason=reason, by=by, at=at, key=key)


@transaction.atomic
def terminate(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Application:
    """终止: wrong category, or nothing left to decide."""
    return _end(pk, "terminate", "terminated", reason=reason, by=by, at=at, key=key)


@transaction.atomic
def end_filing(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Application:
    """终止: a registration handed over to the ministry's system whose owner never came back with its number."""
    return _end(pk, "end_filing", "terminated", reason=reason, by=by, at=at, key=key)


@transaction.atomic
def transfer(pk: int, *, reason: str, new_authority: str, by: User, at: datetime, key: str = "") -> Application:
    """转送: another authority decides; the letter names it."""
    return _end(pk, "transfer", "transferred", reason=reason, by=by, at=at, key=key, new_authority=new_authority)


def _end(
    pk: int, verb: str, ending: str, *, reason: str, by: User, at: datetime, key: str, new_authority: str = ""
) -> Application:
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require(verb, by, application, on)
    ledger.release(application.case, reason=reason, by=by, at=at)
    began_on = application.received_on or application.case.opened_on
    letter = None
    if application.received_on is not None or verb != "withdraw":  # what its owner kept to itself needs no letter
        letter = issue(
            application,
            LetterKind.ENDED,
            by=by,
            at=at,
            on=on,
            ending=ending,
            received_on=began_on,
            filing=queries.filing_so_far(application),
            ended_on=on,
            reasons=reason,
            new_authority=new_authority,
            materials=queries.materials(application) if new_authority else [],
        )
    getattr(application, verb)()
    application.save()
    _put_proposal_away(application, ending, by=by, at=at)
    application.filings.update(stands=False)
    end_hearing(application, reason=reason, by=by, at=at)
    close(application, by=by, at=at, on=on)
    note(application, ending, by=by, at=at, key=key, reason=reason)
    tell_applicant(application, "ended", at=at, on=on, reason=reason, letter=letter)
    tell(application, "case_ended", queries.review_people(application), at=at, reason=reason)
    return application


def _put_proposal_away(application: Application, ending: str, *, by: User, at: datetime) -> None:
    """What was published stays, with the end beside it; what was not published never is."""
    proposal = guards.standing_proposal(application)
    if proposal is not None:
        proposal.sent_back_at, proposal.sent_back_why = at, ending
        proposal.save(update_fields=["sent_back_at", "sent_back_why"])
    board.take_back(application.case, reason=facts.end_in_words(application), by=by, at=at)
