"""移交: offered with a reason, accepted or sent back the same day; until then whoever gave it stays the owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from approvals.questions.actions.common import locked, note, start, stop, tell
from approvals.questions.models import Handover
from approvals.questions.queries import questions as queries
from approvals.questions.rules import questions as rules
from envportal.audit import log
from envportal.deadlines.enums import Matter

if TYPE_CHECKING:
    from datetime import datetime

    from approvals.questions.models import Question
    from envportal.accounts.models import Section, User


@transaction.atomic
def hand_over(
    pk: int, *, to_user: User | None = None, to_section: Section | None = None, reason: str, by: User, at: datetime,
    key: str = "",
) -> Question:  # fmt: skip
    """移交 to a named colleague, or to a section whoever of it accepts first."""
    question, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return question
    rules.require("hand_over", by, question, on)
    rules.has_one_addressee(to_user, to_section, by, question.case.holder_id)
    rules.names_nobody(question, reason)
    made = Handover.objects.create(
        question=question, to_user=to_user, to_section=to_section, reason=reason, given_by=by, given_at=at
    )
    start(question, Matter.QUESTION_HANDOVER, on=on, by=by, at=at)
    note(question, "offered", by=by, at=at, key=key, to=str(made), why=reason)
    people = [to_user] if to_user else queries.people(question.case.bureau).filter(section=to_section)
    tell(question, "question_offered", [one for one in people if one.pk != by.pk], at=at, reason=reason)
    return question


@transaction.atomic
def accept_handover(pk: int, *, by: User, at: datetime, key: str = "") -> Question:
    """接受: from now on this person owns it; the limit of the answer runs on."""
    question, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return question
    rules.require("accept_handover", by, question, on)
    offered = _decided(question, True, by=by, at=at)
    question.case.holder, question.case.section = by, by.section or question.case.section
    question.case.save(update_fields=["holder", "section"])
    stop(question, Matter.QUESTION_HANDOVER, on=on, by=by, at=at)
    note(question, "handed_over", by=by, at=at, key=key, giver=offered.given_by.name)
    tell(question, "question_accepted", [offered.given_by], at=at, who=by)
    return question


@transaction.atomic
def decline_handover(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Question:
    """退回 with a reason: the owner stays who they were."""
    question, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return question
    rules.require("decline_handover", by, question, on)
    rules.names_nobody(question, reason)
    offered = _decided(question, False, by=by, at=at, why=reason)
    stop(question, Matter.QUESTION_HANDOVER, on=on, by=by, at=at)
    note(question, "sent_back", by=by, at=at, key=key, why=reason)
    tell(question, "question_sent_back", [offered.given_by], at=at, who=by, reason=reason)
    return question


def _decided(question: Question, is_accepted: bool, *, by: User, at: datetime, why: str = "") -> Handover:
    offered = queries.open_handover(question)
    assert offered is not None  # noqa: S101  the rule has asked
    offered.decided_by, offered.decided_at, offered.is_accepted, offered.declined_why = by, at, is_accepted, why
    offered.save(update_fields=["decided_by", "decided_at", "is_accepted", "declined_why"])
    return offered
