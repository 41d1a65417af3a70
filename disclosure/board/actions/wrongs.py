"""A reader says that a notice is wrong; an editor answers, and the answer stands on the notice's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from disclosure.board import rules
from disclosure.board.models import Notice, WrongReport
from disclosure.board.queries import notices as queries
from disclosure.board.queries import wrongs
from envportal.audit import log
from envportal.deadlines.clocks import calendar_of

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User

ANSWERED_WITHIN = 5  # working days, as the bureau promises: the law names none


@transaction.atomic
def say_wrong(pk: int, *, what: str, contact: str, at: datetime) -> WrongReport:
    """Take in that something is wrong with a public notice; the same said again while it waits is one report."""
    notice = Notice.objects.select_for_update(of=("self",)).get(pk=pk)
    same = wrongs.open_of(notice).filter(what=what.strip()).first()
    if same is not None:
        return same
    rules.require_place_for_wrong(notice)
    due_on = calendar_of(notice.bureau_id).add(timezone.localdate(at), ANSWERED_WITHIN)
    wrong = WrongReport.objects.create(
        notice=notice, what=what.strip(), contact=contact.strip(), said_at=at, due_on=due_on
    )
    facts = {"notice": notice.public_id, "wrong": wrong.pk, "due_on": due_on.isoformat()}
    log.record(None, "notice_said_wrong", by=None, at=at, chain="wrongs", facts=facts)
    return wrong


@transaction.atomic
def answer_wrong(pk: int, *, outcome: str, answer: str, by: User, at: datetime, key: str | None = None) -> WrongReport:
    """Say what became of it; a correction or withdrawal itself is a step of its own."""
    wrong = WrongReport.objects.select_for_update(of=("self",)).select_related("notice").get(pk=pk)
    if log.already(key):
        return wrong
    rules.require_answer_wrong(by, wrong)
    rules.require_reason(answer)
    rules.refuse_numbers_of_people(answer)
    wrong.outcome, wrong.answer, wrong.answered_by, wrong.answered_at = outcome, answer.strip(), by, at
    wrong.save()
    facts = {"notice": wrong.notice.public_id, "wrong": pk, "outcome": outcome}
    log.record(None, "notice_said_wrong_answered", by=by, at=at, key=key, chain="wrongs", facts=facts)
    queries.turn_edition()
    return wrong
