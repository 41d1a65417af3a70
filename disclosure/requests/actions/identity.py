"""Who asks: the one function that reads the sealed table for a person, by a right, for a reason that stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from disclosure.requests.actions.common import note, require_anonymous
from disclosure.requests.models import Request
from disclosure.requests.queries.applicants import applicant_of
from disclosure.requests.rules import steps
from envportal.cases import rules as cases
from envportal.cases.locks import lock

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.requests.models import Applicant
    from envportal.accounts.models import User


@transaction.atomic
def see_applicant(
    pk: int,
    *,
    reason: str,
    by: User,
    at: datetime,
    key: str = "",  # noqa: ARG001
    with_file: bool = False,
) -> Applicant:
    """Every look is a line of its own, whatever key came with the form: two clicks are two looks."""
    request = lock(Request, pk)
    cases.require(by, steps.IDENTITY, request.case, timezone.localdate(at))
    require_anonymous(request, reason)
    note(request, "applicant_seen", by=by, at=at, reason=reason, file=with_file or None)
    return applicant_of(request)
