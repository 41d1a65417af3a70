"""Asking after one's own submission, by number and code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from disclosure.participation.actions.common import source_of
from disclosure.participation.models import Attempt
from disclosure.participation.queries import attempts, submissions
from disclosure.participation.rules import limits

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.participation.models import Submission


def ask(number: str, code: str, *, address: str, at: datetime) -> Submission | None:
    """What a number and its code open; a wrong answer counts against the address that asked."""
    source = source_of(limits.neighbourhood(address))
    limits.require_few_tries(source, at)
    found = submissions.by_number(number)
    if submissions.code_matches(found, code):
        return found
    with transaction.atomic():
        attempts.stale(at - limits.WITHIN).delete()
        Attempt.objects.create(address=source, is_post=False, at=at)
    return None
