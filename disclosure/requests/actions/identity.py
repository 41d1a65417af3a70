"""Who asks: the one function that reads the sealed table for a person, by a right, for a reason that stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from disclosure.requests.actions.common import note
from disclosure.requests.models import Request
from disclosure.requests.queries.applicants import applicant_of
from disclosure.requests.rules import steps
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.cases.locks import lock

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.requests.models import Applicant
    from envportal.accounts.models import User


@transaction.atomic
def see_applicant(pk: int, *, reason: str, by: User, at: datetime, key: str = "", with_file: bool = False) -> Applicant:
    request = lock(Request, pk)
    cases.require(by, steps.IDENTITY, request.case, timezone.localdate(at))
    if not log.already(key):
        note(request, "applicant_seen", by=by, at=at, key=key, reason=reason, file=with_file or None)
    return applicant_of(request)
