"""Answered with a way forward, rated once, asked back once; a bad rating is spoken about; repeats are linked."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.questions.actions.common import ENDS, begin, locked, note, stop, tell
from approvals.questions.guards import NotPossible
from approvals.questions.models import Answer, Question
from approvals.questions.queries import questions as queries
from approvals.questions.rules import questions as rules
from approvals.questions.states import LINK, Size
from disclosure.participation import participation
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.models import CaseLink
from envportal.cases.queries import by_number

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User


class Said(TypedDict):
    """What an answer says."""

    applies: str
    basis: str
    next_steps: str
    where: str


@transaction.atomic
def answer(pk: int, *, by: User, at: datetime, key: str = "", **said: Unpack[Said]) -> Question:
    """答复: every limit ends; a hand-over nobody decided lapses."""
    question, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return question
    rules.require("answer", by, question, on)
    rules.names_nobody(question, *said.values())  # type: ignore[arg-type]
    question.answer()
    question.save()
    round_ = question.answers.count() + 1
    Answer.objects.create(question=question, round=round_, answered_by=by, answered_on=on, **said)
    question.handovers.filter(queries.OPEN_HANDOVER).update(lapsed_at=at)
    stop(question, *ENDS, on=on, by=by, at=at)
    question.case.closed_on = on
    question.case.save(update_fields=["closed_on"])
    note(question, "answered", by=by, at=at, key=key, round=round_)
    return question


@transaction.atomic
def rate(pk: int, *, score: int, said: str = "", at: datetime) -> Answer:
    """评价 the last answer, once; the page has asked for number and code. A bad one goes to the head of the section."""
    question, on = locked(pk), timezone.localdate(at)
    last = queries.last_answer(question)
    if last is None or question.case.closed_on is None:
        raise NotPossible(_("还没有答复，答复以后再评价。"))
    if last.score is not None:
        return last
    last.score, last.said, last.rated_on = score, participation.masked(said), max(on, last.answered_on)
    last.save(update_fields=["score", "said", "rated_on"])
    note(question, "rated", by=None, at=at, score=score, round=last.round)
    if last.is_bad:
        bureau, section = question.case.bureau, question.case.section
        heads = staff_with(bureau, Role.SECTION_HEAD, section) or staff_with(bureau, Role.LEADER)
        tell(question, "question_rated_badly", [*heads, *staff_with(bureau, Role.SUPERVISOR)], at=at)
    return last


@transaction.atomic
def settle(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Question:
    """回访说明: what the head says to a bad rating; the asker reads it."""
    question = locked(pk)
    if log.already(key):
        return question
    rules.require("settle", by, question, timezone.localdate(at))
    rules.names_nobody(question, reason)
    last = queries.last_answer(question)
    assert last is not None  # noqa: S101  the rule has asked
    last.settled_why, last.settled_by = reason, by
    last.save(update_fields=["settled_why", "settled_by"])
    note(question, "settled", by=by, at=at, key=key, why=reason)
    return question


@transaction.atomic
def ask_back(pk: int, *, again: str, at: datetime) -> Question:
    """追问, once, by number and code: the owner has it again, with the whole limit."""
    question, on = locked(pk), timezone.localdate(at)
    rules.can_ask_back(question)
    question.ask_back()
    question.again, question.again_on, question.size = participation.masked(again), on, Size.OTHER
    question.save()
    question.case.closed_on = None
    question.case.save(update_fields=["closed_on"])
    begin(question, on=on, by=None, at=at)
    note(question, "asked_back", by=None, at=at)
    tell(question, "question_asked_back", [question.case.holder] if question.case.holder else [], at=at)
    return question


@transaction.atomic
def link(pk: int, *, number: str, by: User, at: datetime, key: str = "") -> Question:
    """关联 another question: of the same asker, or the same thing asked again."""
    question = locked(pk)
    if log.already(key):
        return question
    rules.require("link", by, question, timezone.localdate(at))
    case = by_number(number)
    found = Question.objects.select_related("case").filter(pk=case.pk).first() if case else None
    other = rules.is_another(question, found)
    CaseLink.objects.get_or_create(source=question.case, target=other.case, why=LINK)
    note(question, "linked", by=by, at=at, key=key, number=other.case.number)
    return question
