"""What the applicant does by number and code: ask how it stands, clarify, explain, take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.board import board
from disclosure.requests import guards
from disclosure.requests.actions.clarifying import end, take_clarification, take_explanation
from disclosure.requests.actions.common import require_anonymous
from disclosure.requests.models import Request
from disclosure.requests.queries import requests as queries
from disclosure.requests.rules import steps
from disclosure.requests.states import OPEN, Outcome, State
from envportal.audit import log
from envportal.cases.locks import lock

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User


def find(number: str, code: str, *, address: str, at: datetime) -> Request | None:
    """What a number and its code open; a wrong answer counts against the address that asked."""
    source = board.source_of(address)
    board.require_few_wrong_codes(source, at)
    found = queries.by_number(number)
    if queries.code_matches(found, code):
        return found
    board.count_wrong_code(source, at)
    return None


@transaction.atomic
def supplement(pk: int, *, text: str, at: datetime) -> Request:
    """补正 or 说明理由 by the applicant, whichever was asked for; who holds the code was asked before."""
    request, on = lock(Request, pk), timezone.localdate(at)
    if request.state == State.CLARIFYING:
        take_clarification(request, text, on, by=None, at=at)
    elif request.state in OPEN and hasattr(request, "explaining") and request.explaining.came_on is None:
        take_explanation(request, text, on, by=None, at=at)
    else:
        raise guards.OutOfOrder(_("现在没有要您补充的内容，可能已经收到。"))
    return request


@transaction.atomic
def withdraw(pk: int, *, reasons: str = "", by: User | None, at: datetime, key: str = "") -> Request:
    """撤回: by the applicant with the code (nobody), or entered by staff."""
    request, on = lock(Request, pk), timezone.localdate(at)
    if log.already(key):
        return request
    if by is not None:
        steps.require("withdraw", by, request, on)
        require_anonymous(request, reasons)
    if request.state not in OPEN:
        raise guards.OutOfOrder(_("这件申请已经办结，不能撤回。"))
    end(request, Outcome.WITHDRAWN, reasons, by=by, at=at, key=key)
    return request
