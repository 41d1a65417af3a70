"""送达: a letter is fetched by the code, handed over at the counter, or delivered by the post on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.requests import guards
from disclosure.requests.actions.common import note
from disclosure.requests.models import Request
from disclosure.requests.queries import requests as queries
from disclosure.requests.rules import steps
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.cases.locks import lock
from envportal.documents import letters
from envportal.documents.enums import ServiceWay

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.documents.models import Letter


@transaction.atomic
def fetched(pk: int, *, letter: int, at: datetime) -> None:
    """Who holds the code has opened it: from today the time for a remedy runs, if it did not before."""
    found = lock(Request, pk).case.letters.get(pk=letter)
    if found.served_on is None and found.voided_at is None:
        letters.serve(found, on=timezone.localdate(at), by=None, at=at)


@transaction.atomic
def posted(pk: int, *, letter: int, on: date, tracking: str, by: User, at: datetime, key: str = "") -> Letter:
    """登记邮寄送达: the day on the postal receipt; whose name stands there is nobody's to enter here."""
    request, today = lock(Request, pk), timezone.localdate(at)
    found = request.case.letters.get(pk=letter)
    if log.already(key):
        return found
    cases.require(by, steps.TAKE, request.case, today)
    steps.require_day(on, today, since=found.decided_on, word=_("收件日期"))
    _require_unserved(found)
    proof = letters.Proof(tracking=tracking)
    served = letters.serve(found, on=on, by=by, at=at, way=ServiceWay.POST, proof=proof)
    note(request, "letter_posted", by=by, at=at, key=key, letter=found.number)
    return served


@transaction.atomic
def handed(pk: int, *, letter: int, on: date, capacity: str, by: User, at: datetime, key: str = "") -> Letter:
    """登记当面签收: who took it was asked for their document, and neither name nor number is kept here."""
    request, today = lock(Request, pk), timezone.localdate(at)
    found = request.case.letters.get(pk=letter)
    if log.already(key):
        return found
    cases.require(by, steps.TAKE, request.case, today)
    _require_unserved(found)
    if found.kind in queries.TO_OTHERS:
        raise guards.OutOfOrder(_("这份文书不是给申请人的。"))
    proof = letters.Proof(receiver="申请人", capacity=capacity, identity="已当面核对，不在此登记")
    served = letters.serve(found, on=on, by=by, at=at, way=ServiceWay.COUNTER, proof=proof)
    note(request, "letter_handed", by=by, at=at, key=key, letter=found.number)
    return served


def _require_unserved(letter: Letter) -> None:
    if letter.served_on is not None:
        raise guards.OutOfOrder(_("这份文书已经送达，送达日期不再改。"))
