"""延长答复期限: once, at most twenty working days, before the end, and the applicant is told at once (第33条)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from disclosure.requests.actions.common import note, write
from disclosure.requests.models import Extension, Request
from disclosure.requests.rules import steps
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User


@transaction.atomic
def extend(pk: int, *, days: int, reasons: str, by: User, at: datetime, key: str = "") -> Request:
    """The head of the information office agrees and the letter goes out in the same step: told before the end."""
    request, on = lock(Request, pk), timezone.localdate(at)
    if log.already(key):
        return request
    steps.require("extend", by, request, on)
    steps.require_other_than_holder(by, request)
    steps.require_end_known(request)
    before = clocks.due_on(request.case, Matter.INFORMATION_REPLY)
    clock = clocks.prolong(request.case, Matter.INFORMATION_REPLY, amount=days, reason=reasons, by=by, at=at)
    assert before is not None  # noqa: S101  prolong has asked
    Extension.objects.create(
        request=request, days=days, reasons=reasons, agreed_by=by, agreed_on=on, due_before=before, due_on=clock.due_on
    )
    fields = {
        "original_due_on": before, "new_due_on": clock.due_on, "reasons": reasons,
        "approver": f"{by.name}（{by.title}）" if by.title else by.name,
    }  # fmt: skip
    letter = write(request, LetterKind.INFO_EXTENSION, fields, by=by, at=at)
    note(request, "extended", by=by, at=at, key=key, days=days, due_on=clock.due_on.isoformat(), letter=letter.number)
    return request
