"""提醒补正: before the last day somebody is told to ring or write to the applicant, who stays sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from disclosure.requests.actions.common import note, tell
from disclosure.requests.models import Request
from disclosure.requests.queries import requests as queries
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.cases.locks import lock
from envportal.deadlines import clocks

if TYPE_CHECKING:
    from datetime import datetime

DAYS_BEFORE = 2  # working days; the law names none: the bureau's own rule


def remind(*, at: datetime) -> int:
    """Every request whose applicant still has to clarify and has not much time left; returns how many were told of."""
    return sum(_reminded(pk, at=at) for pk in queries.to_clarify(timezone.localdate(at)))


@transaction.atomic
def _reminded(pk: int, *, at: datetime) -> bool:
    request, today = lock(Request, pk), timezone.localdate(at)
    if pk not in queries.to_clarify(today):  # it came meanwhile, or another worker was first
        return False
    asked = request.clarification
    if today < clocks.last_working_day_before(request.case.bureau, asked.until, DAYS_BEFORE):
        return False
    asked.reminded_on = today
    asked.save(update_fields=["reminded_on"])
    note(request, "clarification_reminded", by=None, at=at, until=asked.until.isoformat())
    people = [request.case.holder, *staff_with(request.case.bureau, Role.CLERK)]
    tell(request, "request_clarify_soon", people, at=at)
    return True
